import { copyFileSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { sentenceOf } from '../src-shared/contract/errors.ts'
import type { RunId } from '../src-shared/domain/ids.ts'
import type { ExperimentSpecInput } from '../src-shared/domain/spec.ts'
import { storedTrajectories } from '../src-shared/domain/stored-trajectories.ts'
import { endless, folder, gridworld, newPath, start } from './testing/started-app.ts'

test('a data set is recorded from a run, and another run learns from it', async () => {
  const { app, value, status } = start(newPath())
  const { runIds } = await value('experiments.queue', { spec: gridworld() })
  await status(runIds[0]!, 'finished')
  const recorded = await app.recordTrajectories(runIds[0]!, 12)
  const data = recorded.ok && recorded.answer.kind === 'record' ? recorded.answer.data : null
  expect(data?.trajectories).toHaveLength(12)
  const dataset = join(folder, 'data.json')
  writeFileSync(dataset, JSON.stringify(data))
  const variant = {
    ...gridworld().variants[0]!,
    collection: { dataset },
    estimator: { kind: 'importance-sampling' as const },
  }
  const next = await value('experiments.queue', { spec: gridworld({ variants: [variant], budget: { updates: 5 } }) })
  await status(next.runIds[0]!, 'finished')
})

test('trajectories are recorded into the data folder, listed, and learned from; another world is refused', async () => {
  const databasePath = join(mkdtempSync(join(folder, 'data-')), 'ascent.db')
  const { app, value, status } = start(databasePath)
  expect(await value('datasets.list', {})).toEqual({ dataSets: [] })
  const { runIds } = await value('experiments.queue', { spec: gridworld({ name: 'Small: first' }) })
  const runId = runIds[0]!
  await status(runId, 'finished')
  const first = await value('runs.record', { runId, trajectories: 12 })
  const second = await value('runs.record', { runId, trajectories: 3 })
  expect(basename(first.path)).toBe('small-first-tabular-seed-1-1.json')
  expect(dirname(first.path)).toBe(join(dirname(databasePath), 'datasets'))
  expect(basename(second.path)).toBe('small-first-tabular-seed-1-2.json')

  const stored = storedTrajectories.parse(JSON.parse(readFileSync(first.path, 'utf8')))
  const steps = stored.trajectories.reduce((sum, { rewards }) => sum + rewards.length, 0)
  expect(first).toEqual({ path: first.path, trajectories: 12, steps, bytes: statSync(first.path).size })
  expect(stored.trajectories).toHaveLength(12)
  const asked = await app.recordTrajectories(runId, 12)
  expect(asked.ok && asked.answer.kind === 'record' && asked.answer.data).toEqual(stored)
  const { dataSets } = await value('datasets.list', {})
  expect(dataSets.map(({ path }) => path).sort()).toEqual([first.path, second.path])
  expect(dataSets.find(({ path }) => path === first.path)).toMatchObject({
    from: { experiment: 'Small: first', variant: 'tabular', seed: 1, update: 30 },
    environment: { id: 'gridworld' },
    trajectories: 12,
    steps,
    bytes: first.bytes,
  })

  const learning = (environment: ExperimentSpecInput['environment'], dataset = first.path) =>
    gridworld({
      environment,
      variants: [{ ...gridworld().variants[0]!, collection: { dataset }, estimator: { kind: 'importance-sampling' } }],
      budget: { updates: 5 },
    })
  const next = await value('experiments.queue', { spec: learning({ id: 'gridworld', copies: 3 }) })
  await status(next.runIds[0]!, 'finished')

  const refusal = async (spec: ExperimentSpecInput) => {
    const answer = await app.call('experiments.queue', { spec })
    return answer.ok ? 'queued' : sentenceOf(answer.error)
  }
  expect(await refusal(learning({ id: 'gridworld', slip: 0.25 }))).toMatch(
    /^variants\[0\]\.collection\.dataset: The data set was recorded in another world: environment\.slip was .+, and is 0\.25 here/,
  )
  expect(await refusal(learning({ id: 'chain' }))).toContain('recorded in gridworld, and this world is chain')
  expect(await refusal(learning({ id: 'gridworld' }, join(folder, 'nowhere.json')))).toContain(
    `variants[0].collection.dataset: ${join(folder, 'nowhere.json')} can't be read: there is no such file`,
  )

  // A copy without what stands beside it is looked at by the trainer.
  const alone = join(folder, 'alone.json')
  copyFileSync(first.path, alone)
  const faulty = await value('experiments.queue', { spec: learning({ id: 'gridworld', slip: 0.25 }, alone) })
  expect((await status(faulty.runIds[0]!, 'failed')).statusReason).toContain('environment.slip was')
  writeFileSync(alone, '{ "format": "ascent-trajectories"')
  const broken = await value('experiments.queue', { spec: learning({ id: 'gridworld' }, alone) })
  expect((await status(broken.runIds[0]!, 'failed')).statusReason).toContain('it is not JSON')
})

test('nothing is recorded from a run without a checkpoint, and no file is left behind', async () => {
  const databasePath = join(mkdtempSync(join(folder, 'data-')), 'ascent.db')
  const { app, value, status } = start(databasePath, { cores: 1 })
  const spec = endless({ seeds: [1, 2] })
  const { runIds } = await value('experiments.queue', { spec })
  await status(runIds[0]!, 'running')
  const sentence = async (runId: string) => {
    const answer = await app.call('runs.record', { runId: runId as RunId })
    return answer.ok ? 'recorded' : sentenceOf(answer.error)
  }
  expect(await sentence(runIds[0]!)).toContain('has no saved state yet')
  expect(await sentence(runIds[1]!)).toContain('That run is queued')
  expect(await sentence('00000000-0000-4000-8000-000000000000')).toMatch(/not in this database|runId/)
  expect(existsSync(join(dirname(databasePath), 'datasets'))).toBe(false)
})
