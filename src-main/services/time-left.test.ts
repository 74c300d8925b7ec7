import { expect, test } from 'vitest'
import type { Run } from '../../src-shared/domain/run.ts'
import { endsOfRuns, secondsLeft } from '../../src-shared/domain/time-left.ts'
import { closeDatabase, openDatabase } from '../storage/database.ts'
import { testExperiment, testRun } from '../storage/fixtures.ts'
import { insertExperiment } from '../storage/repositories/experiments.ts'
import { newPath, start } from '../testing/started-app.ts'

const progress: Run['progress'] = {
  update: 100,
  envSteps: 4_000,
  episodes: 10,
  computeMs: 6_000,
  fraction: 1,
  stepsPerSecond: null,
  lastReturn: null,
  lastEvaluationReturn: null,
}

test('Design, Queue and the status bar tell one time', async () => {
  const path = newPath()
  const opened = openDatabase(path)
  if (!opened.ok) throw new Error(opened.error.reason)
  const before = testExperiment('earlier1')
  const waiting = testExperiment('waiting1', 2)
  insertExperiment(opened.value, before, [
    testRun('earlierrun', before.id, { status: 'finished', startedAt: 1_000, endedAt: 9_000, progress }),
  ])
  insertExperiment(
    opened.value,
    waiting,
    waiting.spec.seeds.flatMap((seed) =>
      [0, 1].map((variantIndex) =>
        testRun(`waitingrun${seed}${variantIndex}`, waiting.id, {
          variantIndex,
          seed,
          queuePosition: 2 * seed + variantIndex,
        }),
      ),
    ),
  )
  closeDatabase(opened.value)
  // Read only: nothing of the queue begins to train while it is looked at.
  const { value } = start(path, { readOnly: 'Another process has it.' })

  const plan = await value('design.plan', { spec: waiting.spec })
  const status = await value('system.status', {})
  const { experiments, runs } = await value('history.tree', {})
  const ends = endsOfRuns(experiments, runs, status.trainersMax)
  const inQueue = secondsLeft(
    runs.filter((run) => run.experimentId === waiting.id),
    ends,
  )
  // Four runs of 8 s on two trainers.
  expect([plan.seconds, inQueue, status.secondsLeft]).toEqual([16, 16, 16])
})
