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

/** A variant's curve as it is drawn: bands from three seeds on, and none beyond what is possible. */
export function drawnCurve(
  variant: Pick<ComparedVariant, 'id' | 'short' | 'slot' | 'experiment'>,
  curve: VariantCurve,
  seeds: readonly SeedLine[],
  metric: MetricName,
  scheme: 'light' | 'dark',
): ComparedCurve {
  const { color, dash } = variantStyle(variant.slot, scheme)
  const bounds = metricBounds(metric, variant.experiment.spec.environment)
  const low: (number | null)[] = []
  const high: (number | null)[] = []
  let cut = false
  for (let i = 0; i < curve.x.length; i++) {
    const from = curve.low[i] ?? null
    const to = curve.high[i] ?? null
    const shown =
      from === null || to === null || curve.n[i]! < fewestForBand ? null : cutInterval({ low: from, high: to }, bounds)
    low.push(shown?.low ?? null)
    high.push(shown?.high ?? null)
    cut ||= shown?.cut ?? false
  }
  return {
    key: variant.id,
    label: variant.short,
    colour: color,
    dash,
    x: curve.x,
    centre: curve.centre,
    low,
    high,
    cut: cut ? bounds : null,
    n: curve.n,
    falls: curve.falls,
    seeds,
  }
}
