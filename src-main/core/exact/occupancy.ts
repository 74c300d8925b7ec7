import type { FiniteMdp } from '../environments/finite-mdp.ts'

/**
 * d_h(s), H x S: how likely the policy acts in s at step h. Forward from the first states. Once a terminal state is
 * reached nobody acts any more, so its d is zero and a row may sum to less than one. This is the undiscounted
 * distribution of trajectories, which Fisher and KL are about.
 */
export function occupancyHS(model: FiniteMdp, piSA: ArrayLike<number>): Float64Array {
  const { states: S, actions: A, horizon: H, rowStart, probabilities, nextStates, terminalS } = model
  const dHS = new Float64Array(H * S)
  for (let s = 0; s < S; s++) if (terminalS[s] === 0) dHS[s] = model.initialS[s]!
  for (let h = 0; h + 1 < H; h++) {
    for (let s = 0; s < S; s++) {
      const d = dHS[h * S + s]!
      if (d === 0) continue
      for (let a = 0; a < A; a++) {
        const flow = d * piSA[s * A + a]!
        if (flow === 0) continue
        const row = s * A + a
        for (let i = rowStart[row]!; i < rowStart[row + 1]!; i++) {
          const next = nextStates[i]!
          if (terminalS[next] === 0) dHS[(h + 1) * S + next]! += flow * probabilities[i]!
        }
      }
    }
  }
  return dHS
}

/** d(s) = sum over h of d_h(s): the expected number of decisions in s. S numbers. */
export function visitsS(model: FiniteMdp, dHS: Float64Array): Float64Array {
  const dS = new Float64Array(model.states)
  for (let i = 0; i < dHS.length; i++) dS[i % model.states]! += dHS[i]!
  return dS
}
