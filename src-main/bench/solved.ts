import type { MetricRow } from '../../src-shared/domain/metric.ts'

const rollingEpisodes = 20

/**
 * The first row at which the last 20 or so training returns (whole rows of them) have this mean. Rows: one per update.
 */
export function reachedAt(rows: readonly MetricRow[], threshold: number): MetricRow | undefined {
  const window: { episodes: number; sum: number }[] = []
  let episodes = 0
  let sum = 0
  let episodesBefore = 0
  for (const row of rows) {
    const ended = row.episodes - episodesBefore
    episodesBefore = row.episodes
    if (ended === 0) continue
    window.push({ episodes: ended, sum: row.values.return! * ended })
    episodes += ended
    sum += row.values.return! * ended
    while (episodes - window[0]!.episodes >= rollingEpisodes) {
      const first = window.shift()!
      episodes -= first.episodes
      sum -= first.sum
    }
    if (episodes >= rollingEpisodes && sum / episodes >= threshold) return row
  }
  return undefined
}
