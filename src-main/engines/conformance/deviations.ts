/**
 * Where `got` differs from `wanted` by more than the tolerance times max(1, |wanted|): a sentence about the worst
 * place, or none. NaN differs from everything.
 */
export function deviations(
  what: string,
  got: ArrayLike<number>,
  wanted: ArrayLike<number>,
  tolerance: number,
): string[] {
  let worst = 0
  let at = -1
  for (let i = 0; i < wanted.length; i++) {
    const error = Math.abs(got[i]! - wanted[i]!) / Math.max(1, Math.abs(wanted[i]!))
    if (error <= Math.max(worst, tolerance) || Number.isNaN(worst)) continue
    worst = error
    at = i
  }
  return at === -1
    ? []
    : [`${what}[${at}] is ${got[at]} instead of ${wanted[at]}, off by ${worst} where ${tolerance} is allowed`]
}
