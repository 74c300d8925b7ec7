import { describe, expect, test } from 'vitest'
import { environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { finiteModel } from '../../environments/registry.ts'
import { finiteWorld } from '../../environments/finite-world.ts'
import { trajectoryKl } from '../../exact/kl.ts'
import { occupancyHS, visitsS } from '../../exact/occupancy.ts'
import { performanceDifference } from '../../exact/performance-difference.ts'
import { exactObjective } from '../../exact/policy-values.ts'
import { randomMdp } from '../../exact/random-mdp.ts'
import { logSoftmaxTable, softmaxTable } from '../../exact/softmax-table.ts'
import { onRandomMdps, randomTheta } from '../../exact/test-mdps.ts'
import { finish } from '../../finish.ts'
import { referenceEngine } from '../../networks/reference-engine.ts'
import { createPolicy } from '../../policies/policy.ts'
import { Generator } from '../../random/generator.ts'
import { bothSides } from './both-sides.ts'
import { measureDifference } from './measure-difference.ts'
import { totalVariationH } from './distribution-shift.ts'
import { fittedStep } from './fitted-step.ts'
import { klBoundedStep } from './kl-bounded-step.ts'

describe('on 50 random MDPs', () => {
  test('both sides agree to 1e-10 in every state and step, and the contributions sum to the difference of J', () => {
    onRandomMdps(50, (model, rng) => {
      const [oldPi, newPi] = [1, 3].map((spread) => softmaxTable(randomTheta(rng, model, spread), model.actions))
      const sides = bothSides(model, oldPi!, newPi!)
      sides.leftHS.forEach((left, i) => expect(Math.abs(left - sides.rightHS[i]!)).toBeLessThan(1e-10))
      const sum = sides.contributionsHS.reduce((total, one) => total + one, 0)
      const { difference, expectedAdvantage } = performanceDifference(model, oldPi!, newPi!)
      expect(Math.abs(sum - difference)).toBeLessThan(1e-10)
      expect(Math.abs(sum - expectedAdvantage)).toBeLessThan(1e-10)
    })
  })

  test('a bounded step spends its KL to the digit, and improves', () => {
    onRandomMdps(50, (model, rng) => {
      const logPiSA = logSoftmaxTable(randomTheta(rng, model), model.actions)
      const stepped = klBoundedStep(model, logPiSA, 1e-4)
      const visits = visitsS(model, occupancyHS(model, logPiSA.map(Math.exp)))
      const spent = trajectoryKl(visits, logPiSA, stepped)
      const [before, after] = [logPiSA, stepped].map((table) => exactObjective(model, table.map(Math.exp)))
      // With one action there is nothing to spend it on.
      const something = model.actions > 1
      expect(spent).toBeCloseTo(something ? 1e-4 : 0, 9)
      expect(after! > before!).toBe(something)
    })
  })
})

test('total variation counts the episodes that have ended as one more state', () => {
  const model = randomMdp(new Generator(1), { states: 2, actions: 1, horizon: 2 })
  // At step 0 a quarter of the mass is elsewhere; at step 1 half of it has ended under the second policy alone.
  const shift = totalVariationH(model, [0.5, 0.5, 1, 0], [0.75, 0.25, 0.5, 0])
  expect(Array.from(shift)).toEqual([0.25, 0.5])
})

test('fitted policy iteration is greedy in mean rewards-to-go, and keeps what it knows nothing of', () => {
  const one = { observations: [[0], [1]], actions: [[1], [0]], rewards: [1, 4], logProbs: [0, 0] }
  const two = { observations: [[0]], actions: [[0]], rewards: [2], logProbs: [0] }
  // Q(0, 1) = 1 + 4 / 2 = 3 > Q(0, 0) = 2; state 2 was never visited.
  const piSA = fittedStep([one, two], Float64Array.of(0.5, 0.5, 0.5, 0.5, 0.3, 0.7), 2, 0.5)
  expect(piSA[1]).toBeCloseTo(1, 9)
  expect(piSA[2]).toBeCloseTo(1, 9)
  expect(piSA[4]).toBeCloseTo(0.3, 12)
})

test('in a gridworld: promise, truth and shift of three changes of one policy', () => {
  const environment = environmentSpec.parse({ id: 'gridworld' })
  const model = finiteModel(environment)!
  const engines = { neural: referenceEngine(), exact: referenceEngine() }
  const { shape } = finiteWorld(model, 1, new Generator(0))
  const [before, after] = [1, 2].map((seed) => {
    const policy = createPolicy({ kind: 'tabular-softmax' }, shape, false, engines, new Generator(seed))
    policy.theta.set(randomTheta(new Generator(seed), model))
    return policy
  })
  const plan = {
    environment,
    model,
    before: before!,
    after: after!,
    discount: 0.95,
    trajectories: 50,
    delta: 0.01,
    seed: 1,
  }
  const result = finish(measureDifference(plan))
  expect(result.largestGap).toBeLessThan(1e-10)
  expect(result.leftHS).toHaveLength(model.states * model.horizon)
  const [old, fresh] = [before!, after!].map(({ theta }) => softmaxTable(theta, model.actions))
  const expected = performanceDifference(model, old!, fresh!, 0.95)
  expect(result.changes.after.difference).toBeCloseTo(expected.difference, 12)
  expect(result.changes.after.deltaInfinity).toEqual(expected.deltaInfinity)
  expect(result.changes.after.bound).toBe(expected.bound)
  const { fitted, bounded } = result.changes
  expect(bounded.kl).toBeCloseTo(0.01, 9)
  expect(bounded.difference).toBeGreaterThan(0)
  // Both begin in the same states; from then on the greedy policy leaves those of the old one, the bounded one hardly.
  expect(fitted.totalVariationH[0]).toBe(0)
  expect(Math.max(...fitted.totalVariationH)).toBeGreaterThan(4 * Math.max(...bounded.totalVariationH))
  // Pinsker: a KL of 0.01 can't shift more than sqrt(0.01 / 2).
  expect(Math.max(...bounded.totalVariationH)).toBeLessThan(Math.sqrt(0.01 / 2))
  expect(finish(measureDifference(plan))).toEqual(result)
})
