import { describe, expect, it } from 'vitest'
import type { ExperimentSpecInput } from '../../../src-shared/domain/spec.ts'
import { finish } from '../finish.ts'
import { createLearner, LearnerError } from './learner.ts'
import { cartPole, engines, planOf, run, smallGrid, smallNetwork } from './test-runs.ts'
import type { VariantInput } from './test-runs.ts'

const neural = { kind: 'neural-softmax', ...smallNetwork } as const
const critic = { network: { kind: 'neural', ...smallNetwork } } as const
const separateFit = { kind: 'separate', epochs: 2, minibatchSize: 16 } as const

const variants: [name: string, environment: ExperimentSpecInput['environment'], variant: VariantInput][] = [
  [
    'REINFORCE, tabular',
    smallGrid,
    {
      collection: { trajectories: 5 },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'total-return' },
      update: { kind: 'gradient-ascent', optimiser: { kind: 'sgd' } },
    },
  ],
  [
    'learned baseline from separate trajectories, linear, momentum',
    cartPole,
    {
      collection: { trajectories: 3, baselineTrajectories: 2 },
      policy: { kind: 'linear-softmax', features: { kind: 'polynomial' } },
      estimator: { kind: 'learned-baseline' },
      critic: { network: { kind: 'linear', features: { kind: 'polynomial' } }, timeStep: true, fit: separateFit },
      update: { kind: 'gradient-ascent', optimiser: { kind: 'momentum' }, learningRate: 1e-3 },
    },
  ],
  [
    'PPO-clip with the critic in the same minibatches, Adam',
    cartPole,
    {
      collection: { stepsPerCopy: 16 },
      policy: neural,
      estimator: { kind: 'advantage' },
      critic: { ...critic, loss: { kind: 'clipped' }, fit: { kind: 'with-policy' } },
      update: { kind: 'clip', epochs: 3, minibatches: 4, entropyCoefficient: 0.01 },
    },
  ],
  [
    'adaptive KL penalty on a shared network',
    cartPole,
    {
      collection: { stepsPerCopy: 16 },
      policy: neural,
      estimator: { kind: 'advantage' },
      critic: { network: { kind: 'shared' }, fit: { kind: 'with-policy' } },
      update: { kind: 'kl-penalty', adaptive: true, epochs: 3, minibatches: 2 },
    },
  ],
  [
    'TRPO, Gaussian',
    { id: 'Pendulum-v1', timeLimit: 20, copies: 3 },
    {
      collection: { trajectories: 4 },
      policy: { kind: 'neural-gaussian', ...smallNetwork },
      estimator: { kind: 'advantage' },
      critic: { ...critic, fit: separateFit },
      update: { kind: 'trust-region' },
    },
  ],
  [
    'natural gradient, exact',
    smallGrid,
    {
      collection: { exact: true },
      policy: { kind: 'neural-scores', ...smallNetwork },
      estimator: { kind: 'exact-advantage' },
      update: { kind: 'natural-gradient', solver: 'explicit' },
    },
  ],
]

describe('a saved learner', () => {
  it.each(variants)('goes on with the same bits: %s', (_name, environment, variant) => {
    const plan = planOf(environment, variant)
    const { learner, rows } = run(plan, 3)
    const state = structuredClone(learner.save())
    const after = [finish(learner.update()), finish(learner.evaluate()), finish(learner.update())]

    const resumed = createLearner(plan, engines())
    resumed.load(state)
    // No evaluation in between: training's bits don't depend on it.
    const resumedRows = [finish(resumed.update()), finish(resumed.update())]

    expect(rows).toHaveLength(3)
    expect(resumedRows).toEqual([after[0], after[2]])
    expect(resumed.save()).toEqual(learner.save())
    expect([resumed.updates, resumed.envSteps, resumed.episodes]).toEqual([
      learner.updates,
      learner.envSteps,
      learner.episodes,
    ])
  })

  it('is refused by another experiment', () => {
    const state = run(planOf(...parts(0)), 1).learner.save()
    expect(() => createLearner(planOf(...parts(2)), engines()).load(state)).toThrow(LearnerError)
  })

  it('is not taken in the middle of an update', () => {
    const { learner } = run(planOf(...parts(0)), 0)
    learner.update().next()
    expect(() => learner.save()).toThrow('between updates')
  })
})

const parts = (index: number): [ExperimentSpecInput['environment'], VariantInput] => [
  variants[index]![1],
  variants[index]![2],
]

describe('a learner', () => {
  it('gives other bits for another seed', () => {
    const [first, second] = [1, 2].map((seed) => run(planOf(...parts(2), { seed }), 2).rows)
    expect(first).not.toEqual(second)
  })

  it('learns the way to the goal', () => {
    const { learner } = run(planOf(...parts(0), { evaluation: { every: 1, episodes: 50, actions: 'mode' } }), 300)
    // Two steps away: the shortest path is found.
    expect(finish(learner.evaluate()).evaluationLength).toBe(2)
  })

  it('counts the separate trajectories’ steps', () => {
    const { learner, rows } = run(planOf(...parts(1)), 1)
    expect(learner.episodes).toBe(5)
    expect(learner.envSteps).toBe(Math.round(rows[0]!.episodeLength! * 5))
  })
})
