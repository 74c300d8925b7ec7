const points = 101

/** Thresholds of a profile, from low to high and as far apart from each other; one where they are the same. */
export const profileThresholds = (low: number, high: number): number[] =>
  low === high ? [low] : Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1))
