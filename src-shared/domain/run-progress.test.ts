import { describe, expect, it } from 'vitest'
import { summarise, summaryWords } from './run-progress.ts'
import { exampleRun } from '../../src-renderer/components/experiment-tree/tree.fixture.ts'

describe('summarise', () => {
  it('adds up states, progress and speed', () => {
    const summary = summarise([
      exampleRun('run00001', 'aaaaaaaa', {
        status: 'running',
        progress: { fraction: 0.5, stepsPerSecond: 100, lastReturn: 4 },
      }),
      exampleRun('run00002', 'aaaaaaaa', {
        status: 'cancelled',
        progress: { fraction: 0.1, stepsPerSecond: 70, lastReturn: 1, lastEvaluationReturn: 6 },
      }),
      exampleRun('run00003', 'aaaaaaaa'),
    ])
    expect(summary.fraction).toBeCloseTo(0.5)
    expect(summary.stepsPerSecond).toBe(100)
    expect(summary.lastReturn).toBe(2.5)
    expect(summary.lastEvaluationReturn).toBe(6)
    expect(summaryWords(summary.counts)).toBe('1 running, 1 queued, 1 cancelled')
  })
})
