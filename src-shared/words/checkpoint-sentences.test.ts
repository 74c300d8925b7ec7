import { expect, it } from 'vitest'
import { experimentId, runId } from '../domain/ids.ts'
import { noProgress } from '../domain/run.ts'
import type { Experiment, Run } from '../domain/run.ts'
import { checkpointSentences } from './checkpoint-sentences.ts'

const run = (changes: Partial<Run>): Run => ({
  id: runId.parse('aaaaaaaarun1'),
  experimentId: experimentId.parse('aaaaaaaa'),
  variantIndex: 0,
  seed: 1,
  status: 'finished',
  statusReason: null,
  engine: { engine: 'simd', reason: 'small' },
  runtime: null,
  queuePosition: null,
  createdAt: 1,
  startedAt: 2,
  endedAt: 3,
  progress: { ...noProgress, update: 100 },
  tags: [],
  notes: '',
  locked: false,
  deletedAt: null,
  ...changes,
})
const said = (changes: Partial<Run>, snapshots: number, spec: Partial<Experiment['spec']> = {}, savedStates = 1) =>
  checkpointSentences(
    run(changes),
    { spec: spec as Experiment['spec'] },
    { runs: 1, snapshots, bytes: snapshots * 20_000, savedStates },
  )
const plan = { bytesEach: 20_000, count: 27 }

it('says how many there are, and nothing more where they are the usual ones', () => {
  expect(said({ snapshots: plan }, 27)).toEqual({ kept: '27 checkpoints, 540 kB', why: null })
  expect(said({ snapshots: { bytesEach: 9, count: null } }, 40, { snapshots: { everyUpdates: 1 } }).why).toBeNull()
})

it('says why there are fewer', () => {
  expect(said({ snapshots: { bytesEach: 100_000, count: 10 } }, 10).why).toBe(
    '10 checkpoints of 100 kB fit, instead of 27: at most 1 MiB a run and 100 MiB an experiment.',
  )
  expect(said({ snapshots: plan, status: 'running', endedAt: null }, 4).why).toBe('So far; 27 in the end.')
  expect(said({ snapshots: plan, progress: { ...noProgress, update: 8 } }, 9).why).toContain('that 8 updates passed')
  expect(said({ snapshots: plan, status: 'cancelled' }, 9).why).toContain('ended before its budget was spent')
  expect(said({ snapshots: { ...plan, droppedAt: 5 } }, 0).why).toMatch(
    /were dropped\. Inspect shows the 1 saved state/,
  )
})

it('says why there are none', () => {
  expect(said({}, 0, { snapshots: null })).toEqual({
    kept: 'none',
    why: 'Its spec asks for none. Inspect shows the 1 saved state that it kept instead.',
  })
  expect(said({}, 0, {}, 0).why).toBe('It began in a version that took none.')
  expect(said({ startedAt: null, status: 'queued' }, 0, {}, 0).why).toBe('They are taken once it trains.')
  expect(said({ snapshots: { bytesEach: 2_000_000, count: 0 } }, 0).why).toContain('One takes 2 MB, more than there is')
})
