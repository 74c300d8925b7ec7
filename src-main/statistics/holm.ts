/**
 * p-values of several comparisons with one baseline, by Holm's step-down: the smallest times m, the next times m - 1,
 * and so on, none below the one before it and none above 1. In the order given.
 */
export function holm(pValues: readonly number[]): number[] {
  const rising = pValues.map((_, index) => index).toSorted((a, b) => pValues[a]! - pValues[b]!)
  const adjusted = pValues.slice()
  let largest = 0
  rising.forEach((index, place) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - place) * pValues[index]!))
    adjusted[index] = largest
  })
  return adjusted
}
