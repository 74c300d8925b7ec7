import { expect, test } from 'vitest'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { LogLine } from '../../../src-shared/domain/run.ts'
import { variantSpec } from '../../../src-shared/domain/variant.ts'
import { tabularJob } from '../fixtures/jobs.ts'
import { makeLearner } from './learners.ts'
import type { Outbox } from './outbox.ts'
import { createStepGuards } from './step-guards.ts'
import { createTraining } from './train.ts'

test('the first time that a guard acts is told, and the counts at the end', () => {
  const guards = createStepGuards()
  expect(guards.note({ kl: 1 }, 1)).toBeUndefined()
  expect(guards.note({ stepHalvings: 0, noDirection: 0 }, 2)).toBeUndefined()
  expect(guards.summary(2)).toBeUndefined()
  expect(guards.note({ stepHalvings: 3, noDirection: 0 }, 3)).toContain('Update 3 halved its step')
  expect(guards.note({ stepHalvings: 1, noDirection: 0 }, 4)).toBeUndefined()
  expect(guards.note({ stepHalvings: 0, noDirection: 1 }, 5)).toContain('Update 5 took no step')

  const resumed = createStepGuards()
  resumed.load(guards.save())
  expect(resumed.note({ stepHalvings: 0, noDirection: 1 }, 6)).toBeUndefined()
  expect(resumed.summary(6)).toBe(
    '2 of 6 updates halved their step to keep the KL within its limit; 2 of 6 updates took no step, because their ' +
      'gradient was only rounding error.',
  )
})

test('a run whose natural gradient was guarded says so in its log', async () => {
  const job = tabularJob({
    environment: environmentSpec.parse({ id: 'FrozenLake-v1' }),
    variant: variantSpec.parse({
      name: 'natural',
      collection: { exact: true },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'exact-advantage', discount: 1 },
      update: { kind: 'natural-gradient', step: { kind: 'normalised', delta: 0.1 }, per: 'trajectory' },
    }),
    budget: { updates: 50 },
  })
  const { learner } = await makeLearner(job)
  const lines: Pick<LogLine, 'level' | 'text'>[] = []
  const outbox: Outbox = {
    row() {},
    log: (level, text) => void lines.push({ level, text }),
    snapshot() {},
    checkpoint() {},
    drained: () => Promise.resolve(),
    acknowledge() {},
    wake() {},
    close() {},
  }
  await createTraining(job, learner, { stop: null, stopAskedAtMs: 0 }).run(outbox)
  expect(lines).toEqual([
    { level: 'warning', text: expect.stringMatching(/^Update \d+ took no step/) },
    { level: 'warning', text: expect.stringMatching(/^\d+ of 50 updates took no step/) },
  ])
})
