/** Between what an average return can lie; infinite where the world sets no bound. */
export interface ReturnBounds {
  low: number
  high: number
}

/**
 * The sum of at most `steps` rewards between `lowest` and `highest`, where an episode may end after any of them. Without
 * a limit of steps (null) it has no bound on the side where rewards can add up.
 */
export function sumOfRewards(steps: number | null, lowest: number, highest: number): ReturnBounds {
  const sum = (reward: number) => (reward === 0 ? 0 : reward * (steps ?? Infinity))
  return { low: Math.min(0, sum(lowest)), high: Math.max(0, sum(highest)) }
}

/** The sum of exactly `steps` rewards between `lowest` and `highest`. */
export const fixedHorizon = (steps: number, lowest: number, highest: number): ReturnBounds => ({
  low: steps * lowest,
  high: steps * highest,
})
