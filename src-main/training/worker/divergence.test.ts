import { expect, test } from 'vitest'
import { policySpec } from '../../../src-shared/catalogue/policies/index.ts'
import { updateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import type { Learner } from '../../core/algorithms/learner.ts'
import { finish } from '../../core/finish.ts'
import { tabularJob } from '../fixtures/jobs.ts'
import { refuseDivergence } from './divergence.ts'
import { makeLearner } from './learners.ts'
import type { Outbox } from './outbox.ts'
import { createTraining } from './train.ts'

test('what is not a finite number is divergence, in words', () => {
  expect(() => refuseDivergence({ return: 1, kl: 0 }, 4)).not.toThrow()
  expect(() => refuseDivergence({ kl: Number.NaN }, 4)).toThrow(
    'Training diverged in update 4: the KL to the previous policy is not a number.',
  )
  expect(() => refuseDivergence({ gradientNorm: Infinity }, 4)).toThrow('the gradient norm is infinite')
})

/** What a training sends, without a process around it. */
function collectingOutbox(): Outbox & { rows: number[]; checkpoints: number[] } {
  const rows: number[] = []
  const checkpoints: number[] = []
  return {
    rows,
    checkpoints,
    row: ({ update }) => void rows.push(update),
    log() {},
    snapshot() {},
    checkpoint: ({ update }) => void checkpoints.push(update),
    drained: () => Promise.resolve(),
    acknowledge() {},
    wake() {},
    close() {},
  }
}

test.each(['policy', 'critic'] as const)(
  'a %s that is no longer finite after the last update fails the run, and is in no checkpoint',
  async (which) => {
    const job = tabularJob({ budget: { updates: 3 }, checkpointEvery: 1 })
    const { learner } = await makeLearner(job)
    const broken = Float64Array.of(1, Number.NaN)
    const diverging: Learner = {
      ...learner,
      get updates() {
        return learner.updates
      },
      save() {
        const state = learner.save()
        if (state.updates < 3) return state
        return which === 'policy' ? { ...state, theta: broken } : { ...state, criticTheta: broken }
      },
    }
    const outbox = collectingOutbox()
    await expect(createTraining(job, diverging, { stop: null, stopAskedAtMs: 0 }).run(outbox)).rejects.toThrow(
      `Training diverged in update 3: a parameter of the ${which} is not a finite number.`,
    )
    expect(outbox.rows).toEqual([1, 2, 3])
    expect(outbox.checkpoints).toEqual([1, 2])
  },
)

test('a step beyond float32 fails the run, also where the activations hide it', async () => {
  const job = tabularJob({ engine: 'simd' })
  job.variant = {
    ...job.variant,
    policy: policySpec.parse({ kind: 'neural-softmax', hidden: [8] }),
    update: Object.assign(updateSpec.parse({ kind: 'natural-gradient' }), { step: { kind: 'fixed', eta: 1e42 } }),
  }
  const { learner } = await makeLearner(job)
  expect(() => finish(learner.update())).toThrow('the policy’s parameters are no longer finite')
})
