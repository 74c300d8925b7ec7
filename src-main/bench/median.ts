/** The middle one, or the mean of the two in the middle; undefined of nothing. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[half]
  return sorted.length === 0 ? undefined : (sorted[half - 1]! + sorted[half]!) / 2
}
