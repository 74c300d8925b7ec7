import { expect, test, vi } from 'vitest'
import type { ExperimentSpecInput } from '../src-shared/domain/spec.ts'
import { tensorflowNativeStatus } from './engines/tfjs/native-install/status.ts'
import { endless, gridworld, neural, newPath, start } from './testing/started-app.ts'

test('an experiment is queued, trained in processes of its own, stored and told', async () => {
  const { value, status, run, events, rowsOf } = start(newPath())
  const { experimentId, runIds } = await value('experiments.queue', {
    spec: gridworld({ variants: [gridworld().variants[0]!, neural], seeds: [1, 2] }),
  })
  expect(runIds).toHaveLength(4)
  for (const id of runIds) await status(id, 'finished')

  const first = await run(runIds[0]!)
  expect(first).toMatchObject({
    status: 'finished',
    statusReason: null,
    queuePosition: null,
    engine: { engine: 'reference', arithmetic: 'plain' },
    runtime: { node: process.versions.node },
  })
  expect(first.progress).toMatchObject({ update: 30, fraction: 1 })
  expect((await run(runIds[1]!)).engine).toMatchObject({ engine: 'simd', description: expect.any(String) })

  const columns = await value('runs.metrics', { runId: runIds[0]!, metrics: ['return', 'evaluationReturn'] })
  expect(columns.update).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
  expect(columns.values.evaluationReturn!.filter((entry) => entry !== null)).toHaveLength(3)
  // What clients were told is what is stored.
  expect(rowsOf(runIds[0]!).map(({ values }) => values.return ?? null)).toEqual(columns.values.return)
  const told = events.filter((event) => event.kind === 'runs').flatMap((event) => event.runs)
  await vi.waitFor(() =>
    expect(
      events
        .filter((event) => event.kind === 'runs')
        .at(-1)!
        .runs.every(({ status: now }) => now === 'finished'),
    ).toBe(true),
  )
  expect(told.some(({ status: now }) => now === 'running')).toBe(true)
  expect((await value('runs.log', { runId: runIds[0]! })).lines[0]!.text).toContain('Started on reference')

  const { curves } = await value('comparison.curves', {
    groups: [[{ experimentId, variantIndex: 0 }]],
    metric: 'evaluationReturn',
    x: 'envSteps',
  })
  expect(curves[0]!.seeds).toMatchObject({ total: 2, finished: 2 })
})

const exported = async (spec: ExperimentSpecInput, beside?: ExperimentSpecInput) => {
  const { value, exportedCsv, status, close } = start(newPath())
  const other = beside === undefined ? null : await value('experiments.queue', { spec: beside })
  const { runIds } = await value('experiments.queue', { spec })
  for (const id of runIds) await status(id, 'finished')
  const text = await exportedCsv(runIds)
  if (other !== null) await value('runs.cancel', { runIds: other.runIds })
  await close()
  return text
}

test('two runs of one spec and seed give the same bytes, also with another job beside them', async () => {
  const spec = gridworld({ variants: [gridworld().variants[0]!, neural], budget: { updates: 40 } })
  const once = await exported(spec)
  expect(once.split('\n').length).toBeGreaterThan(80)
  expect(await exported(spec)).toBe(once)
  expect(await exported(spec, endless())).toBe(once)
  expect(await exported({ ...spec, seeds: [2] })).not.toBe(once)
})

test('what can’t be queued names its field, and stores nothing', async () => {
  const { app, runs } = start(newPath())
  expect(await app.call('experiments.queue', { spec: gridworld({ seeds: [1, 1] }) })).toMatchObject({
    ok: false,
    error: { kind: 'invalid-input', issues: [{ path: 'seeds' }] },
  })
  expect(await app.call('experiments.queue', { spec: { ...gridworld(), enviroment: 1 } })).toMatchObject({
    ok: false,
    error: { kind: 'invalid-input' },
  })
  expect(await runs()).toEqual([])
})

test('the plan says what would be queued, on what, and how long it takes', async () => {
  const { value, status } = start(newPath())
  const before = await value('design.plan', { spec: gridworld({ seeds: [1, 2, 3] }) })
  expect(before).toMatchObject({
    problems: [],
    runs: 3,
    engines: [{ engine: 'reference' }],
    seconds: null,
    secondsBasis: 'There is no similar earlier run, so there is no estimate yet.',
  })
  const { runIds } = await value('experiments.queue', { spec: gridworld() })
  await status(runIds[0]!, 'finished')
  const after = await value('design.plan', { spec: gridworld({ budget: { updates: 60 } }) })
  expect(after.secondsBasis).toBe('From 1 similar earlier run, 1 at a time.')
  expect(after.seconds).toBeGreaterThan(0)
  const wrong = await value('design.plan', { spec: { ...gridworld(), budget: { updates: -1 } } })
  expect(wrong.problems[0]!.path).toBe('budget.updates')
})

test('with a time budget the shorter run is a prefix of the longer', async () => {
  const { value, exportedCsv, status } = start(newPath())
  const rowsAfter = async (seconds: number) => {
    const { runIds } = await value('experiments.queue', { spec: gridworld({ budget: { seconds }, evaluation: null }) })
    const { progress } = await status(runIds[0]!, 'finished')
    expect(progress.computeMs).toBeGreaterThanOrEqual(1_000 * seconds)
    const text = await exportedCsv(runIds)
    return text.trim().split('\n').slice(1)
  }
  const [short, long] = [await rowsAfter(0.02), await rowsAfter(0.2)]
  expect(long.length).toBeGreaterThan(short.length)
  expect(long.slice(0, short.length)).toEqual(short)
})

test.skipIf(!tensorflowNativeStatus().installed)(
  'a run trains on TensorFlow native, with its version beside it, and gives the same bits twice',
  async () => {
    const { value, exportedCsv, status } = start(newPath())
    const { runIds } = await value('experiments.queue', {
      spec: gridworld({ engine: 'tfjs-native', variants: [neural], budget: { updates: 3 } }),
    })
    const again = await value('experiments.queue', {
      spec: gridworld({ engine: 'tfjs-native', variants: [neural], budget: { updates: 3 } }),
    })
    const finished = await status(runIds[0]!, 'finished')
    await status(again.runIds[0]!, 'finished')
    expect(finished.engine).toMatchObject({
      engine: 'tfjs-native',
      description: expect.stringMatching(/TensorFlow \d+\.\d+/),
    })
    expect(await exportedCsv(runIds)).toBe(await exportedCsv(again.runIds))
  },
)
