// What the tests of this folder share: random models and policies.
import fc from 'fast-check'
import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { Generator } from '../random/generator.ts'
import { randomMdp } from './random-mdp.ts'

export const randomTheta = (rng: Generator, model: FiniteMdp, spread = 1): Float64Array =>
  Float64Array.from({ length: model.states * model.actions }, () => spread * rng.normal())

export const worlds = fc.record({
  seed: fc.integer({ min: 0, max: 1e9 }),
  states: fc.integer({ min: 1, max: 6 }),
  actions: fc.integer({ min: 1, max: 4 }),
  horizon: fc.integer({ min: 1, max: 8 }),
  discount: fc.constantFrom(1, 0.9, 0.3),
  terminalShare: fc.constantFrom(0, 0.3),
})

/** Draws so many models and holds each against the check, which may go on drawing. */
export function onRandomMdps(numRuns: number, check: (model: FiniteMdp, rng: Generator) => void, mostStates = 6): void {
  fc.assert(
    fc.property(worlds, (world) => {
      const rng = new Generator(world.seed)
      check(randomMdp(rng, { ...world, states: Math.min(world.states, mostStates) }), rng)
    }),
    { numRuns },
  )
}
