import type { GarnetSpec } from '../../../src-shared/catalogue/environments/garnet.ts'
import { Generator, shuffle } from '../random/generator.ts'
import type { FiniteMdp } from './finite-mdp.ts'
import { finiteMdp } from './finite-mdp.ts'

/**
 * A random MDP (Archibald, McKinnon and Thomas 1995), drawn from the spec's own seed alone: the same world in every
 * run.
 */
export function garnetModel(spec: GarnetSpec): FiniteMdp {
  const rng = new Generator(spec.worldSeed, 'garnet')
  const allStates = Int32Array.from({ length: spec.states }, (_, s) => s)
  return finiteMdp({
    states: spec.states,
    actions: spec.actions,
    horizon: spec.horizon,
    initial: () => 1 / spec.states,
    outcomes() {
      shuffle(allStates, allStates.length, rng)
      const reward = rng.normal()
      // The gaps between sorted uniform cuts of [0, 1].
      const cuts = [0, ...Array.from({ length: spec.branching - 1 }, () => rng.uniform()).toSorted((x, y) => x - y), 1]
      return Array.from({ length: spec.branching }, (_, i) => ({
        probability: cuts[i + 1]! - cuts[i]!,
        next: allStates[i]!,
        reward,
      }))
    },
  })
}
