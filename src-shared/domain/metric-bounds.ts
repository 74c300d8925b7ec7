import { environmentEntry, environmentTraits } from '../catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../catalogue/environments/index.ts'
import type { ReturnBounds } from '../catalogue/environments/return-bounds.ts'
import { metricDefinition } from './metric.ts'
import type { MetricName } from './metric.ts'

const unbounded: ReturnBounds = { low: -Infinity, high: Infinity }

/** Between what a metric's values, and so their mean, can lie in this world; infinite where nothing bounds them. */
export function metricBounds(metric: MetricName, environment: EnvironmentSpec): ReturnBounds {
  const { within } = metricDefinition(metric)
  if (within === undefined) return unbounded
  if (within === 'return' || within === 'objective' || within === 'discounted return') {
    const { low, high } = environmentEntry(environment.id).returnBounds?.(environment) ?? unbounded
    const isDiscounted =
      within === 'discounted return' || (within === 'objective' && environmentTraits(environment).discount < 1)
    // A discounted return is a mean of the sums so far, of which the first is 0.
    return isDiscounted ? { low: Math.min(0, low), high: Math.max(0, high) } : { low, high }
  }
  if (within === 'length') return { low: 0, high: environmentTraits(environment).episodeSteps ?? Infinity }
  return { low: within[0], high: within[1] }
}

/** An interval without what is impossible. `cut` tells whether there was any. */
export function cutInterval(
  { low, high }: { low: number; high: number },
  bounds: ReturnBounds,
): { low: number; high: number; cut: boolean } {
  // Rounding alone is no cut: a mean of sums may lie a last bit beyond what it can be.
  const slack = 1e-9 * Math.max(1, Math.abs(low), Math.abs(high))
  return {
    low: Math.max(low, bounds.low),
    high: Math.min(high, bounds.high),
    cut: low < bounds.low - slack || high > bounds.high + slack,
  }
}
