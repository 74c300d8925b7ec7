import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sentenceOf } from '../src-shared/contract/errors.ts'
import { folder, gridworld, neural, newPath, start } from './testing/started-app.ts'

test('seeds are added to some variants at the end of the queue, trained, and taken back again', async () => {
  const { app, value, run, runs, status, exportedCsv } = start(newPath(), { cores: 1 })
  const spec = gridworld({ variants: [gridworld().variants[0]!, neural], seeds: [1], budget: { updates: 3 } })
  const { experimentId, runIds } = await value('experiments.queue', { spec })
  const added = await value('experiments.addSeeds', { experimentId, variantIndices: [1], seeds: [5, 6] })
  const places = (await runs()).toSorted((a, b) => (a.queuePosition ?? 0) - (b.queuePosition ?? 0)).map(({ id }) => id)
  expect(places.slice(-2)).toEqual(added.runIds)
  for (const id of added.runIds) await status(id, 'finished')
  expect(await run(added.runIds[0]!)).toMatchObject({
    experimentId,
    variantIndex: 1,
    seed: 5,
    engine: { engine: 'simd' },
  })
  // What was queued first stays known: the others came later.
  const { experiments } = await value('history.tree', {})
  expect(experiments[0]!.spec.seeds).toEqual([1])

  const alone = await value('experiments.queue', { spec: { ...spec, variants: [neural], seeds: [5] } })
  await status(alone.runIds[0]!, 'finished')
  const rows = (csv: string) => csv.split('\n').slice(1)
  expect(rows(await exportedCsv([added.runIds[0]!]))).toEqual(rows(await exportedCsv(alone.runIds)))

  const again = { experimentId, variantIndices: [0, 1], seeds: [6, 7] }
  const refused = await app.call('experiments.addSeeds', again)
  expect(refused.ok ? '' : sentenceOf(refused.error)).toBe(
    'seeds: “neural” has seed 6 already; name seeds that it doesn’t have yet.',
  )
  await value('history.remove', { experimentIds: [], runIds: added.runIds })
  expect((await value('experiments.addSeeds', again)).runIds).toHaveLength(4)
  expect(runIds).toHaveLength(2)
})

test('seeds for what isn’t there, and seeds listed twice, are refused with the field', async () => {
  const { app, value, runs } = start(newPath())
  const { experimentId } = await value('experiments.queue', { spec: gridworld({ budget: { updates: 1 } }) })
  const issue = async (change: object) => {
    const answer = await app.call('experiments.addSeeds', {
      experimentId,
      variantIndices: [0],
      seeds: [2],
      ...change,
    })
    return answer.ok || answer.error.kind !== 'invalid-input' ? answer : answer.error.issues[0]
  }
  expect(await issue({ variantIndices: [1] })).toEqual({
    path: 'variantIndices',
    message: 'the experiment has no variant 1; they count from 0',
  })
  expect(await issue({ seeds: [2, 2] })).toMatchObject({ path: 'seeds', message: 'seed 2 is listed twice' })
  expect(await issue({ seeds: [] })).toMatchObject({ path: 'seeds' })
  const wide = { dimensions: [{ path: 'environment.slip', values: { from: 0, to: 0.9, count: 11 } }] }
  const swept = await value('experiments.queue', { spec: gridworld({ budget: { updates: 1 }, sweep: wide }) })
  expect(
    await issue({
      experimentId: swept.experimentId,
      variantIndices: Array.from({ length: 11 }, (_, index) => index),
      seeds: Array.from({ length: 1_000 }, (_, index) => index + 10),
    }),
  ).toEqual({ path: 'seeds', message: 'these are 11,000 runs, and 10,000 are the most: name fewer' })
  await value('history.remove', { experimentIds: [experimentId], runIds: [] })
  expect(await issue({})).toMatchObject({ error: { kind: 'experiment-not-found' } })
  expect(await runs()).toHaveLength(1 + swept.runIds.length)
})

test('a module that changed is asked about again before seeds are added', async () => {
  const path = join(folder, 'seeds-world.mjs')
  const world = (reward: string) => `export default {
    shape: { observation: { kind: 'vector', size: 1 }, action: { kind: 'discrete', actions: 2 }, timeLimit: 20 },
    reset: (rng) => [rng.uniform()],
    step(state, action) { return { state: [action], reward: ${reward}, terminated: false } },
  }`
  writeFileSync(path, world('1'))
  const { app, value } = start(newPath())
  const spec = gridworld({ environment: { id: 'module', path }, variants: [neural], budget: { updates: 1 } })
  const asked = await app.call('experiments.queue', { spec })
  if (asked.ok || asked.error.kind !== 'module-not-allowed') throw new Error('was not asked')
  await value('system.allowModule', { path, sha256: asked.error.contents.sha256 })
  const { experimentId } = await value('experiments.queue', { spec })
  writeFileSync(path, world('2'))
  expect(await app.call('experiments.addSeeds', { experimentId, variantIndices: [0], seeds: [2] })).toMatchObject({
    error: { kind: 'module-not-allowed' },
  })
})
