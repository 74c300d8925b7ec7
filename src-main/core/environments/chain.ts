import type { ChainSpec } from '../../../src-shared/catalogue/environments/chain.ts'
import type { FiniteMdp, Outcome } from './finite-mdp.ts'
import { finiteMdp } from './finite-mdp.ts'

/** Strens's chain (2000): forward (0) and back (1), and with probability `slip` the other one happens. */
export function chainModel(spec: ChainSpec): FiniteMdp {
  const end = spec.states - 1
  const happens = (state: number, action: number, probability: number): Outcome => {
    if (action === 1) return { probability, next: 0, reward: spec.smallReward }
    return { probability, next: Math.min(state + 1, end), reward: state === end ? spec.largeReward : 0 }
  }
  return finiteMdp({
    states: spec.states,
    actions: 2,
    horizon: spec.horizon,
    initial: (state) => (state === 0 ? 1 : 0),
    outcomes: (state, action) => [happens(state, action, 1 - spec.slip), happens(state, 1 - action, spec.slip)],
  })
}
