/** Returns and lengths of the episodes that end during one update. */
export interface EpisodeStatistics {
  episodes: number
  sum: number
  sumOfSquares: number
  lowest: number
  highest: number
  steps: number
  /** Of the episodes whose discounted return is known. */
  discounted: { episodes: number; sum: number }
}

export function emptyStatistics(): EpisodeStatistics {
  return {
    episodes: 0,
    sum: 0,
    sumOfSquares: 0,
    lowest: Infinity,
    highest: -Infinity,
    steps: 0,
    discounted: { episodes: 0, sum: 0 },
  }
}

export function clearStatistics(statistics: EpisodeStatistics): void {
  Object.assign(statistics, emptyStatistics())
}

export function addEpisode(statistics: EpisodeStatistics, episodeReturn: number, steps: number): void {
  statistics.episodes++
  statistics.sum += episodeReturn
  statistics.sumOfSquares += episodeReturn * episodeReturn
  statistics.lowest = Math.min(statistics.lowest, episodeReturn)
  statistics.highest = Math.max(statistics.highest, episodeReturn)
  statistics.steps += steps
}

/** The metrics of the episodes that ended; none where none did. The spread needs two. */
export function episodeMetrics(statistics: EpisodeStatistics): {
  return?: number
  returnSd?: number
  returnMin?: number
  returnMax?: number
  discountedReturn?: number
  episodeLength?: number
} {
  const { episodes, sum, sumOfSquares, lowest, highest, steps, discounted } = statistics
  if (episodes === 0) return {}
  const mean = sum / episodes
  const common = {
    return: mean,
    returnMin: lowest,
    returnMax: highest,
    ...(discounted.episodes > 0 && { discountedReturn: discounted.sum / discounted.episodes }),
    episodeLength: steps / episodes,
  }
  if (episodes < 2) return common
  return { ...common, returnSd: Math.sqrt(Math.max(0, (sumOfSquares - episodes * mean * mean) / (episodes - 1))) }
}
