import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { userMdpModel } from '../environments/user-mdp.ts'
import { Generator } from '../random/generator.ts'
import { importanceMoments } from './importance-moments.ts'
import { policyValues } from './policy-values.ts'
import { randomMdp } from './random-mdp.ts'
import { logSoftmaxTable, softmaxTable } from './softmax-table.ts'
import { randomTheta } from './test-mdps.ts'

interface ReferenceCase {
  input: {
    mdp: Parameters<typeof userMdpModel>[0]
    theta: number[][]
    behaviourTheta: number[][]
    discount: number
  }
  expect: {
    objective: number
    importance: { effectiveSampleShare: number; ordinaryVariance: number; perDecisionVariance: number }
  }
}
const { cases } = JSON.parse(readFileSync(new URL('fixtures/estimators.json', import.meta.url), 'utf8')) as {
  cases: ReferenceCase[]
}

describe('variances of importance sampling', () => {
  test.each(cases)('agree with every trajectory enumerated in numpy, case %#', ({ input, expect: expected }) => {
    const model = userMdpModel({ ...input.mdp, discount: 1 })
    const [behaviour, target] = [input.behaviourTheta, input.theta].map((theta) =>
      logSoftmaxTable(theta.flat(), model.actions),
    )
    const moments = importanceMoments(model, behaviour!, target!)
    expect(moments.objective).toBeCloseTo(expected.objective, 9)
    expect(moments.effectiveSampleShare).toBeCloseTo(expected.importance.effectiveSampleShare, 9)
    expect(moments.ordinaryVariance).toBeCloseTo(expected.importance.ordinaryVariance, 9)
    expect(moments.perDecisionVariance).toBeCloseTo(expected.importance.perDecisionVariance, 9)
  })

  test('agree with a list of all trajectories where episodes end early and rewards are discounted', () => {
    for (let seed = 0; seed < 20; seed++) {
      const rng = new Generator(seed)
      const model = randomMdp(rng, { states: 3, actions: 2, horizon: 4, terminalShare: 0.5 })
      const [behaviour, target] = [0, 1].map(() => logSoftmaxTable(randomTheta(rng, model), model.actions))
      const moments = importanceMoments(model, behaviour!, target!, 0.8)
      const listed = listMoments(model, behaviour!, target!, 0.8)
      expect(moments.objective).toBeCloseTo(listed.ordinary, 11)
      expect(1 / moments.effectiveSampleShare).toBeCloseTo(listed.weightSquared, 9)
      expect(moments.ordinaryVariance).toBeCloseTo(listed.ordinarySquared - listed.ordinary * listed.ordinary, 9)
      expect(moments.perDecisionVariance).toBeCloseTo(
        listed.perDecisionSquared - listed.perDecision * listed.perDecision,
        9,
      )
    }
  })

  test('with the same policy twice every trajectory counts, and the variance is the return’s', () => {
    const rng = new Generator(5)
    const model = randomMdp(rng, { states: 4, actions: 3, horizon: 6 })
    const theta = randomTheta(rng, model)
    const logPiSA = logSoftmaxTable(theta, model.actions)
    const moments = importanceMoments(model, logPiSA, logPiSA, 0.9)
    expect(moments.effectiveSampleShare).toBeCloseTo(1, 12)
    expect(moments.perDecisionVariance).toBeCloseTo(moments.ordinaryVariance, 10)
    expect(moments.objective).toBeCloseTo(policyValues(model, softmaxTable(theta, model.actions), 0.9).objective, 12)
  })

  test('noise on the reward of a bandit adds its weighted variance', () => {
    const rng = new Generator(6)
    const model = randomMdp(rng, { states: 1, actions: 2, horizon: 1 })
    const noisy: FiniteMdp = { ...model, rewardDeviationSA: Float64Array.of(2, 2) }
    const [behaviour, target] = [logSoftmaxTable([0, 0], 2), logSoftmaxTable([0, 1], 2)]
    const [plain, withNoise] = [model, noisy].map((world) => importanceMoments(world, behaviour, target))
    expect(withNoise!.ordinaryVariance - plain!.ordinaryVariance).toBeCloseTo(4 / plain!.effectiveSampleShare, 12)
  })
})

/** Expectations over the behaviour policy's trajectories, one by one. */
function listMoments(model: FiniteMdp, behaviour: Float64Array, target: Float64Array, discount: number) {
  const sums = { ordinary: 0, weightSquared: 0, ordinarySquared: 0, perDecision: 0, perDecisionSquared: 0 }
  const end = (probability: number, weight: number, reward: number, decision: number): void => {
    sums.ordinary += probability * weight * reward
    sums.weightSquared += probability * weight * weight
    sums.ordinarySquared += probability * weight * reward * weight * reward
    sums.perDecision += probability * decision
    sums.perDecisionSquared += probability * decision * decision
  }
  const walk = (
    state: number,
    step: number,
    scale: number,
    probability: number,
    weight: number,
    reward: number,
    decision: number,
  ): void => {
    if (step === model.horizon || model.terminalS[state] === 1) return end(probability, weight, reward, decision)
    for (let a = 0; a < model.actions; a++) {
      const row = state * model.actions + a
      const ratio = weight * Math.exp(target[row]! - behaviour[row]!)
      for (let i = model.rowStart[row]!; i < model.rowStart[row + 1]!; i++) {
        const paid = scale * model.rewards[i]!
        walk(
          model.nextStates[i]!,
          step + 1,
          scale * discount,
          probability * Math.exp(behaviour[row]!) * model.probabilities[i]!,
          ratio,
          reward + paid,
          decision + ratio * paid,
        )
      }
    }
  }
  model.initialS.forEach((probability, state) => walk(state, 0, 1, probability, 1, 0, 0))
  return sums
}
