import { describe, expect, it } from 'vitest'
import { run } from './run.ts'
import type { Run } from './run.ts'
import { remainingMs, remainingMsOfEach, secondsLeft, secondsSideBySide } from './time-left.ts'

const steps = { envSteps: 1_000 }

const exampleRun = ({
  progress,
  ...change
}: Partial<Pick<Run, 'variantIndex' | 'status'>> & { progress?: Partial<Run['progress']> } = {}): Run =>
  run.parse({
    id: 'run00001',
    experimentId: 'aaaaaaaa',
    variantIndex: 0,
    seed: 1,
    status: 'queued',
    statusReason: null,
    engine: { engine: 'simd', reason: 'fastest' },
    runtime: null,
    queuePosition: null,
    createdAt: 0,
    startedAt: null,
    endedAt: null,
    progress: {
      update: 0,
      envSteps: 0,
      episodes: 0,
      computeMs: 0,
      fraction: 0,
      stepsPerSecond: null,
      lastReturn: null,
      lastEvaluationReturn: null,
      ...progress,
    },
    tags: [],
    notes: '',
    deletedAt: null,
    ...change,
  })

describe('time left', () => {
  it('goes by the run’s own pace', () => {
    expect(remainingMs(exampleRun({ status: 'running', progress: { fraction: 0.25, computeMs: 1_000 } }), steps)).toBe(
      3_000,
    )
  })
  it('knows a time budget from the start, and nothing of a fresh run otherwise', () => {
    const fresh = exampleRun()
    expect(remainingMs(fresh, { seconds: 7 })).toBe(7_000)
    expect(remainingMs(fresh, steps)).toBeNull()
  })
  it('takes waiting runs to last as long as their like, shared by the trainers', () => {
    const half = exampleRun({ status: 'running', progress: { fraction: 0.5, computeMs: 2_000 } })
    const waiting = [2, 3].map(() => exampleRun())
    expect(secondsLeft([half, ...waiting], steps, 2)).toBe((2 + 4 + 4) / 2)
    expect(secondsLeft([half, ...waiting], steps, 8)).toBe(4)
  })
  it('prefers the same variant’s pace', () => {
    const slow = exampleRun({ variantIndex: 0, status: 'finished', progress: { fraction: 1, computeMs: 9_000 } })
    const quick = exampleRun({ variantIndex: 1, status: 'finished', progress: { fraction: 1, computeMs: 1_000 } })
    expect(secondsLeft([slow, quick, exampleRun({ variantIndex: 1 })], steps, 2)).toBe(1)
  })
  it('says nothing while no pace is known, and zero when all have ended', () => {
    expect(secondsLeft([exampleRun()], steps, 2)).toBeNull()
    expect(secondsLeft([exampleRun({ status: 'failed' })], steps, 2)).toBe(0)
  })
  it('asks for an estimate where a variant has shown no pace, and adds up several experiments side by side', () => {
    const other = exampleRun({ variantIndex: 1, status: 'finished', progress: { fraction: 1, computeMs: 9_000 } })
    expect(remainingMsOfEach([other, exampleRun()], steps, () => 5_000)).toEqual([5_000])
    expect(remainingMsOfEach([other, exampleRun()], steps)).toEqual([9_000])
    expect(remainingMsOfEach([exampleRun()], steps, () => null)).toBeNull()
    expect(secondsSideBySide([3_000, 5_000, 4_000], 2)).toBe(6)
    expect(secondsSideBySide([3_000, 5_000, 4_000], 8)).toBe(5)
  })
})
