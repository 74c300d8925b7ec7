import { expect, it } from 'vitest'
import Database from 'better-sqlite3'
import { oldSpecsKeepTheirMeaning } from './002-old-specs-keep-their-meaning.ts'

/** The spec as the migration leaves it. */
function migrated(variant: object, environment: object = { id: 'gridworld' }) {
  const database = new Database(':memory:')
  database.exec('CREATE TABLE experiment (number INTEGER PRIMARY KEY, spec TEXT)')
  const whole = {
    collection: { trajectories: 8 },
    policy: { kind: 'tabular-softmax' },
    estimator: { kind: 'reward-to-go' },
    update: { kind: 'gradient-ascent' },
    ...variant,
  }
  database.prepare('INSERT INTO experiment (spec) VALUES (?)').run(JSON.stringify({ environment, variants: [whole] }))
  const { change } = oldSpecsKeepTheirMeaning
  if (typeof change === 'string') throw new Error('specs are JSON: SQL can’t change them')
  change(database)
  const row = database.prepare('SELECT spec FROM experiment').get() as { spec: string }
  return (JSON.parse(row.spec) as { variants: Record<string, Record<string, unknown>>[] }).variants[0]!
}

it('switches normalise off where it was passed over, and nowhere else', () => {
  const estimator = { kind: 'exact-advantage', normalise: true }
  expect(migrated({ collection: { exact: true }, estimator }).estimator).toMatchObject({ normalise: false })
  expect(migrated({ estimator }).estimator).toMatchObject({ normalise: true })
})

it.each<[number, object]>([
  [4, { id: 'CliffWalking-v1' }],
  [6, { id: 'Taxi' }],
  [2, { id: 'chain', states: 5 }],
  [100, { id: 'garnet', states: 20, actions: 100 }],
  [3, { id: 'gaussian-bandit', means: [0, 1, 2] }],
  [7, { id: 'bernoulli-bandit', probabilities: [0, 1, 0, 1, 0, 1, 0] }],
  [3, { id: 'finite-mdp', transitions: [[[1], [1], [1]]] }],
])(
  'writes down the exploration that fitted policy iteration had with %i actions, to the last bit',
  (A, environment) => {
    const { update } = migrated({ update: { kind: 'policy-iteration' } }, environment)
    const exploration = update!['exploration'] as number
    expect(Math.log(((1 - exploration) * (A - 1)) / exploration)).toBe(5)
  },
)

it('writes the same number as core’s test has', () => {
  const { update } = migrated({ update: { kind: 'policy-iteration' } }, { id: 'CliffWalking-v1' })
  expect(update!['exploration']).toBe(0.019813337346509065)
})

it('leaves exact policy iteration as it was: greedy', () => {
  const { update } = migrated({ collection: { exact: true }, update: { kind: 'policy-iteration' } })
  expect(update!['exploration']).toBeNull()
})

it('takes the KL limit off steps of KL delta, and leaves one that is there', () => {
  const stepOf = (step: object) => migrated({ update: { kind: 'natural-gradient', step } }).update!['step']
  expect(stepOf({ kind: 'normalised', delta: 0.01 })).toEqual({ kind: 'normalised', delta: 0.01, klLimit: null })
  expect(stepOf({ kind: 'normalised', delta: 0.01, klLimit: 2 })).toMatchObject({ klLimit: 2 })
  expect(stepOf({ kind: 'fixed', eta: 0.1 })).toEqual({ kind: 'fixed', eta: 0.1 })
})

it('leaves an adaptive λ without bounds', () => {
  const { update } = migrated({ update: { kind: 'kl-penalty', adaptive: true } })
  expect(update).toMatchObject({ leastLambda: null, mostLambda: null })
  const bounded = migrated({ update: { kind: 'kl-penalty', leastLambda: 1e-3, mostLambda: 10 } })
  expect(bounded.update).toMatchObject({ leastLambda: 1e-3, mostLambda: 10 })
})
