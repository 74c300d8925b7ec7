import type { ReturnBounds } from '../catalogue/environments/return-bounds.ts'
import type { SeedLine, VariantCurve } from '../contract/comparison.ts'
import { cutInterval, metricBounds } from '../domain/metric-bounds.ts'
import type { MetricName } from '../domain/metric.ts'
import type { ComparedCurve, ComparedSeed } from './compared-curve.ts'
import { variantStyle } from './variant-style.ts'
import type { ComparedVariant } from './compared.ts'

/** With fewer seeds a t-interval says next to nothing (of two it is ± 9 standard deviations): they are drawn instead. */
export const fewestForBand = 3

/** Whether a variant's seeds are drawn whatever the switch says, because there is no band to stand for them. */
export const seedsInsteadOfBand = (variant: Pick<ComparedVariant, 'summary'>): boolean =>
  variant.summary.total - variant.summary.counts.queued < fewestForBand

interface Look {
  metric: MetricName
  scheme: 'light' | 'dark'
  logX: boolean
  logY: boolean
}

/** A variant's curve as it is drawn: bands from three seeds on, and none beyond what is possible. */
export function drawnCurve(
  variant: Pick<ComparedVariant, 'id' | 'short' | 'slot' | 'environment'>,
  curve: VariantCurve,
  seeds: readonly SeedLine[],
  { metric, scheme, logX, logY }: Look,
): ComparedCurve {
  const { color, dash } = variantStyle(variant.slot, scheme)
  const floor = floorOf(curve, logX, logY)
  const isDrawable = (x: number, y: number) => x > floor.x && y > floor.y
  const everywhere = curve.x.every((x, i) => isDrawable(x, curve.centre[i]!))
  const places = everywhere ? null : [...curve.x.keys()].filter((i) => isDrawable(curve.x[i]!, curve.centre[i]!))
  // Of a thousand curves nothing is copied that can be taken as it is.
  const at = <T>(values: readonly T[]): readonly T[] => places?.map((i) => values[i]!) ?? values
  const n = at(curve.n)
  const withBand = (ends: readonly (number | null)[]) =>
    n.every((seeds) => seeds >= fewestForBand)
      ? at(ends)
      : at(ends).map((end, i) => (n[i]! < fewestForBand ? null : end))
  const uncut = { low: withBand(curve.low), high: withBand(curve.high) }
  const { low, high, cut } = cutBand(uncut, metricBounds(metric, variant.environment), floor.y)
  const lines = logX || logY ? seeds.map((seed) => drawableLine(seed, isDrawable)) : seeds
  const left = (whole: readonly SeedLine[], kept: readonly { x: readonly number[] }[]) =>
    whole.reduce((sum, { x }, i) => sum + x.length - kept[i]!.x.length, 0)
  const rawCentre = curve.rawCentre.length === 0 ? curve.rawCentre : at(curve.rawCentre)
  return {
    key: variant.id,
    label: variant.short,
    colour: color,
    dash,
    x: at(curve.x),
    centre: at(curve.centre),
    rawCentre: logY ? rawCentre.map((y) => Math.max(y, floor.y)) : rawCentre,
    low,
    high,
    uncut,
    cut,
    n,
    falls: curve.falls,
    seeds: lines,
    undrawable: curve.x.length - (places?.length ?? curve.x.length) + left(seeds, lines),
    floor,
  }
}

/** A band without what is impossible, and without what is below the floor. `cut` tells at which bounds, if anywhere. */
function cutBand(
  { low, high }: ComparedCurve['uncut'],
  bounds: ReturnBounds,
  floor: number,
): Pick<ComparedCurve, 'low' | 'high' | 'cut'> {
  if (bounds.low === -Infinity && bounds.high === Infinity && floor === -Infinity) return { low, high, cut: null }
  const lows: (number | null)[] = []
  const highs: (number | null)[] = []
  let cut = false
  for (let i = 0; i < low.length; i++) {
    const from = low[i] ?? null
    const to = high[i] ?? null
    const shown = from === null || to === null ? null : cutInterval({ low: from, high: to }, bounds)
    lows.push(shown && Math.max(shown.low, floor))
    highs.push(shown && Math.max(shown.high, floor))
    cut ||= shown?.cut ?? false
  }
  return { low: lows, high: highs, cut: cut ? bounds : null }
}

/** On a log scale a thousandth of the smallest positive value: what is at or below it is drawn below the chart. */
function floorOf(curve: VariantCurve, logX: boolean, logY: boolean): { x: number; y: number } {
  const smallest = (values: readonly number[]) =>
    values.reduce((least, value) => (value > 0 && value < least ? value : least), Infinity)
  const y = smallest(curve.centre)
  return { x: logX ? 0 : -Infinity, y: !logY ? -Infinity : y === Infinity ? 0 : y / 1_000 }
}

function drawableLine({ runId, x, y }: SeedLine, isDrawable: (x: number, y: number) => boolean): ComparedSeed {
  const places = Array.from(x.keys()).filter((i) => isDrawable(x[i]!, y[i]!))
  return { runId, x: places.map((i) => x[i]!), y: places.map((i) => y[i]!) }
}
