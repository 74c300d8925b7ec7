import { countUpTo } from './curve-over-seeds.ts'
import type { SeedSeries } from './curve-over-seeds.ts'
import { meanInterval } from './intervals.ts'
import type { MeanInterval } from './intervals.ts'

/**
 * The table beside a curve (docs/statistics.md), over the seeds that reached their budget; x is env steps. `final` is
 * each one's last value at or before the curve's last x (so that all have had as much experience), `best` its highest
 * recorded value. Undefined while none has finished.
 */
export function finalAndBest(seeds: readonly SeedSeries[]): { final: MeanInterval; best: MeanInterval } | undefined {
  const finished = seeds.filter((seed) => seed.status === 'finished' && seed.x.length > 0)
  if (finished.length === 0) return undefined
  const end = finished.reduce((x, seed) => Math.min(x, seed.x.at(-1)!), Number.POSITIVE_INFINITY)
  const reaching = finished.filter((seed) => seed.x[0]! <= end)
  const final = meanInterval(reaching.map((seed) => seed.y[countUpTo(seed.x, end) - 1]!))
  const best = meanInterval(finished.map((seed) => seed.y.reduce((a, b) => Math.max(a, b))))
  return { final: final!, best: best! }
}
