import { beforeEach, describe, expect, it } from 'vitest'
import { experimentId, runId } from '../../../src-shared/domain/ids.ts'
import type { Database } from '../database.ts'
import { statement } from '../statements.ts'
import { openForTest, storeRuns, testExperiment, testRun } from '../fixtures.ts'
import { checkpointAt, latestCheckpoint, listCheckpoints, saveCheckpoint } from './checkpoints.ts'
import {
  experimentById,
  insertExperiment,
  listExperiments,
  removeExperiments,
  restoreExperiments,
  updateExperiment,
} from './experiments.ts'
import type { ExperimentPatch } from './experiments.ts'
import { appendLog, logOf } from './log.ts'
import { endOfQueue, moveInQueue, queuedRunIds } from './queue.ts'
import {
  insertRuns,
  listRuns,
  markInterrupted,
  removeRuns,
  restoreRuns,
  runById,
  runsOfExperiment,
  updateRun,
} from './runs.ts'
import { readSetting, saveSetting } from './settings.ts'

let database: Database
beforeEach(() => {
  database = openForTest()
})
const seedsOf = (ids: readonly string[]) => ids.map((id) => Number(/run(\d+)$/.exec(id)![1]))

describe('experiments', () => {
  it('are stored with their runs, whole', () => {
    const experiment = testExperiment('aaaaaaaa', 2)
    const run = testRun('aaaaaaaarun1', experiment.id, {
      seed: Number.MAX_SAFE_INTEGER,
      runtime: { node: '24', system: 'linux', architecture: 'x64' },
    })
    insertExperiment(database, experiment, [run])
    expect(experimentById(database, experiment.id)).toEqual(experiment)
    expect(runsOfExperiment(database, experiment.id)).toEqual([run])
  })

  it('are stored with all their runs or not at all', () => {
    const experiment = testExperiment('aaaaaaaa')
    const run = testRun('aaaaaaaarun1', experiment.id)
    expect(() => insertExperiment(database, experiment, [run, run])).toThrow(/UNIQUE/)
    expect(listExperiments(database)).toEqual([])
  })

  it('keep what people write beside them', () => {
    const experiment = testExperiment('aaaaaaaa')
    insertExperiment(database, experiment, [])
    const patched = (patch: ExperimentPatch) => {
      updateExperiment(database, experiment.id, patch)
      return experimentById(database, experiment.id)
    }
    expect(patched({ tags: ['good'] })).toEqual({ ...experiment, tags: ['good'] })
    expect(patched({ name: 'new', notes: '', locked: true })).toEqual({
      ...experiment,
      name: 'new',
      tags: ['good'],
      notes: '',
      locked: true,
    })
    expect(patched({ locked: false })).toMatchObject({ name: 'new', locked: false })
  })

  it('stay readable when the catalogue drops a field, and stay stored when they can’t be read at all', () => {
    const experiment = testExperiment('aaaaaaaa')
    insertExperiment(database, experiment, [])
    insertExperiment(database, testExperiment('bbbbbbbb'), [])
    const store = (spec: unknown, id: string) =>
      statement(database, 'UPDATE experiment SET spec = ? WHERE id = ?').run(JSON.stringify(spec), id)
    const [variant, ...others] = experiment.spec.variants
    store(
      {
        ...experiment.spec,
        since: 'dropped',
        variants: [{ ...variant, update: { ...variant!.update, epochsOfOld: 1 } }, ...others],
      },
      experiment.id,
    )
    expect(experimentById(database, experiment.id)).toEqual(experiment)

    store({ ...experiment.spec, variants: [{ ...variant, update: { kind: 'of another time' } }] }, 'bbbbbbbb')
    const unreadable: string[] = []
    expect(listExperiments(database, { unreadable: (name) => unreadable.push(name) })).toEqual([experiment])
    expect(unreadable).toEqual([testExperiment('bbbbbbbb').name])
    expect(() => listExperiments(database)).toThrow(/kind/)
  })

  it('take their runs into the bin and out of it', () => {
    const [first, second] = storeRuns(database, 'aaaaaaaa', 2)
    removeRuns(database, [first!.id], 5)
    removeExperiments(database, [first!.experimentId], 7)
    expect(listExperiments(database)).toEqual([])
    expect(listRuns(database)).toEqual([])
    expect(queuedRunIds(database)).toEqual([])
    expect(listExperiments(database, { deleted: true })).toMatchObject([{ deletedAt: 7 }])
    expect(listRuns(database, { deleted: true })).toMatchObject([{ deletedAt: 5 }, { deletedAt: null }])
    restoreExperiments(database, [first!.experimentId])
    expect(listRuns(database).map(({ id }) => id)).toEqual([second!.id])
    restoreRuns(database, [first!.id])
    expect(listRuns(database)).toHaveLength(2)
  })
})

describe('runs', () => {
  it('change only what the patch names', () => {
    const [run] = storeRuns(database, 'aaaaaaaa', 1)
    updateRun(database, run!.id, {
      status: 'running',
      startedAt: 9,
      queuePosition: null,
      engine: { engine: 'simd', reason: 'small network', arithmetic: 'fused' },
      locked: true,
    })
    const changed = runById(database, run!.id)
    expect(changed).toEqual({
      ...run,
      status: 'running',
      startedAt: 9,
      queuePosition: null,
      engine: { engine: 'simd', reason: 'small network', arithmetic: 'fused' },
      locked: true,
    })
    expect(listRuns(database)).toEqual([changed])
  })

  it('that nobody trains become interrupted, with the reason', () => {
    const runs = storeRuns(database, 'aaaaaaaa', 3, { status: 'running' })
    const interrupted = markInterrupted(database, 'Ascent was ended.', 12, [runs[1]!.id])
    expect(interrupted.map(({ id }) => id)).toEqual([runs[0]!.id, runs[2]!.id])
    expect(interrupted[0]).toMatchObject({ status: 'interrupted', statusReason: 'Ascent was ended.', endedAt: 12 })
    expect(runById(database, runs[1]!.id)).toEqual(runs[1])
  })

  it('need an experiment', () => {
    expect(() => insertRuns(database, [testRun('aaaaaaaarun1', experimentId.parse('zzzzzzzz'))])).toThrow(/NOT NULL/)
  })
})

describe('the queue', () => {
  it('takes the first, and new ones stand behind', () => {
    expect(endOfQueue(database)).toBe(1)
    const runs = storeRuns(database, 'aaaaaaaa', 3)
    expect(queuedRunIds(database)[0]).toBe(runs[0]!.id)
    expect(endOfQueue(database)).toBe(4)
    updateRun(database, runs[0]!.id, { status: 'running', queuePosition: null })
    expect(queuedRunIds(database)[0]).toBe(runs[1]!.id)
  })

  it('moves runs before another, in the order given, or to the end', () => {
    const id = storeRuns(database, 'aaaaaaaa', 6).map((run) => run.id)
    expect(seedsOf(moveInQueue(database, [id[4]!, id[2]!], id[1]!))).toEqual([1, 5, 3, 2, 4, 6])
    expect(seedsOf(moveInQueue(database, [id[0]!], null))).toEqual([5, 3, 2, 4, 6, 1])
    expect(seedsOf(moveInQueue(database, [id[4]!, id[2]!], id[2]!))).toEqual([5, 3, 2, 4, 6, 1])
    expect(seedsOf(moveInQueue(database, [id[5]!, runId.parse('zzzzzzzz')], id[4]!))).toEqual([6, 5, 3, 2, 4, 1])
    expect(seedsOf(queuedRunIds(database))).toEqual([6, 5, 3, 2, 4, 1])
  })
})

describe('log, checkpoints and settings', () => {
  it('keeps the newest lines in order', () => {
    const [run] = storeRuns(database, 'aaaaaaaa', 1)
    appendLog(
      database,
      run!.id,
      [1, 2, 3].map((at) => ({ at, level: 'info' as const, text: `line ${at}` })),
    )
    expect(logOf(database, run!.id, 2).map(({ text }) => text)).toEqual(['line 2', 'line 3'])
  })

  it('keeps checkpoints by update, and drops older ones when asked to', () => {
    const [run] = storeRuns(database, 'aaaaaaaa', 1)
    const { id } = run!
    expect(latestCheckpoint(database, id)).toBeUndefined()
    for (const update of [10, 20, 20])
      saveCheckpoint(database, id, update, Uint8Array.of(update, 1), { savedAt: update })
    expect(listCheckpoints(database, id)).toEqual([
      { update: 10, savedAt: 10, byteLength: 2 },
      { update: 20, savedAt: 20, byteLength: 2 },
    ])
    expect([...checkpointAt(database, id, 10)!]).toEqual([10, 1])
    saveCheckpoint(database, id, 30, Uint8Array.of(30), { savedAt: 30, replaceOlder: true })
    expect(listCheckpoints(database, id)).toHaveLength(1)
    expect([...latestCheckpoint(database, id)!.bytes]).toEqual([30])
  })

  it('keeps settings as JSON', () => {
    expect(readSetting(database, 'draft')).toBeUndefined()
    saveSetting(database, 'draft', { text: 'half a design' })
    saveSetting(database, 'draft', { text: 'more' })
    expect(readSetting(database, 'draft')).toEqual({ text: 'more' })
    saveSetting(database, 'draft', null)
    expect(readSetting(database, 'draft')).toBeUndefined()
  })
})
