import type { VariantCurve } from '../../../src-shared/contract/comparison.ts'
import type { CurveAxis } from '../../../src-shared/domain/metric.ts'
import { plural } from '../../components/format.ts'

export interface CaptionVariant {
  label: string
  curve: Pick<VariantCurve, 'seeds' | 'falls' | 'recordedPoints' | 'unionPoints' | 'x'>
}

const axisWords: Record<CurveAxis, string> = { envSteps: 'env steps', updates: 'updates', computeMs: 's' }

/** "10 seeds", or "3 to 10 seeds" where variants differ: those that have begun. */
function seedWords(variants: readonly CaptionVariant[]): string {
  const counts = variants.map(({ curve: { seeds } }) => seeds.total - seeds.queued)
  const least = Math.min(...counts)
  const most = Math.max(...counts)
  return least === most ? plural(most, 'seed') : `${least} to ${plural(most, 'seed')}`
}

/**
 * What a careful reader must know of the curves: centre, band and its method, N, points, and where seeds drop out.
 * @param formatX how numbers on the axis are written
 */
export function captionOf(
  variants: readonly CaptionVariant[],
  showSeeds: boolean,
  axis: CurveAxis,
  recordEvery: readonly number[],
  formatX: (x: number) => string,
  bandsCut = false,
): string {
  const drawn = variants.filter(({ curve }) => curve.x.length > 0)
  if (drawn.length === 0) {
    const goesOn = variants.some(({ curve }) => curve.seeds.running + curve.seeds.queued > 0)
    return goesOn
      ? 'Nothing is recorded of this metric yet.'
      : 'These runs recorded nothing of this metric; another one may say more.'
  }
  const band = drawn.some(({ curve }) => curve.seeds.total - curve.seeds.queued >= 2)
  const points = drawn.reduce((sum, { curve }) => sum + curve.recordedPoints, 0)
  const decimated = drawn.some(({ curve }) => curve.unionPoints > curve.x.length)
  const sentences = [
    `Mean over ${seedWords(drawn)}${band ? ' with its 95 % t-interval' : ', which is too few for an interval'}; ` +
      `each seed counts with its last recorded value at or before x; ${plural(points, 'recorded point')}` +
      `${decimated ? ', thinned for drawing only' : ''}, unsmoothed` +
      `${showSeeds ? '; faint lines are single seeds' : ''}.`,
  ]
  if (bandsCut) sentences.push('An interval over few seeds is wider than the picture.')
  const coarsest = Math.max(...recordEvery)
  if (coarsest > 1) sentences.push(`A point stands for up to ${coarsest} updates.`)
  for (const { label, curve } of drawn) {
    const early = curve.seeds.endedEarly
    const last = curve.falls.at(-1)
    const unit = axisWords[axis]
    const at = (x: number): string => `${formatX(x)} ${unit}`
    if (last !== undefined) {
      const steps =
        curve.falls.length === 1
          ? `${plural(last.n, 'seed')} after ${at(last.x)}`
          : `from ${at(curve.falls[0]!.x)} fewer seeds, ${last.n} after ${at(last.x)}`
      sentences.push(`${label} has ${steps}: ${plural(early, 'run')} ended before the budget.`)
    } else if (early > 0) {
      sentences.push(`Of ${label}, ${plural(early, 'run')} ended before the budget.`)
    }
  }
  const waiting = drawn.reduce((sum, { curve }) => sum + curve.seeds.running + curve.seeds.queued, 0)
  if (waiting > 0)
    sentences.push(`${plural(waiting, 'run is', 'runs are')} still to finish; the curves grow with them.`)
  return sentences.join(' ')
}
