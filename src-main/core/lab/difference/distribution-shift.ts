import type { FiniteMdp } from '../../environments/finite-mdp.ts'

/**
 * Total variation between two policies' distributions of states at each step, H numbers: half the sum of |d_h(s) -
 * d'_h(s)|, where "the episode has ended" counts as one more state.
 */
export function totalVariationH(
  { states: S, horizon: H }: FiniteMdp,
  dHS: ArrayLike<number>,
  otherHS: ArrayLike<number>,
): Float64Array {
  return Float64Array.from({ length: H }, (_, h) => {
    let sum = 0
    let ended = 0
    for (let i = h * S; i < (h + 1) * S; i++) {
      sum += Math.abs(dHS[i]! - otherHS[i]!)
      ended += dHS[i]! - otherHS[i]!
    }
    return (sum + Math.abs(ended)) / 2
  })
}
