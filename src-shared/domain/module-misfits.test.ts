import { expect, it } from 'vitest'
import { moduleMisfits } from './module-misfits.ts'
import { experimentSpec } from './spec.ts'
import type { ExperimentSpecInput } from './spec.ts'
import type { WorldFacts } from './user-module.ts'

const clip = (policy: object): ExperimentSpecInput['variants'][number] =>
  ({
    name: 'PPO',
    collection: { stepsPerCopy: 16 },
    policy,
    estimator: { kind: 'advantage' },
    critic: {},
    update: { kind: 'clip', per: 'step' },
  }) as ExperimentSpecInput['variants'][number]
const misfits = (policy: object, facts: Partial<WorldFacts>, changes: Partial<ExperimentSpecInput> = {}) =>
  moduleMisfits(
    experimentSpec.parse({
      name: 'own',
      environment: { id: 'module', path: 'world.mjs' },
      variants: [clip(policy)],
      ...changes,
    }),
    {
      observation: { kind: 'vector', size: 2 },
      action: { kind: 'discrete', actions: 3 },
      horizon: null,
      timeLimit: 200,
      ...facts,
    },
  )
const torque: WorldFacts['action'] = { kind: 'continuous', size: 1, low: [-1], high: [1] }
const neural = { kind: 'neural-softmax' }

it('says which policy doesn’t fit the actions that were found', () => {
  expect(misfits(neural, {})).toEqual([])
  expect(misfits(neural, { action: torque })).toEqual([
    '“PPO” doesn’t fit it: this world has continuous actions; pick a Gaussian policy.',
  ])
  expect(misfits({ kind: 'neural-gaussian' }, { action: torque })).toEqual([])
  expect(misfits({ kind: 'neural-gaussian' }, {})).toEqual([
    '“PPO” doesn’t fit it: this world has discrete actions; pick a softmax policy.',
  ])
})

it('knows a table’s states, and what features can be taken of', () => {
  const table = { kind: 'tabular-softmax' }
  expect(misfits(table, {})).toEqual([
    '“PPO” doesn’t fit it: a table needs a finite world; pick a linear or neural policy.',
  ])
  expect(misfits(table, { observation: { kind: 'index', states: 9 } })).toEqual([])
  const oneHot = { kind: 'linear-softmax', features: { kind: 'one-hot' } }
  expect(misfits(oneHot, {})).toHaveLength(1)
  expect(misfits(oneHot, { observation: { kind: 'index', states: 9 } })).toEqual([])
})

it('knows whether what it shows can be normalised', () => {
  const normalised = { variants: [{ ...clip(neural), normalisation: { observations: true } }] }
  expect(misfits(neural, {}, normalised)).toEqual([])
  expect(misfits(neural, { observation: { kind: 'index', states: 9 } }, normalised)).toEqual([
    expect.stringContaining('which has no mean to take off; switch it off'),
  ])
})

it('asks for an end of the episodes where one is needed', () => {
  const endless = { timeLimit: null }
  expect(misfits(neural, endless)).toEqual([expect.stringContaining('Evaluation needs episodes with an end')])
  expect(misfits(neural, endless, { evaluation: null })).toEqual([])
  const reinforce = {
    name: 'REINFORCE',
    collection: { trajectories: 8 },
    policy: { kind: 'neural-softmax' },
    estimator: { kind: 'reward-to-go' },
    update: { kind: 'gradient-ascent' },
  } as const
  expect(misfits(neural, endless, { evaluation: null, variants: [reinforce] })).toEqual([
    '“REINFORCE” doesn’t fit it: whole trajectories need an end: give the world a horizon or a time limit.',
  ])
})
