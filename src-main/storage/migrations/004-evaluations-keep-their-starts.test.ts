import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { evaluationsKeepTheirStarts } from './004-evaluations-keep-their-starts.ts'

it.each([
  [
    { every: { envSteps: 500 }, episodes: 5 },
    { every: { envSteps: 500, startsByUpdate: true }, episodes: 5 },
  ],
  [
    { every: 10, episodes: 5 },
    { every: 10, episodes: 5 },
  ],
  [null, null],
  [undefined, undefined],
])('has stored evaluations by env steps draw their starts as they did: %o', (evaluation, expected) => {
  const database = new Database(':memory:')
  database.exec('CREATE TABLE experiment (number INTEGER PRIMARY KEY, spec TEXT)')
  const insert = database.prepare('INSERT INTO experiment (spec) VALUES (?)')
  const parts = { collection: {}, policy: {}, estimator: {}, update: {} }
  insert.run(JSON.stringify({ environment: { id: 'gridworld' }, variants: [parts], evaluation }))
  insert.run('no spec')
  const { change } = evaluationsKeepTheirStarts
  if (typeof change === 'string') throw new Error('specs are JSON: SQL can’t change them')
  change(database)
  const [changed, unread] = database.prepare('SELECT spec FROM experiment').pluck().all() as string[]
  expect((JSON.parse(changed!) as { evaluation?: unknown }).evaluation).toEqual(expected)
  expect(unread).toBe('no spec')
})
