import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { userMdpModel } from '../environments/user-mdp.ts'
import { Generator } from '../random/generator.ts'
import { importanceMoments, weightedMoments } from './importance-moments.ts'
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
const { cases } = JSON.parse(readFileSync(new URL('../lab/fixtures/estimators.json', import.meta.url), 'utf8')) as {
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
      const listed = listTrajectories(model, behaviour!, target!, 0.8)
      const mean = (of: (one: Listed) => number) => listed.reduce((sum, one) => sum + one.probability * of(one), 0)
      const moments = importanceMoments(model, behaviour!, target!, 0.8)
      const objective = mean(({ weight, reward }) => weight * reward)
      expect(moments.objective).toBeCloseTo(objective, 11)
      expect(1 / moments.effectiveSampleShare).toBeCloseTo(
        mean(({ weight }) => weight * weight),
        9,
      )
      expect(moments.ordinaryVariance).toBeCloseTo(
        mean(({ weight, reward }) => (weight * reward - objective) * (weight * reward - objective)),
        9,
      )
      expect(moments.perDecisionVariance).toBeCloseTo(
        mean(({ decision }) => (decision - objective) * (decision - objective)),
        9,
      )
      const { weighted, perDecision } = weightedMoments(model, behaviour!, target!, 0.8, 4)
      const relative = (found: number, there: number) => expect(found / there).toBeCloseTo(1, 9)
      relative(
        weighted[3]![2]!,
        mean(({ weight, reward }) => weight * weight * weight * reward * reward),
      )
      relative(
        weighted[4]![0]!,
        mean(({ weight }) => weight * weight * weight * weight),
      )
      relative(
        perDecision[4]!,
        mean(({ decision }) => decision * decision * decision * decision),
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

interface Listed {
  probability: number
  weight: number
  reward: number
  decision: number
}

/** The behaviour policy's trajectories, one by one. */
function listTrajectories(model: FiniteMdp, behaviour: Float64Array, target: Float64Array, discount: number): Listed[] {
  const listed: Listed[] = []
  const walk = (state: number, step: number, scale: number, { probability, weight, reward, decision }: Listed) => {
    if (step === model.horizon || model.terminalS[state] === 1) {
      listed.push({ probability, weight, reward, decision })
      return
    }
    for (let a = 0; a < model.actions; a++) {
      const row = state * model.actions + a
      const ratio = weight * Math.exp(target[row]! - behaviour[row]!)
      for (let i = model.rowStart[row]!; i < model.rowStart[row + 1]!; i++) {
        const paid = scale * model.rewards[i]!
        walk(model.nextStates[i]!, step + 1, scale * discount, {
          probability: probability * Math.exp(behaviour[row]!) * model.probabilities[i]!,
          weight: ratio,
          reward: reward + paid,
          decision: decision + ratio * paid,
        })
      }
    }
  }
  model.initialS.forEach((probability, state) => walk(state, 0, 1, { probability, weight: 1, reward: 0, decision: 0 }))
  return listed
}
