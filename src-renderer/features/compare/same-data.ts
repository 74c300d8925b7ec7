import type { SeedLine, VariantCurve } from '../../../src-shared/contract/comparison.ts'

/**
 * The next answer, with what is equal to the last one taken from it: then nothing that hangs on it is made or drawn
 * again. Where all of it is equal, the last answer itself.
 */
export function withKept<T>(
  before: ReadonlyMap<string, T> | null,
  next: ReadonlyMap<string, T>,
  same: (a: T, b: T) => boolean,
): ReadonlyMap<string, T> {
  if (before === null) return next
  let changed = before.size !== next.size
  const kept = new Map<string, T>()
  for (const [key, value] of next) {
    const old = before.get(key)
    const isSame = old !== undefined && same(old, value)
    kept.set(key, isSame ? old : value)
    changed ||= !isSame
  }
  return changed ? kept : before
}

const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]))

export const sameCurve = (a: VariantCurve, b: VariantCurve): boolean =>
  sameList(a.x, b.x) &&
  sameList(a.centre, b.centre) &&
  sameList(a.rawCentre, b.rawCentre) &&
  sameList(a.low, b.low) &&
  sameList(a.high, b.high) &&
  sameList(a.n, b.n) &&
  factsOf(a) === factsOf(b)

/** All but the long lists. */
const factsOf = ({ x: _x, centre: _c, rawCentre: _r, low: _l, high: _h, n: _n, ...facts }: VariantCurve): string =>
  JSON.stringify(facts)

export const sameSeeds = (a: readonly SeedLine[], b: readonly SeedLine[]): boolean =>
  a.length === b.length &&
  a.every((line, i) => line.runId === b[i]!.runId && sameList(line.x, b[i]!.x) && sameList(line.y, b[i]!.y))
