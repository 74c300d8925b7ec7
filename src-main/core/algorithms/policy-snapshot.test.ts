import { describe, expect, it } from 'vitest'
import { finish } from '../finish.ts'
import { createLearner, LearnerError } from './learner.ts'
import { snapshotOfState } from './policy-snapshot.ts'
import { cartPole, engines, planOf, run, smallGrid, smallNetwork } from './test-runs.ts'

const neural = { kind: 'neural-softmax', ...smallNetwork } as const
const clip = planOf(cartPole, {
  collection: { stepsPerCopy: 16 },
  normalisation: { observations: true },
  policy: neural,
  estimator: { kind: 'advantage' },
  critic: { network: { kind: 'neural', ...smallNetwork }, fit: { kind: 'with-policy' } },
  update: { kind: 'clip', epochs: 2, minibatches: 2 },
})
const shared = planOf(cartPole, {
  collection: { stepsPerCopy: 16 },
  policy: neural,
  estimator: { kind: 'advantage' },
  critic: { network: { kind: 'shared' }, fit: { kind: 'with-policy' } },
  update: { kind: 'clip', epochs: 2, minibatches: 2 },
})
const table = planOf(smallGrid, {
  collection: { trajectories: 5 },
  policy: { kind: 'tabular-softmax' },
  estimator: { kind: 'total-return' },
  update: { kind: 'gradient-ascent' },
})

describe('a snapshot', () => {
  it.each([
    ['a network with a critic and running statistics', clip],
    ['a network that the critic shares', shared],
    ['a table', table],
  ])('shows the policy as it was: %s', (_name, plan) => {
    const { learner } = run(plan, 3)
    const snapshot = structuredClone(learner.snapshot())
    const evaluated = finish(learner.evaluate(7))
    expect([snapshot.update, snapshot.envSteps, snapshot.episodes]).toEqual([3, learner.envSteps, learner.episodes])
    expect(snapshot).toEqual(snapshotOfState(learner.save()))

    const other = createLearner(plan, engines())
    other.show(snapshot)
    expect(other.snapshot()).toMatchObject({ ...snapshot, update: 0, envSteps: 0, episodes: 0 })
    expect(finish(other.evaluate(7))).toEqual(evaluated)
  })

  it('says what rewards were divided by for the critic', () => {
    const scaled = {
      ...clip,
      variant: { ...clip.variant, normalisation: { ...clip.variant.normalisation, rewards: true } },
    }
    const { learner, rows } = run(scaled, 3)
    const { rewardSpread } = learner.snapshot()
    expect(rewardSpread).toBe(rows.at(-1)!.rewardScale)
    expect(snapshotOfState(learner.save()).rewardSpread).toBe(rewardSpread)
    expect(run(clip, 1).learner.snapshot().rewardSpread).toBeNull()
  })

  it('changes no bit of the run that it is taken from', () => {
    const plain = run(clip, 4)
    const looked = createLearner(clip, engines())
    const rows = Array.from({ length: 4 }, () => {
      looked.snapshot()
      return finish(looked.update())
    })
    expect(rows).toEqual(plain.rows)
    expect(looked.save()).toEqual(plain.learner.save())
  })

  it('is a copy: training on leaves it as it is', () => {
    const { learner } = run(clip, 1)
    const snapshot = learner.snapshot()
    const before = structuredClone(snapshot)
    finish(learner.update())
    expect(snapshot).toEqual(before)
    expect(learner.snapshot()).not.toEqual(before)
  })

  it('is read from what a program without normalisation saved', () => {
    const { observationMoments: _none, ...older } = run(table, 1).learner.save()
    expect(snapshotOfState(older).observationMoments).toBeNull()
  })

  it.each([
    ['policy', table, 'the policy has 16 numbers there, and 58 here'],
    ['critic', shared, 'the policy has'],
  ])('of another %s is refused with both lengths, and changes nothing', (_name, plan, sentence) => {
    const learner = createLearner(clip, engines())
    const before = learner.snapshot()
    const foreign = run(plan, 0).learner.snapshot()
    expect(() => learner.show(foreign)).toThrow(LearnerError)
    expect(() => learner.show(foreign)).toThrow(sentence)
    expect(learner.snapshot()).toEqual(before)
  })

  it('without the critic or the running statistics that the plan has is refused', () => {
    const learner = createLearner(clip, engines())
    const snapshot = learner.snapshot()
    expect(() => learner.show({ ...snapshot, criticTheta: null })).toThrow('the critic has 0 numbers there')
    expect(() => learner.show({ ...snapshot, observationMoments: null })).toThrow('the running mean of observations')
  })
})
