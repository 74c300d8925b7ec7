import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { LabSpecInput } from '../src-shared/catalogue/labs/index.ts'
import type { LabExperimentId } from '../src-shared/domain/lab.ts'
import { folder, gridworld, newPath, start } from './testing/started-app.ts'

type Started = ReturnType<typeof start>
async function measured(app: Started, spec: LabSpecInput) {
  const { id } = await app.value('labs.start', { spec })
  return vi.waitFor(async () => resultOf(app, id), { timeout: 60_000, interval: 20 })
}
async function resultOf(app: Started, id: LabExperimentId) {
  const { experiment, result } = await app.value('labs.get', { id })
  expect(experiment).toMatchObject({ status: 'done' })
  return result!
}
async function trainedGridworld() {
  const app = start(join(mkdtempSync(join(folder, 'labs-')), 'ascent.db'))
  const { runIds } = await app.value('experiments.queue', { spec: gridworld({ budget: { updates: 4 } }) })
  await app.status(runIds[0]!, 'finished')
  return { app, runId: runIds[0]! }
}

test('two checkpoints of a run: weights of one for the other, and where their difference comes from', async () => {
  const { app, runId } = await trainedGridworld()
  const environment = { id: 'gridworld' } as const
  const [first, last] = [0, null].map((update) => ({ from: 'run' as const, runId, update }))
  const importance = await measured(app, {
    lab: 'importance',
    environment,
    behaviour: first!,
    target: last!,
    data: { from: 'sampling', trajectories: 50 },
  })
  const difference = await measured(app, { lab: 'difference', environment, before: first!, after: last! })
  if (importance.lab !== 'importance' || difference.lab !== 'difference') throw new Error('another lab answered')
  expect(importance).toMatchObject({ truth: { kind: 'exact' }, trajectories: 50, recorded: false })
  expect(importance.points).toHaveLength(51)
  // The ends of the way are the two policies of the lemma.
  const [from, to] = [importance.points[0]!.truth!.value, importance.points[50]!.truth!.value]
  expect(difference.objectiveBefore).toBeCloseTo(from, 10)
  expect(difference.changes.after.difference).toBeCloseTo(to - from, 10)
  expect(difference.largestGap).toBeLessThan(1e-10)
})

test('a data set tells of a checkpoint; what doesn’t fit is refused by field', async () => {
  const { app, runId } = await trainedGridworld()
  const { path } = await app.value('runs.record', { runId, trajectories: 20 })
  const target = { from: 'run', runId } as const
  const spec = { lab: 'importance', environment: { id: 'gridworld' }, target, data: { from: 'dataset', path } } as const
  const found = await measured(app, spec)
  if (found.lab !== 'importance') throw new Error('another lab answered')
  expect(found).toMatchObject({ recorded: true, trajectories: 20, truth: { kind: 'exact' } })
  // The policy that recorded them is the target itself.
  expect(found.points[0]!.effectiveSampleSize).toBeCloseTo(20, 6)

  const problems = async (written: object) => (await app.value('labs.plan', { spec: written })).problems
  // A behaviour policy that counts for nothing is not asked for.
  const gone = { ...spec, behaviour: { from: 'run', runId: 'aaaaaaaaaaaa' } as const }
  expect(await problems(gone)).toEqual([])
  expect(await measured(app, gone)).toEqual(found)
  expect(await problems({ ...spec, environment: { id: 'gridworld', horizon: 7 }, target: { from: 'fresh' } })).toEqual([
    { path: 'data.path', message: expect.stringContaining('recorded in another world: environment.horizon') },
  ])
  const missing = await problems({ ...spec, data: { from: 'dataset', path: `${path}.gone` } })
  expect(missing).toEqual([{ path: 'data.path', message: expect.stringContaining('there is no such file') }])
  expect(await problems({ ...spec, environment: { id: 'chain' } })).toEqual([
    { path: 'target.runId', message: expect.stringContaining('another world') },
  ])
})

test('the lemma asks for a finite world of a size that can be kept', async () => {
  const { value } = start(newPath())
  const neural = { from: 'fresh', policy: { kind: 'neural-softmax' } } as const
  const problems = async (environment: object) =>
    (await value('labs.plan', { spec: { lab: 'difference', environment, before: neural, after: neural } })).problems
  expect(await problems({ id: 'CartPole-v1' })).toEqual([
    { path: 'environment', message: expect.stringContaining('choose a finite world') },
  ])
  expect(await problems({ id: 'chain', states: 1_000, horizon: 200 })).toEqual([
    { path: 'environment.horizon', message: expect.stringContaining('lower the horizon') },
  ])
})
