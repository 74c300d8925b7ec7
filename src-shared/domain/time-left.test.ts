import { describe, expect, it } from 'vitest'
import { knownPaces } from './pace.ts'
import { experiment, run } from './run.ts'
import { noProgress } from './run.ts'
import type { Experiment, Run } from './run.ts'
import { experimentSpec } from './spec.ts'
import { endsOfRuns, secondsLeft, secondsOfExperiment } from './time-left.ts'

const gridExperiment = (id: string, budget: object = { updates: 100 }): Experiment =>
  experiment.parse({
    id,
    name: id,
    spec: experimentSpec.parse({
      name: id,
      environment: { id: 'gridworld' },
      seeds: [1, 2],
      budget,
      variants: ['tabular-softmax', 'linear-softmax'].map((kind) => ({
        name: kind,
        policy: { kind },
        estimator: { kind: 'reward-to-go' },
        update: { kind: 'gradient-ascent' },
      })),
    }),
    createdAt: 0,
    tags: [],
    notes: '',
    deletedAt: null,
  })

let runs = 0
const runOf = (
  of: Experiment,
  { progress, ...change }: Partial<Omit<Run, 'progress'>> & { progress?: Partial<Run['progress']> } = {},
): Run =>
  run.parse({
    id: `run${String(++runs).padStart(5, '0')}`,
    experimentId: of.id,
    variantIndex: 0,
    seed: 1,
    status: 'queued',
    statusReason: null,
    engine: { engine: 'reference', reason: 'a table' },
    runtime: null,
    queuePosition: runs,
    createdAt: 0,
    startedAt: null,
    endedAt: null,
    tags: [],
    notes: '',
    deletedAt: null,
    ...change,
    progress: { ...noProgress, ...progress },
  })
const finished = (of: Experiment, seconds: number, change: Partial<Omit<Run, 'progress'>> = {}): Run =>
  runOf(of, {
    status: 'finished',
    startedAt: 1_000,
    endedAt: 1_000 + 1_000 * seconds,
    progress: { update: 100, envSteps: 1_000, fraction: 1 },
    ...change,
  })
const halfway = (of: Experiment, seconds: number, change: Partial<Omit<Run, 'progress'>> = {}): Run =>
  runOf(of, {
    status: 'running',
    startedAt: 1_000,
    progress: { update: 50, envSteps: 500, fraction: 0.5, computeMs: 1_000 * seconds },
    ...change,
  })

const grid = gridExperiment('aaaaaaaa')
const left = (all: Run[], trainers = 2, of: Run[] = all): number | null =>
  secondsLeft(of, endsOfRuns([grid], all, trainers))

describe('time left', () => {
  it('goes by the run’s own pace, evaluations included where they are known', () => {
    expect(left([halfway(grid, 4)])).toBe(4)
    const withEvaluations = halfway(grid, 4)
    expect(left([{ ...withEvaluations, progress: { ...withEvaluations.progress, wallMs: 6_000 } }])).toBe(6)
  })
  it('knows a time budget from the start, and nothing of a fresh run otherwise', () => {
    const timed = gridExperiment('bbbbbbbb', { seconds: 7 })
    const fresh = runOf(timed)
    expect(secondsLeft([fresh], endsOfRuns([timed], [fresh], 2))).toBe(7)
    expect(left([runOf(grid)])).toBeNull()
    expect(left([runOf(grid, { status: 'running' }), runOf(grid)])).toBeNull()
  })
  it('takes waiting runs to last as long as their like, each on the trainer that is free first', () => {
    const running = halfway(grid, 2)
    const waiting = [runOf(grid), runOf(grid), runOf(grid)]
    const all = [running, ...waiting]
    // 0 to 4 on the idle trainer, 2 to 6 behind the running one, 4 to 8.
    expect(all.map((one) => left(all, 2, [one]))).toEqual([2, 4, 6, 8])
    expect(left(all, 8)).toBe(4)
    expect(left(all, 1)).toBe(14)
  })
  it('follows the order of the queue, not that of the list', () => {
    const late = runOf(grid, { queuePosition: 9_000 })
    const soon = runOf(grid, { queuePosition: 8_000 })
    expect([soon, late].map((one) => left([finished(grid, 3), late, soon], 1, [one]))).toEqual([3, 6])
  })
  it('leaves out what is paused or ended', () => {
    const paused = halfway(grid, 50, { status: 'paused' })
    expect(left([paused, runOf(grid, { status: 'failed' }), halfway(grid, 2)])).toBe(2)
    expect(left([paused])).toBe(0)
  })
  it('prefers runs alike from any experiment, else takes the other variants’ time', () => {
    const earlier = gridExperiment('cccccccc')
    const quick = finished(earlier, 1, { variantIndex: 1 })
    const all = [finished(grid, 9), runOf(grid, { variantIndex: 1 })]
    expect(left(all)).toBe(9)
    expect(secondsLeft(all, endsOfRuns([grid, earlier], [...all, quick], 2))).toBe(1)
    const removed = { ...earlier, deletedAt: 5 }
    expect(secondsLeft(all, endsOfRuns([grid, removed], [...all, quick], 2))).toBe(9)
  })
  it('goes by the newest runs alike, for the machine may have changed', () => {
    const old = Array.from({ length: 30 }, () => finished(grid, 100))
    const recent = Array.from({ length: 10 }, () => finished(grid, 2, { startedAt: 500_000, endedAt: 502_000 }))
    expect(left([...old, ...recent, runOf(grid)])).toBe(2)
  })
  it('is for a new experiment what it is once that is queued', () => {
    const done = [finished(grid, 3), finished(grid, 5, { variantIndex: 1 })]
    const again = gridExperiment('dddddddd')
    const queued = again.spec.seeds.flatMap(() => [runOf(again), runOf(again, { variantIndex: 1 })])
    for (const trainers of [1, 2, 3, 8]) {
      const planned = secondsOfExperiment(again.spec, knownPaces([grid], done), trainers)
      expect(planned).not.toBeNull()
      expect(secondsLeft(queued, endsOfRuns([grid, again], [...done, ...queued], trainers))).toBe(planned)
    }
  })
})
