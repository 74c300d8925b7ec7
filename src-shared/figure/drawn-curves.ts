import type { SeedLine, VariantCurve } from '../contract/comparison.ts'
import { cutInterval, metricBounds } from '../domain/metric-bounds.ts'
import type { MetricName } from '../domain/metric.ts'
import type { ComparedCurve } from './compared-curve.ts'
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
  const bounds = metricBounds(metric, variant.environment)
  const floor = floorOf(curve, logX, logY)
  const isDrawable = (x: number, y: number) => x > floor.x && y > floor.y
  const places = Array.from(curve.x.keys()).filter((i) => isDrawable(curve.x[i]!, curve.centre[i]!))
  const uncut = { low: [] as (number | null)[], high: [] as (number | null)[] }
  const low: (number | null)[] = []
  const high: (number | null)[] = []
  let cut = false
  for (const i of places) {
    const from = curve.n[i]! < fewestForBand ? null : (curve.low[i] ?? null)
    const to = curve.n[i]! < fewestForBand ? null : (curve.high[i] ?? null)
    const shown = from === null || to === null ? null : cutInterval({ low: from, high: to }, bounds)
    uncut.low.push(from)
    uncut.high.push(to)
    low.push(shown === null ? null : Math.max(shown.low, floor.y))
    high.push(shown === null ? null : Math.max(shown.high, floor.y))
    cut ||= shown?.cut ?? false
  }
  const at = (values: readonly number[]) => places.map((i) => values[i]!)
  const lines = logX || logY ? seeds.map((seed) => drawableLine(seed, isDrawable)) : seeds
  const left = (whole: readonly SeedLine[], kept: readonly { x: readonly number[] }[]) =>
    whole.reduce((sum, { x }, i) => sum + x.length - kept[i]!.x.length, 0)
  return {
    key: variant.id,
    label: variant.short,
    colour: color,
    dash,
    x: at(curve.x),
    centre: at(curve.centre),
    rawCentre: curve.rawCentre.length === 0 ? [] : at(curve.rawCentre).map((y) => Math.max(y, floor.y)),
    low,
    high,
    uncut,
    cut: cut ? bounds : null,
    n: at(curve.n),
    falls: curve.falls,
    seeds: lines,
    undrawable: curve.x.length - places.length + left(seeds, lines),
    floor,
  }
}

/** On a log scale a thousandth of the smallest positive value: what is at or below it is drawn below the chart. */
function floorOf(curve: VariantCurve, logX: boolean, logY: boolean): { x: number; y: number } {
  const smallest = (values: readonly number[]) =>
    values.reduce((least, value) => (value > 0 && value < least ? value : least), Infinity)
  const y = smallest(curve.centre)
  return { x: logX ? 0 : -Infinity, y: !logY ? -Infinity : y === Infinity ? 0 : y / 1_000 }
}

function drawableLine(
  { x, y }: SeedLine,
  isDrawable: (x: number, y: number) => boolean,
): { x: readonly number[]; y: readonly number[] } {
  const places = Array.from(x.keys()).filter((i) => isDrawable(x[i]!, y[i]!))
  return { x: places.map((i) => x[i]!), y: places.map((i) => y[i]!) }
}
