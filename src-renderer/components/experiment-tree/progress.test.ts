import { describe, expect, it } from 'vitest'
import { remainingMs, secondsLeft, summarise, summaryWords } from './progress.ts'
import { exampleRun } from './tree.fixture.ts'

const steps = { envSteps: 1_000 }

describe('summarise', () => {
  it('adds up states, progress and speed', () => {
    const summary = summarise([
      exampleRun('run00001', 'aaaaaaaa', { status: 'running', progress: { fraction: 0.5, stepsPerSecond: 100, lastReturn: 4 } }),
      exampleRun('run00002', 'aaaaaaaa', { status: 'cancelled', progress: { fraction: 0.1, stepsPerSecond: 70, lastReturn: 1, lastEvaluationReturn: 6 } }),
      exampleRun('run00003', 'aaaaaaaa'),
    ])
    expect(summary.fraction).toBeCloseTo(0.5)
    expect(summary.stepsPerSecond).toBe(100)
    expect(summary.lastReturn).toBe(5)
    expect(summaryWords(summary.counts)).toBe('1 running, 1 queued, 1 cancelled')
  })
})

describe('time left', () => {
  it('goes by the run’s own pace', () => {
    expect(remainingMs(exampleRun('run00001', 'aaaaaaaa', { status: 'running', progress: { fraction: 0.25, computeMs: 1_000 } }), steps)).toBe(3_000)
  })
  it('knows a time budget from the start, and nothing of a fresh run otherwise', () => {
    const fresh = exampleRun('run00001', 'aaaaaaaa')
    expect(remainingMs(fresh, { seconds: 7 })).toBe(7_000)
    expect(remainingMs(fresh, steps)).toBeNull()
  })
  it('takes waiting runs to last as long as their like, shared by the trainers', () => {
    const half = exampleRun('run00001', 'aaaaaaaa', { status: 'running', progress: { fraction: 0.5, computeMs: 2_000 } })
    const waiting = [2, 3].map((i) => exampleRun(`run0000${i}`, 'aaaaaaaa'))
    expect(secondsLeft([half, ...waiting], steps, 2)).toBe((2 + 4 + 4) / 2)
    expect(secondsLeft([half, ...waiting], steps, 8)).toBe(4)
  })
  it('prefers the same variant’s pace', () => {
    const slow = exampleRun('run00001', 'aaaaaaaa', { variantIndex: 0, status: 'finished', progress: { fraction: 1, computeMs: 9_000 } })
    const quick = exampleRun('run00002', 'aaaaaaaa', { variantIndex: 1, status: 'finished', progress: { fraction: 1, computeMs: 1_000 } })
    expect(secondsLeft([slow, quick, exampleRun('run00003', 'aaaaaaaa', { variantIndex: 1 })], steps, 2)).toBe(1)
  })
  it('says nothing while no pace is known, and zero when all have ended', () => {
    expect(secondsLeft([exampleRun('run00001', 'aaaaaaaa')], steps, 2)).toBeNull()
    expect(secondsLeft([exampleRun('run00001', 'aaaaaaaa', { status: 'failed' })], steps, 2)).toBe(0)
  })
})
