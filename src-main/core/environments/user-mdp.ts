import type { FiniteMdpSpec } from '../../../src-shared/catalogue/environments/finite-mdp.ts'
import type { FiniteMdp } from './finite-mdp.ts'
import { finiteMdp } from './finite-mdp.ts'

/** The MDP that a user wrote into the spec; impossible outcomes are left out. */
export function userMdpModel(
  spec: Pick<FiniteMdpSpec, 'transitions' | 'rewards' | 'initial' | 'horizon' | 'discount'>,
): FiniteMdp {
  return finiteMdp({
    states: spec.transitions.length,
    actions: spec.transitions[0]!.length,
    horizon: spec.horizon,
    discount: spec.discount,
    initial: (state) => spec.initial[state]!,
    outcomes: (state, action) =>
      spec.transitions[state]![action]!.map((probability, next) => ({
        probability,
        next,
        reward: spec.rewards[state]![action]!,
      })).filter((outcome) => outcome.probability > 0),
  })
}
