import type { MetricColumns } from '../../../src-shared/contract/methods.ts'
import type { ComparisonX } from '../../../src-shared/domain/comparison.ts'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { isCurveAxis } from '../../../src-shared/domain/metric.ts'
import type { ComparedVariant } from '../../../src-shared/figure/compared.ts'
import { curveAt } from '../../../src-shared/figure/compared-curve.ts'
import type { ComparedCurve } from '../../../src-shared/figure/compared-curve.ts'

type Line = { run: RunId; y: number }

/**
 * The run whose line is nearest to a point of a chart: a single seed's where they are drawn, else the first of the variant
 * whose curve is nearest. Null where there is no curve.
 * @param y null by keyboard: then of the best curve
 */
export function runNear(
  curves: readonly ComparedCurve[],
  variants: readonly Pick<ComparedVariant, 'id' | 'runs'>[],
  x: number,
  y: number | null,
): RunId | null {
  const runsOf = (key: string) => variants.find(({ id }) => id === key)?.runs ?? []
  const lines = curves.flatMap((curve): Line[] => {
    const seeds = curve.seeds.flatMap((seed): Line[] => {
      const value = valueAt(seed, x)
      return value === null ? [] : [{ run: seed.runId, y: value }]
    })
    const centre = curveAt(curve, x)
    const first = runsOf(curve.key)
      .filter(({ startedAt }) => startedAt !== null)
      .toSorted((a, b) => a.seed - b.seed)[0]
    return centre === null || first === undefined ? seeds : [...seeds, { run: first.id, y: centre.centre }]
  })
  const distance = (line: Line): number => (y === null ? -line.y : Math.abs(line.y - y))
  return lines.toSorted((a, b) => distance(a) - distance(b))[0]?.run ?? null
}

/** A line's last value up to x, null before it begins and after it ends. */
function valueAt(line: { x: readonly number[]; y: readonly number[] }, x: number): number | null {
  const after = line.x.findIndex((at) => at > x)
  const index = after === -1 ? line.x.length - 1 : after - 1
  return index < 0 || x > line.x.at(-1)! ? null : line.y[index]!
}

/** The update at which a run was at a place on the x-axis; undefined where the axis is a metric. */
export function updateAt(columns: MetricColumns, axis: ComparisonX, x: number): number | undefined {
  if (!isCurveAxis(axis)) return undefined
  const places = columns[axis === 'updates' ? 'update' : axis]
  let best = 0
  for (const [index, place] of places.entries()) if (Math.abs(place - x) < Math.abs(places[best]! - x)) best = index
  return columns.update[best]
}
