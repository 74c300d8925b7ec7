import type { FiniteMdp } from '../environments/finite-mdp.ts'

/**
 * E[R(tau)^2] of the discounted return under a policy pi [S][A], backwards from the end as V is: with r and s' of one
 * outcome, E[(r + gamma R')^2] = r^2 + 2 gamma r V(s') + gamma^2 E[R'^2]. `valuesHS`: the policy's V at that discount.
 */
export function meanSquaredReturn(
  model: FiniteMdp,
  piSA: ArrayLike<number>,
  valuesHS: ArrayLike<number>,
  discount: number,
): number {
  const { states: S, actions: A, horizon: H } = model
  let nextS = new Float64Array(S)
  for (let h = H - 1; h >= 0; h--) {
    const squaresS = new Float64Array(S)
    for (let s = 0; s < S; s++) {
      if (model.terminalS[s] === 1) continue
      for (let row = s * A; row < (s + 1) * A; row++) {
        const deviation = model.rewardDeviationSA?.[row] ?? 0
        squaresS[s]! += piSA[row]! * deviation * deviation
        for (let i = model.rowStart[row]!; i < model.rowStart[row + 1]!; i++) {
          const reward = model.rewards[i]!
          const next = model.nextStates[i]!
          const still = valuesHS[(h + 1) * S + next]!
          squaresS[s]! +=
            piSA[row]! *
            model.probabilities[i]! *
            (reward * reward + 2 * discount * reward * still + discount * discount * nextS[next]!)
        }
      }
    }
    nextS = squaresS
  }
  let mean = 0
  for (let s = 0; s < S; s++) mean += model.initialS[s]! * nextS[s]!
  return mean
}
