import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { sentenceOf } from '../src-shared/contract/errors.ts'
import type { MetricColumn } from '../src-shared/contract/history.ts'
import { methods } from '../src-shared/contract/methods.ts'
import { unpackNumbers } from '../src-shared/contract/packed-numbers.ts'
import { runId } from '../src-shared/domain/ids.ts'
import { summaryStatistic, summaryValue } from '../src-shared/domain/run-summary.ts'
import { openForTest, summaryOfRows } from './storage/fixtures.ts'
import { gridworld, newPath, start } from './testing/started-app.ts'

type Started = ReturnType<typeof start>

/** News of summaries come once a second, which is as long as `waitFor` waits by itself. */
const patience = { timeout: 30_000 }

/** The table as `{ run: values }`. */
async function tableOf({ value }: Pick<Started, 'value'>, columns: MetricColumn[]) {
  const table = methods['history.metricValues'].result.parse(await value('history.metricValues', { columns }))
  const lists = table.columns.map(unpackNumbers)
  return Object.fromEntries(table.runIds.map((id, row) => [id, lists.map((list) => list[row]!)]))
}
const everyStatistic = (metric: MetricColumn['metric']) => summaryStatistic.options.map((of) => ({ metric, of }))

test('values of metrics are what the rows say, for runs that ended, paused runs and an older database’s', async () => {
  const path = newPath()
  writeFileSync(path, gunzipSync(readFileSync(join(import.meta.dirname, 'fixtures/schema-1.db.gz'))))
  const app = start(path)
  await vi.waitFor(async () => expect((await app.value('system.status', {})).summaries).toBeNull(), patience)
  expect(app.events).toContainEqual({ kind: 'summaries', runs: null })
  const paused = (await app.runs()).filter(({ status }) => status === 'paused')[0]!
  await app.value('runs.resume', { runIds: [paused.id] })
  await app.status(paused.id, 'finished')
  const { runIds } = await app.value('experiments.queue', { spec: gridworld() })
  await app.status(runIds[0]!, 'finished')

  const columns = [...everyStatistic('return'), ...everyStatistic('evaluationReturn')]
  const told = await tableOf(app, columns)
  await app.close()
  const database = openForTest(path)
  expect(Object.keys(told).length).toBeGreaterThan(20)
  for (const [id, values] of Object.entries(told)) {
    const summary = summaryOfRows(database, runId.parse(id))!
    expect(values).toEqual(
      columns.map(({ metric, of }) => (summary[metric] && summaryValue(summary[metric], metric, of)) ?? Number.NaN),
    )
  }
  database.close()
})

test('a run that trains tells of its summary, as it is stored then', async () => {
  const app = start(newPath())
  const { runIds } = await app.value('experiments.queue', { spec: gridworld({ budget: { updates: 20_000 } }) })
  const id = runIds[0]!
  await app.status(id, 'finished')
  await vi.waitFor(async () => {
    const last = app.events.findLast((event) => event.kind === 'summaries')
    const news = last?.kind === 'summaries' ? last.runs?.find((run) => run.runId === id) : undefined
    const { [id]: row } = await tableOf(app, [{ metric: 'return', of: 'meanOfLast10' }])
    expect(news?.summary.return).toMatchObject({ count: expect.any(Number), meanOfLast10: row![0] })
  }, patience)
  const { experiments } = await app.value('history.tree', {})
  await app.value('history.remove', { experimentIds: [experiments[0]!.id], runIds: [] })
  expect(await tableOf(app, [{ metric: 'return', of: 'last' }])).toEqual({})
})

test('the best of a metric without a better end is refused, with what to take instead', async () => {
  const { app } = start(newPath())
  const answer = await app.call('history.metricValues', { columns: [{ metric: 'entropy', of: 'best' }] })
  expect(answer.ok ? '' : sentenceOf(answer.error)).toBe(
    'columns[0].of: neither end of this metric is the better one: take lowest or highest.',
  )
})

/** Three experiments of one finished run each. */
async function threeExperiments() {
  const app = start(newPath())
  const { value } = app
  const names = ['first', 'second', 'third']
  const queued = []
  for (const name of names)
    queued.push(await value('experiments.queue', { spec: gridworld({ name, budget: { updates: 3 } }) }))
  const runIds = queued.map((each) => each.runIds[0]!)
  const experimentIds = queued.map(({ experimentId }) => experimentId)
  for (const id of runIds) await app.status(id, 'finished')
  const experiment = async (index: number) =>
    (await value('history.tree', { deleted: true })).experiments.find(({ id }) => id === experimentIds[index])!
  return { ...app, experimentIds, runIds, experiment }
}

test('many are tagged, noted and locked in one call, which can be undone', async () => {
  const { value, app, experimentIds, runIds, experiment, run } = await threeExperiments()
  const [first, second] = experimentIds
  await value('experiments.update', { experimentId: first!, tags: ['old', 'paper'], notes: 'as it was' })
  const { before } = await value('history.edit', {
    experimentIds: [first!, second!],
    runIds: [runIds[2]!],
    addTags: ['paper', 'checked'],
    removeTags: ['old'],
    addNote: 'looked at',
    locked: true,
  })
  expect(await experiment(0)).toMatchObject({
    tags: ['paper', 'checked'],
    notes: 'as it was\n\nlooked at',
    locked: true,
  })
  expect(await experiment(1)).toMatchObject({ tags: ['paper', 'checked'], notes: 'looked at', locked: true })
  expect(await run(runIds[2]!)).toMatchObject({ tags: ['paper', 'checked'], notes: 'looked at', locked: true })
  expect(await experiment(2)).toMatchObject({ tags: [], notes: '', locked: false })

  const { before: again } = await value('history.apply', before)
  expect(await experiment(0)).toMatchObject({ tags: ['old', 'paper'], notes: 'as it was', locked: false })
  expect(await run(runIds[2]!)).toMatchObject({ tags: [], notes: '', locked: false })
  await value('history.apply', again)
  expect(await experiment(0)).toMatchObject({ tags: ['paper', 'checked'], locked: true })

  // All or nothing: the one that would have too many tags refuses the call.
  const tags = Array.from({ length: 50 }, (_, i) => `tag ${i}`)
  await value('experiments.update', { experimentId: experimentIds[2]!, tags })
  const refused = await app.call('history.edit', { experimentIds, runIds: [], addTags: ['more'], locked: false })
  expect(refused.ok ? '' : sentenceOf(refused.error)).toBe('addTags: “third” would have more than 50 tags.')
  expect((await experiment(0)).tags).not.toContain('more')
  const named = await app.call('history.edit', { experimentIds: [], runIds: [runIds[0]!], name: 'x' })
  expect(named.ok ? '' : sentenceOf(named.error)).toBe('name: a run has no name of its own: rename its experiment.')
})

test('what is locked is neither deleted nor changed until it is unlocked, and nothing of such a call is done', async () => {
  const { value, app, experimentIds, runIds, experiment, run } = await threeExperiments()
  const [first, second] = experimentIds
  await value('history.edit', { experimentIds: [first!], runIds: [runIds[1]!], locked: true })
  const sentence = async (answer: ReturnType<typeof app.call>) => {
    const { ok, ...rest } = await answer
    return ok ? 'done' : 'error' in rest ? sentenceOf(rest.error) : ''
  }
  const both = { experimentIds, runIds: [] }
  const all = '2 of these are locked, “first” the first of them. Unlock them in History first, or leave them out.'
  expect(await sentence(app.call('history.remove', both))).toBe(all)
  expect((await experiment(2)).deletedAt).toBeNull()
  const only = '“first” is locked. Unlock it in History first.'
  expect(await sentence(app.call('experiments.update', { experimentId: first!, notes: 'x' }))).toBe(only)
  expect(await sentence(app.call('history.edit', { ...both, name: 'x' }))).toBe(only)
  const further = { experimentId: first!, variantIndices: [0], seeds: [9] }
  expect(await sentence(app.call('experiments.addSeeds', further))).toBe(only)
  const inside = '“first, tabular, seed 1” is locked. Unlock it in History first.'
  expect(await sentence(app.call('runs.update', { runId: runIds[0]!, tags: ['x'] }))).toBe(inside)
  expect(await sentence(app.call('history.remove', { experimentIds: [], runIds: [runIds[0]!] }))).toBe(inside)
  expect(await sentence(app.call('history.remove', { experimentIds: [second!], runIds: [] }))).toBe(
    '“second, tabular, seed 1” is locked. Unlock it in History first.',
  )
  expect(await experiment(0)).toMatchObject({ name: 'first', notes: '' })
  // Unlocked in the same call it is changed by it.
  await value('history.edit', { experimentIds: [first!], runIds: [], notes: 'x', locked: false })
  await value('history.edit', { experimentIds: [], runIds: [runIds[1]!], locked: false })
  expect(await sentence(app.call('history.remove', both))).toBe('done')
  expect((await run(runIds[1]!)).locked).toBe(false)
})

test('the bin lists what is in it and since when, and gives it back', async () => {
  let clock = 1_000
  const app = start(newPath(), { now: () => clock++ })
  const { value } = app
  const { experimentId, runIds } = await value('experiments.queue', { spec: gridworld({ seeds: [1, 2] }) })
  const other = await value('experiments.queue', { spec: gridworld({ name: 'other' }) })
  for (const id of [...runIds, ...other.runIds]) await app.status(id, 'finished')
  await value('history.remove', { experimentIds: [], runIds: [other.runIds[0]!, runIds[0]!] })
  await value('history.remove', { experimentIds: [experimentId], runIds: [] })
  const bin = methods['history.bin'].result.parse(await value('history.bin', {}))
  expect(bin.experiments).toMatchObject([{ experiment: { id: experimentId }, runs: 1 }])
  expect(bin.runs).toMatchObject([{ run: { id: other.runIds[0] } }])
  expect(bin.experiments[0]!.deletedAt).toBeGreaterThan(bin.runs[0]!.deletedAt)
  await value('history.restore', { experimentIds: [experimentId], runIds: [other.runIds[0]!] })
  const { experiments, runs } = await value('history.bin', {})
  expect(experiments).toEqual([])
  expect(runs.map(({ run }) => run.id)).toEqual([runIds[0]])
})

test('disk use is what is stored, by experiment, with what lies in the bin', async () => {
  const { value, experimentIds, runIds } = await threeExperiments()
  await value('history.remove', { experimentIds: [experimentIds[2]!], runIds: [runIds[1]!] })
  const { experiments, databaseBytes } = methods['history.diskUse'].result.parse(await value('history.diskUse', {}))
  expect(experiments.map(({ experimentId }) => experimentId)).toEqual(experimentIds)
  const [first, second, third] = experiments.map((each) => ({
    ...each,
    sum: each.metricsBytes + each.checkpointBytes + each.snapshotBytes + each.logBytes,
  }))
  for (const { metricsBytes, checkpointBytes, snapshotBytes, logBytes } of experiments)
    expect(Math.min(metricsBytes, checkpointBytes, snapshotBytes, logBytes)).toBeGreaterThan(0)
  expect([first!.binBytes, second!.binBytes, third!.binBytes]).toEqual([0, second!.sum, third!.sum])
  expect(databaseBytes).toBeGreaterThan(first!.sum + second!.sum + third!.sum)
})

test('a change of one setting leaves the others as they are, saved filters too', async () => {
  const path = newPath()
  const first = start(path)
  const historyFilters = [{ name: 'good ones', text: 'return.last > 5' }]
  await first.value('system.saveSettings', { trainers: 1, historyFilters, historyColumns: ['return.best'] })
  await first.value('system.saveSettings', { theme: 'dark' })
  const twice = await first.app.call('system.saveSettings', { historyFilters: [...historyFilters, ...historyFilters] })
  expect(twice.ok ? '' : sentenceOf(twice.error)).toBe('historyFilters: two filters have the same name.')
  await first.close()
  expect(await start(path).value('system.settings', {})).toMatchObject({
    theme: 'dark',
    trainers: 1,
    historyFilters,
    historyColumns: ['return.best'],
  })
})
