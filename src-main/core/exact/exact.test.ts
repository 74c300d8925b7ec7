import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { finiteModel } from '../environments/registry.ts'
import { Generator } from '../random/generator.ts'
import { softmaxFisher } from './fisher.ts'
import references from './fixtures/exact-softmax-mdp.json' with { type: 'json' }
import { trajectoryKl } from './kl.ts'
import { softmaxNaturalGradientSA } from './natural-gradient.ts'
import { optimum } from './optimum.ts'
import { logitsGradientSA, solvePolicy } from './policy-gradient.ts'
import { exactObjective } from './policy-values.ts'
import { minimumNormSolution } from './pseudo-inverse.ts'
import { randomMdp } from './random-mdp.ts'
import { klPenaltyArgmax, trustRegionArgmax } from './separable-argmax.ts'
import { logSoftmaxTable, softmaxTable } from './softmax-table.ts'
import { solveExactInput } from './solve-exact-input.ts'
import { onRandomMdps, randomTheta, worlds } from './test-mdps.ts'

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.flatMap(numbers) : [value as number]
}

describe('against the worked cases', () => {
  test.each(references.map((reference, index) => [index, reference] as const))(
    'case %i to 1e-9',
    (_, { input, expect: expected }) => {
      const solution = solveExactInput(input)
      expect(Object.keys(solution).toSorted()).toEqual(Object.keys(expected).toSorted())
      for (const [name, value] of Object.entries(expected)) {
        const ours = numbers(solution[name as keyof typeof solution])
        const theirs = numbers(value)
        const largestDeviation = ours.reduce((largest, value, i) => Math.max(largest, Math.abs(value - theirs[i]!)), 0)
        expect({ name, size: ours.length, isClose: largestDeviation < 1e-9 }).toEqual({
          name,
          size: theirs.length,
          isClose: true,
        })
      }
    },
  )
})

describe('on random MDPs', () => {
  test('the gradient agrees with central differences of J', () => {
    onRandomMdps(100, (model, rng) => {
      const theta = randomTheta(rng, model)
      const piSA = softmaxTable(theta, model.actions)
      const gradient = logitsGradientSA(solvePolicy(model, piSA), piSA)
      const step = 1e-5
      for (let i = 0; i < theta.length; i++) {
        const at = (shift: number) =>
          exactObjective(model, softmaxTable(theta.with(i, theta[i]! + shift), model.actions))
        expect(Math.abs((at(step) - at(-step)) / (2 * step) - gradient[i]!)).toBeLessThan(1e-8)
      }
    })
  })

  test('the Fisher matrix is the curvature of the KL', () => {
    onRandomMdps(100, (model, rng) => {
      const theta = randomTheta(rng, model)
      const direction = randomTheta(rng, model)
      const piSA = softmaxTable(theta, model.actions)
      const { visitsS } = solvePolicy(model, piSA)
      const fisher = softmaxFisher(visitsS, piSA)
      let curvature = 0
      for (let i = 0; i < theta.length; i++)
        for (let j = 0; j < theta.length; j++)
          curvature += direction[i]! * fisher[i * theta.length + j]! * direction[j]!
      const step = 1e-3
      const log = (shift: number) =>
        logSoftmaxTable(
          theta.map((value, i) => value + shift * direction[i]!),
          model.actions,
        )
      const kl = (trajectoryKl(visitsS, log(0), log(step)) + trajectoryKl(visitsS, log(0), log(-step))) / (step * step)
      expect(Math.abs(kl - curvature)).toBeLessThan(1e-4 * Math.max(1, curvature))
    })
  })

  test('the closed natural gradient is the pseudo-inverse times the gradient', () => {
    onRandomMdps(
      100,
      (model, rng) => {
        const piSA = softmaxTable(randomTheta(rng, model), model.actions)
        const policy = solvePolicy(model, piSA)
        const closed = softmaxNaturalGradientSA(policy)
        const solved = minimumNormSolution(softmaxFisher(policy.visitsS, piSA), logitsGradientSA(policy, piSA))
        for (let i = 0; i < closed.length; i++)
          expect(Math.abs(closed[i]! - solved[i]!)).toBeLessThan(1e-7 * Math.max(1, Math.abs(closed[i]!)))
      },
      4,
    )
  })

  test('no policy beats backward induction, and its own actions reach it where one step is left', () => {
    onRandomMdps(50, (model, rng) => {
      const best = optimum(model)
      for (let trial = 0; trial < 20; trial++)
        expect(exactObjective(model, softmaxTable(randomTheta(rng, model, 5), model.actions))).toBeLessThanOrEqual(
          best.objective + 1e-12,
        )
      const oneStep = { ...model, horizon: 1 }
      const greedySA = new Float64Array(model.states * model.actions)
      optimum(oneStep).actionsHS.forEach((action, s) => (greedySA[s * model.actions + action] = 1))
      expect(exactObjective(oneStep, greedySA)).toBeCloseTo(optimum(oneStep).objective, 12)
    })
  })

  test('exact TRPO meets its KL to 1e-8, and no one of 1,000 random policies scaled to the same KL has a larger surrogate', () => {
    for (const [seed, delta] of [
      [1, 0.01],
      [2, 0.5],
      [3, 1e-4],
      [4, 3],
    ] as const) {
      const rng = new Generator(seed)
      const model = randomMdp(rng, { states: 5, actions: 3, horizon: 6 })
      const theta = randomTheta(rng, model)
      const piSA = softmaxTable(theta, model.actions)
      const policy = solvePolicy(model, piSA)
      const best = trustRegionArgmax(policy, piSA, delta)
      const logPi = logSoftmaxTable(theta, model.actions)
      const next = theta.map((value, i) => value + best.logRatioSA[i]!)
      expect(Math.abs(trajectoryKl(policy.visitsS, logPi, logSoftmaxTable(next, model.actions)) - delta)).toBeLessThan(
        1e-8,
      )
      expect(best.kl).toBeLessThanOrEqual(delta)
      const surrogate = (pi: Float64Array): number =>
        pi.reduce((sum, p, i) => sum + p * policy.weightedAdvantagesSA[i]!, 0)
      expect(surrogate(softmaxTable(next, model.actions))).toBeCloseTo(best.surrogate, 10)
      for (let trial = 0; trial < 1000; trial++) {
        // Every fourth direction leans towards the answer: those are the dangerous rivals.
        const noise = randomTheta(rng, model)
        const direction = trial % 4 === 0 ? noise.map((value, i) => best.logRatioSA[i]! + 0.1 * value) : noise
        const along = (length: number) =>
          logSoftmaxTable(
            theta.map((value, i) => value + length * direction[i]!),
            model.actions,
          )
        let [low, high] = [0, 1]
        while (trajectoryKl(policy.visitsS, logPi, along(high)) < delta && high < 1e6) high *= 2
        for (let halving = 0; halving < 60; halving++) {
          const middle = (low + high) / 2
          if (trajectoryKl(policy.visitsS, logPi, along(middle)) < delta) low = middle
          else high = middle
        }
        expect(surrogate(along(low).map(Math.exp))).toBeLessThanOrEqual(best.surrogate + 1e-9)
      }
    }
  })

  test('exact KL-penalised PPO is a maximum: no nearby or random policy has a larger objective', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(1e-3, 0.1, 1, 30), (world, lambda) => {
        const rng = new Generator(world.seed)
        const model = randomMdp(rng, world)
        const theta = randomTheta(rng, model)
        const piSA = softmaxTable(theta, model.actions)
        const policy = solvePolicy(model, piSA)
        const best = klPenaltyArgmax(policy, piSA, lambda)
        const logPi = logSoftmaxTable(theta, model.actions)
        const objective = (log: Float64Array): number =>
          log.reduce((sum, value, i) => sum + Math.exp(value) * policy.weightedAdvantagesSA[i]!, 0) -
          lambda * trajectoryKl(policy.visitsS, logPi, log)
        const logBest = logPi.map((value, i) => value + best.logRatioSA[i]!)
        // It is normalised as it stands.
        for (let s = 0; s < model.states; s++)
          expect(
            logBest
              .subarray(s * model.actions, (s + 1) * model.actions)
              .reduce((sum, value) => sum + Math.exp(value), 0),
          ).toBeCloseTo(1, 12)
        const most = objective(logBest)
        expect(most).toBeCloseTo(best.surrogate - lambda * best.kl, 9)
        for (const spread of [1e-3, 0.1, 2]) {
          const rival = logSoftmaxTable(
            logBest.map((value) => value + spread * rng.normal()),
            model.actions,
          )
          expect(objective(rival)).toBeLessThanOrEqual(most + 1e-12 * Math.max(1, Math.abs(most)))
        }
      }),
      { numRuns: 200 },
    )
  })

  test('where nothing can be improved or nobody goes, the policy stays', () => {
    const rng = new Generator(7)
    const model = { ...randomMdp(rng, { states: 3, actions: 2, horizon: 4 }) }
    const still = { ...model, rewards: new Float64Array(model.rewards.length) }
    const piSA = softmaxTable(randomTheta(rng, model), 2)
    expect(trustRegionArgmax(solvePolicy(still, piSA), piSA, 0.1)).toEqual({
      logRatioSA: new Float64Array(6),
      kl: 0,
      surrogate: 0,
    })
    const oneStepFromFirst = { ...model, horizon: 1, initialS: Float64Array.of(1, 0, 0) }
    const step = trustRegionArgmax(solvePolicy(oneStepFromFirst, piSA), piSA, 0.1)
    expect(Array.from(step.logRatioSA.subarray(2))).toEqual([0, 0, 0, 0])
    expect(step.logRatioSA[0]).not.toBe(0)
  })
})

describe('the chapter’s Bernoulli example', () => {
  const model = finiteModel({ id: 'warm-up', horizon: 1, copies: 1 })!
  /** phi(1) = 1, phi(0) = 0: score phi(a) - E phi. */
  const solve = (theta: number) => {
    const piSA = softmaxTable([0, theta], 2)
    const scores = [-piSA[1]!, 1 - piSA[1]!]
    const policy = solvePolicy(model, piSA)
    const sum = (term: (a: number) => number) => term(0) + term(1)
    return {
      gradient: sum((a) => piSA[a]! * policy.weightedAdvantagesSA[a]! * scores[a]!),
      fisher: sum((a) => piSA[a]! * scores[a]! * scores[a]!),
      tabular: softmaxNaturalGradientSA(policy),
    }
  }

  test.each([-3, 0, 1, 8])('at theta = %d the gradient vanishes and the natural step is 99', (theta) => {
    const e = Math.exp(theta)
    const { gradient, fisher, tabular } = solve(theta)
    expect(gradient).toBeCloseTo((99 * e) / ((1 + e) * (1 + e)), 10)
    expect(fisher).toBeCloseTo(e / ((1 + e) * (1 + e)), 12)
    expect(minimumNormSolution([fisher], [gradient])[0]).toBeCloseTo(99, 8)
    // As a table it has two parameters, whose difference is theta.
    expect(tabular[1]! - tabular[0]!).toBeCloseTo(99, 8)
  })
})

test('FrozenLake at horizon 100: backward induction reaches 0.7442; CliffWalking -13', () => {
  expect(
    optimum(finiteModel({ id: 'FrozenLake-v1', map: '4x4', slippery: true, horizon: 100, copies: 1 })!).objective,
  ).toBeCloseTo(0.7442, 4)
  expect(optimum(finiteModel({ id: 'CliffWalking-v1', slippery: false, horizon: 100, copies: 1 })!).objective).toBe(-13)
})

test('exact TRPO never loses and climbs to the best known stationary policy of FrozenLake, 0.7402', () => {
  const model = finiteModel({ id: 'FrozenLake-v1', map: '4x4', slippery: true, horizon: 100, copies: 1 })!
  let theta = new Float64Array(64)
  let objective = 0
  for (let k = 0; k < 200; k++) {
    const piSA = softmaxTable(theta, 4)
    const policy = solvePolicy(model, piSA)
    expect(policy.objective).toBeGreaterThanOrEqual(objective - 1e-12)
    objective = policy.objective
    const step = trustRegionArgmax(policy, piSA, 0.1)
    theta = theta.map((value, i) => value + step.logRatioSA[i]!)
  }
  expect(objective).toBeCloseTo(0.7402, 4)
  // Nearly deterministic by now, and still nothing but finite numbers.
  expect(theta.every(Number.isFinite)).toBe(true)
})
