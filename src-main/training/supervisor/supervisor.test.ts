import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { childProcessLauncher } from '../../shells/child-process-launcher.ts'
import { isAlive } from '../fixtures/is-alive.ts'
import { ppoJob, tabularJob } from '../fixtures/jobs.ts'
import type { TrainJob } from '../protocol/job.ts'
import type { Frame } from '../protocol/messages.ts'
import { createSupervisor } from './supervisor.ts'
import type { Supervisor } from './supervisor.ts'
import type { RunOutcome, Timings } from './trainer-handle.ts'

const scriptedTrainer = fileURLToPath(new URL('../fixtures/scripted-trainer.ts', import.meta.url))
const realTrainer = fileURLToPath(new URL('../worker/entry.ts', import.meta.url))

let open: Supervisor[] = []
afterEach(async () => {
  await Promise.all(open.map((supervisor) => supervisor.close('cancel')))
  open = []
})

function supervise(
  jobs: TrainJob[],
  options: { trainers?: number; entry?: string; timings?: Timings; acknowledges?: boolean } = {},
) {
  const queue = [...jobs]
  const frames = new Map<RunId, Frame[]>()
  const outcomes = new Map<RunId, RunOutcome>()
  const stalls: string[] = []
  const supervisor = createSupervisor({
    launcher: childProcessLauncher(),
    entry: options.entry ?? scriptedTrainer,
    trainers: () => options.trainers ?? 2,
    cores: 2,
    nextJob: () => queue.shift() ?? null,
    started: () => {},
    frame(runId, frame, acknowledge) {
      frames.set(runId, [...(frames.get(runId) ?? []), frame])
      if (options.acknowledges ?? true) acknowledge()
    },
    ended: (runId, outcome) => void outcomes.set(runId, outcome),
    stalled: (reason) => void stalls.push(reason),
    ...(options.timings === undefined ? {} : { timings: options.timings }),
  })
  open.push(supervisor)
  supervisor.fill()
  const rowsOf = (job: TrainJob) => (frames.get(job.runId) ?? []).flatMap(({ rows }) => rows)
  const outcome = (job: TrainJob) =>
    vi
      .waitFor(() => expect(outcomes.get(job.runId)).toBeDefined(), { timeout: 120_000, interval: 10 })
      .then(() => outcomes.get(job.runId)!)
  return {
    supervisor,
    stalls,
    queue,
    rowsOf,
    framesOf: (job: TrainJob) => frames.get(job.runId) ?? [],
    checkpointsOf: (job: TrainJob) => (frames.get(job.runId) ?? []).flatMap(({ checkpoint }) => checkpoint ?? []),
    outcome,
    someRows: (job: TrainJob, count = 3) =>
      vi.waitFor(() => expect(rowsOf(job).length).toBeGreaterThanOrEqual(count), { timeout: 120_000, interval: 5 }),
    /** Holds cancel to its promise; a trainer that doesn't obey is killed. */
    async cancelWithinASecond(job: TrainJob, { obeyed }: { obeyed: boolean }) {
      const askedAtMs = performance.now()
      supervisor.cancel(job.runId)
      expect(await outcome(job)).toEqual({ kind: 'cancelled', obeyed })
      expect(performance.now() - askedAtMs).toBeLessThan(1_000)
    },
  }
}
const scripted = (name: string, changes: Partial<TrainJob> = {}): TrainJob => {
  const job = tabularJob({ budget: { updates: 1_000_000 }, ...changes })
  return { ...job, variant: { ...job.variant, name } }
}

test('a run trains to its budget, every row arrives once and in order, and its process is gone', async () => {
  const job = tabularJob({ budget: { updates: 40 }, evaluation: { every: 10, episodes: 5, actions: 'sampled' } })
  const { supervisor, outcome, rowsOf, checkpointsOf, someRows } = supervise([job], { entry: realTrainer })
  await someRows(job, 1)
  const pid = supervisor.pidOf(job.runId)
  expect(await outcome(job)).toEqual({ kind: 'finished' })
  expect(rowsOf(job).map(({ update }) => update)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
  expect(
    rowsOf(job)
      .filter(({ values }) => values.evaluationReturn !== undefined)
      .map(({ update }) => update),
  ).toEqual([10, 20, 30, 40])
  expect(checkpointsOf(job).map(({ update }) => update)).toEqual([40])
  expect(pid !== undefined && isAlive(pid)).toBe(false)
})

// A second is promised where the machine has time to look: beside other tests one try may come late.
const onBusyMachines = { retry: 3 }

test('cancel ends a run within a second, with a checkpoint', onBusyMachines, async () => {
  const job = scripted('quick')
  const { checkpointsOf, rowsOf, someRows, cancelWithinASecond } = supervise([job])
  await someRows(job)
  await cancelWithinASecond(job, { obeyed: true })
  expect(checkpointsOf(job).at(-1)!.update).toBe(rowsOf(job).at(-1)!.update)
})

test('cancel drops an update that takes long, and keeps the state from before it', onBusyMachines, async () => {
  const job = scripted('slow')
  const { checkpointsOf, someRows, cancelWithinASecond } = supervise([job])
  await someRows(job, 1)
  await cancelWithinASecond(job, { obeyed: true })
  expect(checkpointsOf(job).map(({ update }) => update)).toEqual([0])
})

test('cancel kills an update that hangs, within a second, and keeps what was received', onBusyMachines, async () => {
  const job = scripted('hang')
  const { supervisor, rowsOf, cancelWithinASecond } = supervise([job])
  await vi.waitFor(() => expect(rowsOf(job).length > 0 || supervisor.pidOf(job.runId) !== undefined).toBe(true))
  // Long enough to be in the update that never ends.
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  const pid = supervisor.pidOf(job.runId)!
  await cancelWithinASecond(job, { obeyed: false })
  expect(isAlive(pid)).toBe(false)
})

test('kill -9 interrupts that run, with the reason, and touches no other', async () => {
  const [victim, other] = [scripted('quick'), scripted('quick', { budget: { updates: 500 } })]
  const { supervisor, outcome, rowsOf, someRows } = supervise([victim, other])
  await Promise.all([someRows(victim), someRows(other)])
  process.kill(supervisor.pidOf(victim.runId)!, 'SIGKILL')
  expect(await outcome(victim)).toEqual({
    kind: 'interrupted',
    reason: 'The trainer process was ended by SIGKILL.',
    begun: true,
  })
  expect(await outcome(other)).toEqual({ kind: 'finished' })
  expect(rowsOf(other)).toHaveLength(500)
})

test('a trainer that gives no sign of life is ended', async () => {
  const job = scripted('hang')
  const { outcome } = supervise([job], { timings: { graceMs: 800, heartbeatTimeoutMs: 3_000 } })
  expect(await outcome(job)).toMatchObject({
    kind: 'interrupted',
    reason: expect.stringContaining('did not respond for 3 s'),
  })
})

test('an error ends its run with message and stack, and the next run starts', async () => {
  const [bad, diverging, good] = [scripted('throw'), scripted('diverge'), scripted('quick', { budget: { updates: 3 } })]
  const { outcome, rowsOf } = supervise([bad, diverging, good], { trainers: 1 })
  expect(await outcome(bad)).toMatchObject({
    kind: 'failed',
    message: 'the fourth update went wrong',
    stack: expect.stringContaining('scripted-trainer.ts'),
  })
  expect(rowsOf(bad).map(({ update }) => update)).toEqual([1, 2, 3])
  expect(await outcome(diverging)).toMatchObject({
    kind: 'failed',
    message: expect.stringContaining('the entropy is not a number'),
  })
  expect(rowsOf(diverging).map(({ update }) => update)).toEqual([1, 2])
  expect(await outcome(good)).toEqual({ kind: 'finished' })
})

test('where trainers can’t start, the queue is not burnt through', async () => {
  const jobs = Array.from({ length: 6 }, () => scripted('quick', { budget: { updates: 3 } }))
  const { outcome, queue, stalls, supervisor } = supervise(jobs, { trainers: 1, entry: '/nowhere/trainer.ts' })
  await outcome(jobs[2]!)
  expect(queue).toHaveLength(3)
  expect(stalls).toEqual([expect.stringContaining('Cannot find module')])
  supervisor.fill()
  expect(await outcome(jobs[3]!)).toMatchObject({ kind: 'interrupted', begun: false })
})

test('a trainer waits while nobody acknowledges its frames', async () => {
  const job = scripted('quick')
  const { rowsOf, someRows } = supervise([job], { acknowledges: false })
  await someRows(job, 1)
  await new Promise((resolve) => setTimeout(resolve, 2_800))
  const stoodAt = rowsOf(job).length
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(rowsOf(job).length).toBe(stoodAt)
})

test('pausing and going on gives the same rows as training through', async () => {
  const through = tabularJob({
    budget: { updates: 6_000 },
    recordEvery: 7,
    evaluation: { every: 500, episodes: 5, actions: 'sampled' },
  })
  const halved = { ...through, runId: tabularJob().runId }
  const { supervisor, outcome, rowsOf, checkpointsOf, someRows } = supervise([through, halved], { entry: realTrainer })
  await someRows(halved, 1)
  supervisor.pause(halved.runId)
  const paused = await outcome(halved)
  expect(await outcome(through)).toEqual({ kind: 'finished' })
  const valuesOf = (job: TrainJob) =>
    rowsOf(job).map(({ update, envSteps, episodes, values }) => ({ update, envSteps, episodes, values }))
  expect(paused).toEqual({ kind: 'paused' })
  const before = valuesOf(halved)
  const resume = { checkpoint: checkpointsOf(halved).at(-1)!.bytes, lastRecordedUpdate: before.at(-1)!.update }
  const later = supervise([{ ...halved, resume }], { entry: realTrainer })
  expect(await later.outcome(halved)).toEqual({ kind: 'finished' })
  const after = later
    .rowsOf(halved)
    .map(({ update, envSteps, episodes, values }) => ({ update, envSteps, episodes, values }))
  expect([...before, ...after]).toEqual(valuesOf(through))
})

test.each(['quick', 'hang'])('when the parent dies no trainer is left, even in an update that %ss', async (name) => {
  const parent = fork(fileURLToPath(new URL('../fixtures/parent.ts', import.meta.url)), [scriptedTrainer, name], {
    serialization: 'advanced',
    execArgv: [],
  })
  const [message] = (await once(parent, 'message')) as [{ pid: number }]
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(isAlive(message.pid)).toBe(true)
  parent.kill('SIGKILL')
  await vi.waitFor(() => expect(isAlive(message.pid)).toBe(false), { timeout: 10_000, interval: 20 })
})

const onTwoThreads = ({ log }: Frame) => log.some(({ text }) => text.includes('on a thread each'))
const valuesOf = (rows: readonly { values: unknown }[]) => rows.map(({ values }) => values)

test('a run beside which a core is free uses two threads, with the same bits', async () => {
  const job = ppoJob({ budget: { updates: 1_500 } })
  const two = supervise([job], { entry: realTrainer })
  expect(await two.outcome(job)).toEqual({ kind: 'finished' })
  expect(two.framesOf(job).some(onTwoThreads)).toBe(true)
  const one = supervise([job], { entry: realTrainer, trainers: 1 })
  expect(await one.outcome(job)).toEqual({ kind: 'finished' })
  expect(one.framesOf(job).some(onTwoThreads)).toBe(false)
  expect(valuesOf(two.rowsOf(job))).toEqual(valuesOf(one.rowsOf(job)))
  expect(two.checkpointsOf(job).length).toBe(1)
})

test('a run on two threads is cancelled within a second, and no thread is left behind', onBusyMachines, async () => {
  const job = ppoJob({ budget: { updates: 10_000_000 } })
  const { supervisor, framesOf, checkpointsOf, cancelWithinASecond } = supervise([job], { entry: realTrainer })
  await vi.waitFor(() => expect(framesOf(job).some(onTwoThreads)).toBe(true), { timeout: 20_000, interval: 5 })
  const pid = supervisor.pidOf(job.runId)!
  await cancelWithinASecond(job, { obeyed: true })
  expect(checkpointsOf(job).length).toBe(1)
  expect(isAlive(pid)).toBe(false)
})
