import type { VectorEnvironment } from '../../environments/environment.ts'
import type { FiniteMdp } from '../../environments/finite-mdp.ts'
import { importanceMoments } from '../../exact/importance-moments.ts'
import type { ImportanceMoments } from '../../exact/importance-moments.ts'
import { trajectoryKl } from '../../exact/kl.ts'
import { occupancyHS, visitsS } from '../../exact/occupancy.ts'
import { logSoftmaxTable } from '../../exact/softmax-table.ts'
import type { Policy } from '../../policies/policy.ts'
import { Generator as RandomGenerator } from '../../random/generator.ts'
import { outputsOf } from '../policy-outputs.ts'
import { betweenReturns, referenceCopies } from './between-returns.ts'
import { meanEstimate } from './estimates.ts'
import type { Estimate } from './estimates.ts'
import { policyPath } from './policy-path.ts'

/** What is known of the policy at one distance without drawing anything. */
export interface ExactAtDistance extends ImportanceMoments {
  /** KL(rho || rho_target) of a trajectory, in nats. */
  kl: number
}

/** Solves a finite world at any distance: both policies are tabulated once. */
export function exactAlongPath(
  model: FiniteMdp,
  behaviour: Policy,
  target: Policy,
  discount: number,
): (t: number) => ExactAtDistance {
  const path = policyPath(behaviour, target)
  const states = Array.from({ length: model.states }, (_, s) => [s])
  const fromSA = outputsOf(behaviour)(states)
  const toSA = outputsOf(target)(states)
  const betweenSA = new Float64Array(model.states * model.actions)
  const logPiAt = (t: number): Float64Array => {
    path.between(fromSA, toSA, model.states, t, betweenSA)
    return logSoftmaxTable(betweenSA, model.actions)
  }
  const behaviourLogPiSA = logPiAt(0)
  const behaviourVisitsS = visitsS(model, occupancyHS(model, behaviourLogPiSA.map(Math.exp)))
  return (t) => {
    const targetLogPiSA = logPiAt(t)
    return {
      ...importanceMoments(model, behaviourLogPiSA, targetLogPiSA, discount),
      kl: trajectoryKl(behaviourVisitsS, behaviourLogPiSA, targetLogPiSA),
    }
  }
}

/** J is sampled at every fifth place, and linear between. */
const sampledEvery = 5

export const sampledPlaces = (places: readonly number[]): number[] =>
  places.filter((_, i) => i % sampledEvery === 0 || i === places.length - 1)

/**
 * J along the path from whole episodes, `episodes` at each of the sampled places; the same random numbers serve all, so
 * that the line is smooth. Yields after each step of all copies, with how many places are done.
 */
export function* sampledTruths(
  policies: { behaviour: Policy; target: Policy },
  places: readonly number[],
  reference: {
    makeWorld: (copies: number, rng: RandomGenerator) => VectorEnvironment
    episodes: number
    discount: number
    seed: number
    z: number
  },
): Generator<number, Estimate[]> {
  const { makeWorld, episodes, discount, seed, z } = reference
  const returnsAt = betweenReturns(policies.behaviour, policies.target, discount)
  const sampled: { place: number; estimate: Estimate }[] = []
  for (const place of sampledPlaces(places)) {
    const rng = new RandomGenerator(seed, 'reference')
    const steps = returnsAt(place, makeWorld(Math.min(referenceCopies, episodes), rng.split()), episodes, rng)
    let step = steps.next()
    for (; !step.done; step = steps.next()) yield sampled.length
    sampled.push({ place, estimate: meanEstimate(step.value, z) })
  }
  return places.map((place) => {
    const after = sampled.find((one) => one.place >= place)!
    if (after.place === place) return after.estimate
    const before = sampled.findLast((one) => one.place < place)!
    const share = (place - before.place) / (after.place - before.place)
    const between = (key: keyof Estimate) => (1 - share) * before.estimate[key] + share * after.estimate[key]
    return { value: between('value'), low: between('low'), high: between('high') }
  })
}
