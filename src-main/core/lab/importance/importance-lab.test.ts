import { expect, it } from 'vitest'
import { importance } from '../../../../src-shared/catalogue/labs/importance.ts'
import type { StoredTrajectories } from '../../../../src-shared/domain/stored-trajectories.ts'
import { storedTrajectories } from '../../../../src-shared/domain/stored-trajectories.ts'
import { makeEnvironment } from '../../environments/registry.ts'
import { finish } from '../../finish.ts'
import { LearnerError } from '../../learner-error.ts'
import { referenceEngine } from '../../networks/reference-engine.ts'
import { importanceLab } from './importance-lab.ts'

const spec = importance.schema.parse({ lab: 'importance', data: { from: 'dataset', path: 'walks.json' } })
const { environment } = spec
const table = { policy: { kind: 'tabular-softmax' }, critic: undefined, seed: 1, snapshot: null } as const
const normalisation = { observations: false, observationClip: 10, rewards: false, rewardClip: 10 }
const policies = {
  behaviour: { ...table, normalisation, theta: null },
  target: { ...table, normalisation, theta: [1, 0, 1, 0, 1, 0, 1, 0, 1, 0] },
}
const tools = {
  engines: { neural: referenceEngine(), exact: referenceEngine() },
  makeWorld: (copies: number, rng: Parameters<typeof makeEnvironment>[2]) => {
    if (environment.id === 'module') throw new Error('a built-in world')
    return makeEnvironment(environment, copies, rng)
  },
}
const recorded = (change: object): StoredTrajectories =>
  storedTrajectories.parse({
    format: 'ascent-trajectories',
    version: 1,
    environment,
    trajectories: [0, 1].map((action) => ({
      observations: [[0]],
      actions: [[action]],
      rewards: [1],
      logProbs: [Math.log(0.5)],
    })),
    ...change,
  })
const measured = (data: StoredTrajectories) => finish(importanceLab({ spec, policies, recorded: data }, tools))

it('weights recorded trajectories by the policy that is asked for', () => {
  const [only] = measured(recorded({})).points
  // Softmax of (1, 0) over a half each: weights 2 sigma(1) and 2 sigma(-1), whose mean is 1.
  expect(only!.ordinary!.value).toBeCloseTo(1, 12)
  expect(only!.largestWeight).toBeCloseTo(2 / (1 + Math.exp(-1)), 12)
})

it('refuses a data set that doesn’t fit, by field', () => {
  const refusalOf = (data: StoredTrajectories) => {
    try {
      measured(data)
    } catch (error) {
      if (error instanceof LearnerError) return error.problem
      throw error
    }
    throw new Error('it was not refused')
  }
  const other = refusalOf(recorded({ environment: { ...environment, slip: 0.5 } }))
  expect(other).toMatchObject({ field: 'data.path', sentence: expect.stringContaining('environment.slip') })
  const [first] = recorded({}).trajectories
  const outside = refusalOf(recorded({ trajectories: [{ ...first!, observations: [[7]] }] }))
  expect(outside).toMatchObject({ field: 'data.path', sentence: expect.stringContaining('is in state 7') })
})
