import { expect, it } from 'vitest'
import { noProgress } from '../../src-shared/domain/run.ts'
import type { Run, RunStatus } from '../../src-shared/domain/run.ts'
import { activeExperimentIds, endInWords } from './end-notifications.ts'

const runs = (...statuses: RunStatus[]) => statuses.map((status) => ({ status, progress: noProgress }) as Run)

it('counts what has ended, and has no news of what was cancelled or deleted', () => {
  expect(endInWords(runs('finished', 'failed', 'finished'))).toBe('2 finished, 1 failed')
  expect(endInWords(runs('cancelled', 'finished'))).toBe('1 finished, 1 cancelled')
  expect(endInWords(runs('cancelled'))).toBeNull()
  expect(endInWords([])).toBeNull()
})

it('takes an experiment to be going on while a run of it trains, waits or is paused', () => {
  const of = (experimentId: string, status: RunStatus) =>
    ({ experimentId, status }) as Pick<Run, 'experimentId' | 'status'>
  const active = activeExperimentIds([of('a', 'paused'), of('b', 'finished'), of('c', 'queued'), of('c', 'failed')])
  expect([...active]).toEqual(['a', 'c'])
})
