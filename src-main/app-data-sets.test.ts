import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { sentenceOf } from '../src-shared/contract/errors.ts'
import type { ExperimentSpecInput } from '../src-shared/domain/spec.ts'
import { folder, gridworld, newPath, start } from './testing/started-app.ts'

const learningFrom = (dataset: string, changes: Partial<ExperimentSpecInput> = {}) =>
  gridworld({
    name: 'learns from it',
    variants: [{ ...gridworld().variants[0]!, collection: { dataset }, estimator: { kind: 'importance-sampling' } }],
    budget: { updates: 5 },
    ...changes,
  })

async function recorded(cores = 2) {
  const app = start(join(mkdtempSync(join(folder, 'data-')), 'ascent.db'), { cores })
  const { runIds } = await app.value('experiments.queue', { spec: gridworld() })
  await app.status(runIds[0]!, 'finished')
  const { path } = await app.value('runs.record', { runId: runIds[0]!, trajectories: 5 })
  const only = async () => (await app.value('datasets.list', {})).dataSets[0]!
  const refusal = async (method: 'datasets.rename' | 'datasets.remove', params: { path: string; title?: string }) => {
    const answer = await app.app.call(method, params as { path: string; title: string })
    return answer.ok ? 'done' : sentenceOf(answer.error)
  }
  return { ...app, path, only, refusal }
}

test('a data set gets a name of its own; its file stays where specs name it', async () => {
  const { value, only, path, status } = await recorded()
  expect(await only()).toMatchObject({ path, usedBy: [], activeRuns: 0 })
  expect((await only()).title).toBeUndefined()
  await value('datasets.rename', { path, title: ' Random walks ' })
  expect(await only()).toMatchObject({ path, title: 'Random walks' })
  expect(readdirSync(dirname(path))).toHaveLength(2)
  const { runIds } = await value('experiments.queue', { spec: learningFrom(path) })
  await status(runIds[0]!, 'finished')
  expect(await only()).toMatchObject({ usedBy: ['learns from it'], activeRuns: 0 })
})

test('a data set is deleted with what stands beside it, but not under runs that still need it', async () => {
  const { value, only, path, status, refusal } = await recorded(1)
  const { experimentId, runIds } = await value('experiments.queue', {
    spec: learningFrom(path, { seeds: [1, 2], budget: { updates: 100_000_000 } }),
  })
  await status(runIds[0]!, 'running')
  expect(await only()).toMatchObject({ usedBy: ['learns from it'], activeRuns: 2 })
  expect(await refusal('datasets.remove', { path })).toBe(
    '2 running, queued or paused runs learn from this data set. Cancel them first, or wait until they end.',
  )
  expect(existsSync(path)).toBe(true)
  await value('runs.cancel', { runIds })
  for (const id of runIds) await status(id, 'cancelled')
  await value('datasets.remove', { path })
  expect(readdirSync(dirname(path))).toEqual([])
  expect(await value('datasets.list', {})).toEqual({ dataSets: [] })
  // The experiment's history stays; Design says what is missing before anything is queued again.
  const problem = { path: 'variants[0].collection.dataset', message: `${path} can't be read: there is no such file` }
  expect((await value('design.plan', { spec: learningFrom(path) })).problems).toEqual([problem])
  expect((await value('history.tree', {})).experiments.map(({ id }) => id)).toContain(experimentId)
})

test('only what was recorded here can be renamed or deleted', async () => {
  const { refusal } = await recorded()
  const foreign = join(folder, 'foreign.json')
  writeFileSync(foreign, '{}')
  for (const path of [foreign, join(folder, 'nowhere.json'), newPath()]) {
    expect(await refusal('datasets.remove', { path })).toContain('is not one of the data sets recorded here')
    expect(await refusal('datasets.rename', { path, title: 'x' })).toContain(
      'is not one of the data sets recorded here',
    )
  }
  expect(existsSync(foreign)).toBe(true)
  expect(await refusal('datasets.rename', { path: foreign, title: ' ' })).toContain('title')
})
