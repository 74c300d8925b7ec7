import type { SeedLine, VariantCurve } from '../contract/comparison.ts'
import type { ComparisonSpec, ComparisonX } from '../domain/comparison.ts'
import { startFile } from '../domain/initial-parameters.ts'
import type { ComparedVariant } from './compared.ts'

type Forked = Pick<ComparedVariant, 'members'>

/**
 * Where on the x-axis the run was left that a fork goes on from: what its own x is drawn from. 0 for what is no fork, where
 * forks are not drawn so, over times and metrics, and where runs are put together that left at different places.
 */
export function originX({ members }: Forked, x: ComparisonX, { drawForks }: Pick<ComparisonSpec, 'drawForks'>): number {
  if (drawForks === 'from-zero') return 0
  const places = members.map(({ variant }) => {
    const from = startFile(variant)?.from
    if (from === undefined) return 0
    return x === 'envSteps' || x === 'episodes' ? from[x] : x === 'updates' ? from.update : 0
  })
  const [first = 0] = places
  return places.every((place) => place === first) ? first : 0
}

/** Whether any of them goes on from a checkpoint. */
export const hasFork = (variants: readonly Forked[]): boolean =>
  variants.some(({ members }) => members.some(({ variant }) => startFile(variant) !== null))

/** The curve with its x moved. */
export function movedCurve(curve: VariantCurve, by: number): VariantCurve {
  if (by === 0) return curve
  return {
    ...curve,
    x: curve.x.map((x) => x + by),
    falls: curve.falls.map((fall) => ({ ...fall, x: fall.x + by })),
    ends: curve.ends && { first: curve.ends.first + by, last: curve.ends.last + by },
  }
}

export const movedLines = (lines: readonly SeedLine[], by: number): readonly SeedLine[] =>
  by === 0 ? lines : lines.map((line) => ({ ...line, x: line.x.map((x) => x + by) }))
