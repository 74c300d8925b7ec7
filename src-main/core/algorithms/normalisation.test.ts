import { describe, expect, it } from 'vitest'
import { createSimdEngine } from '../../engines/simd/engine.ts'
import { createTfjsEngine } from '../../engines/tfjs/tfjs-engine.ts'
import { finish } from '../finish.ts'
import type { Engine } from '../networks/engine.ts'
import { referenceEngine } from '../networks/reference-engine.ts'
import { buildParts } from './build-parts.ts'
import { makeEnvironment } from '../environments/registry.ts'
import { Generator } from '../random/generator.ts'
import { estimate } from './estimate.ts'
import { createLearner } from './learner.ts'
import type { LearnerPlan } from './learner.ts'
import { cartPole, engines, planOf, run, smallNetwork } from './test-runs.ts'
import type { VariantInput } from './test-runs.ts'

const ppo = {
  collection: { stepsPerCopy: 16 },
  policy: { kind: 'neural-softmax', ...smallNetwork },
  estimator: { kind: 'advantage' },
  critic: { network: { kind: 'neural', ...smallNetwork }, timeStep: true, fit: { kind: 'with-policy' } },
  update: { kind: 'clip', epochs: 2, minibatches: 2 },
} satisfies VariantInput
const both = { observations: true, rewards: true } as const

/** The parts after one collection and estimate. */
function estimated(plan: LearnerPlan) {
  const world = makeEnvironment({ id: 'CartPole-v1', timeLimit: 4, copies: 4 }, 4, new Generator(plan.seed))
  const parts = buildParts(plan, engines(), world)
  const metrics = {}
  finish(estimate(parts, metrics))
  return { parts, metrics }
}

describe('normalised observations', () => {
  it('are what policy and critic see, and what the batch keeps', () => {
    const { parts } = estimated(planOf(cartPole, { ...ppo, normalisation: { observations: true } }))
    const { batch, collector } = parts
    // The first step of all copies: CartPole starts within 0.05 of zero, and four copies normalised spread about 1.
    const first = Array.from(batch.policyInputs.subarray(0, 16), (value) => value * value)
    expect(first.reduce((sum, square) => sum + square, 0) / 16).toBeGreaterThan(0.5)
    // Inputs, outputs and log-probabilities of a row belong together, though the statistics moved on since.
    const again = parts.policy.network.forward(parts.policy.theta, batch.policyInputs, 4, collector.actor.tape)
    expect(Array.from(again.subarray(0, 8))).toEqual(Array.from(batch.outputs.subarray(0, 8)))
    // The critic sees the same numbers, and the time step.
    expect(Array.from(batch.criticInputs!.subarray(0, 4))).toEqual(Array.from(batch.policyInputs.subarray(0, 4)))
  })

  it('stay within the clip', () => {
    const { parts } = estimated(
      planOf(cartPole, { ...ppo, normalisation: { observations: true, observationClip: 0.5 } }),
    )
    const inputs = parts.batch.policyInputs.subarray(0, parts.batch.rows * 4)
    expect(Math.max(...inputs)).toBe(0.5)
    expect(Math.min(...inputs)).toBe(-0.5)
  })

  it('leave recorded trajectories as the world shows them, with the log-probabilities of what the policy saw', () => {
    const { learner } = run(planOf(cartPole, { ...ppo, normalisation: both }), 2)
    const before = structuredClone(learner.save())
    const [trajectory] = finish(learner.record(1)).trajectories
    expect(Math.max(...trajectory!.observations[0]!.map(Math.abs))).toBeLessThan(0.05)
    expect(trajectory!.logProbs.every((logProb) => logProb < 0)).toBe(true)
    expect(learner.save()).toEqual(before)
  })

  it('keep their statistics through an evaluation, which uses them', () => {
    const evaluation = { every: 1, episodes: 10, actions: 'mode' } as const
    const plan = planOf(cartPole, { ...ppo, normalisation: both }, { evaluation })
    const { learner } = run(plan, 2)
    const before = structuredClone(learner.save())
    const result = finish(learner.evaluate())
    expect(learner.save()).toEqual(before)

    const moved = createLearner(plan, engines())
    const { count, meanD, varianceD } = before.observationMoments!
    moved.load({ ...before, observationMoments: { count, meanD: meanD.map((mean) => mean - 3), varianceD } })
    expect(finish(moved.evaluate())).not.toEqual(result)
  })
})

describe('scaled rewards', () => {
  it('reach the estimator, and leave recorded returns as they are', () => {
    const plain = estimated(planOf(cartPole, ppo))
    const scaled = estimated(planOf(cartPole, { ...ppo, normalisation: { rewards: true, rewardClip: 0.25 } }))
    const rewards = scaled.parts.batch.rewardsB.subarray(0, scaled.parts.batch.rows)
    expect([...plain.parts.batch.rewardsB.subarray(0, 64)].every((reward) => reward === 1)).toBe(true)
    // Every step pays 1 in CartPole; the discounted return's spread grows with the episodes.
    expect(rewards[0]).toBe(0.25)
    const scale = (scaled.metrics as { rewardScale: number }).rewardScale
    expect(scale).toBeGreaterThan(1)
    expect(rewards.at(-1)).toBe(Math.min(0.25, 1 / scale))
    expect(scaled.parts.collector.statistics).toEqual(plain.parts.collector.statistics)
  })

  it('begin anew with each episode', () => {
    const { parts } = estimated(planOf(cartPole, { ...ppo, normalisation: { rewards: true } }))
    // 16 steps are four episodes of four steps each.
    expect(Array.from(parts.collector.rewardScaler!.save().returnsN)).toEqual([0, 0, 0, 0])
  })
})

describe('with both', () => {
  const plan = planOf(cartPole, { ...ppo, normalisation: both })

  it('goes on from a saved state with the same bits', () => {
    const { learner } = run(plan, 3)
    const state = structuredClone(learner.save())
    const after = [finish(learner.update()), finish(learner.update())]
    const resumed = createLearner(plan, engines())
    resumed.load(state)
    expect([finish(resumed.update()), finish(resumed.update())]).toEqual(after)
    expect(resumed.save()).toEqual(learner.save())
  })

  it('takes states of older programs where it is off, and refuses them where it is on', () => {
    const {
      observationMoments: _none,
      rewardMoments: _neither,
      ...older
    } = run(planOf(cartPole, ppo), 1).learner.save()
    const off = createLearner(planOf(cartPole, ppo), engines())
    off.load(older)
    expect(off.updates).toBe(1)
    expect(() => createLearner(plan, engines()).load(older)).toThrow('running statistics')
  })

  it('changes no bit of a variant that has it off', () => {
    const named = planOf(cartPole, {
      ...ppo,
      normalisation: { observations: false, rewards: false, observationClip: 1 },
    })
    expect(run(named, 2).rows).toEqual(run(planOf(cartPole, ppo), 2).rows)
  })

  it.each<[string, () => Promise<Engine>]>([
    ['simd', () => createSimdEngine({ memoryBytes: 32_000_000 })],
    ['tfjs', () => createTfjsEngine('tfjs-cpu', { threads: 1 })],
  ])('gives the reference’s numbers on %s', async (_name, engine) => {
    const reference = createLearner(plan, engines())
    const other = createLearner(plan, { neural: await engine(), exact: referenceEngine() })
    const [expected, actual] = [finish(reference.update()), finish(other.update())]
    for (const name of ['entropy', 'criticLoss', 'gradientNorm', 'rewardScale', 'kl'] as const)
      expect(Math.abs(actual[name]! - expected[name]!)).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected[name]!)))
    other.dispose()
  })
})
