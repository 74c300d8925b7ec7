/** So many numbers from low to high, as far apart from each other; one where they are the same. */
export const evenly = (low: number, high: number, count: number): number[] =>
  low === high ? [low] : Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1))
