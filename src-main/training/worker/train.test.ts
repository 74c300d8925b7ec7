import { describe, expect, test } from 'vitest'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { MetricRow } from '../../../src-shared/domain/metric.ts'
import { variantSpec } from '../../../src-shared/domain/variant.ts'
import { tabularJob } from '../fixtures/jobs.ts'
import { trainHere, trainInPieces, withoutTimes } from '../fixtures/train-here.ts'
import type { TrainJob } from '../protocol/job.ts'
import { dueAfterUpdate, dueAtTheStart } from './evaluation-schedule.ts'

const every = { envSteps: 700 }
const evaluation = { every, episodes: 3, actions: 'sampled' } as const

describe('evaluation by env steps', () => {
  const job = tabularJob({ budget: { envSteps: 5_000 }, evaluation, recordEvery: 4 })

  test('comes at step 0 and with the first update at or beyond each multiple, for which it stands; the last for the budget', async () => {
    const { rows } = await trainHere(job)
    const evaluated = rows.filter(({ values }) => values.evaluationReturn !== undefined)
    expect(evaluated.map(({ values }) => values.evaluationSteps)).toEqual([
      0, 700, 1_400, 2_100, 2_800, 3_500, 4_200, 4_900, 5_000,
    ])
    expect(evaluated[0]).toMatchObject({ update: 0, envSteps: 0 })
    const all = (await trainHere({ ...job, evaluation: null, recordEvery: 1 })).rows
    for (const { update, envSteps, values } of evaluated.slice(1)) {
      expect(envSteps).toBeGreaterThanOrEqual(values.evaluationSteps!)
      const before = all.find((row) => row.update === update - 1)
      expect(before?.envSteps ?? 0).toBeLessThan(values.evaluationSteps!)
    }
  })

  test('meets the same starts in variants whose batches differ in size, unless the spec is an old one', async () => {
    // Neither policy moves: its returns differ where starts, noise or actions do.
    const still = { ...job.variant, update: { ...job.variant.update, learningRate: 1e-300 } } as TrainJob['variant']
    const returnsAt = async (trajectories: number, of: TrainJob['evaluation']) => {
      const { rows } = await trainHere({ ...job, variant: { ...still, collection: { trajectories } }, evaluation: of })
      return rows.flatMap(({ values }) => values.evaluationReturn ?? [])
    }
    const returns = await returnsAt(8, evaluation)
    expect(new Set(returns).size).toBeGreaterThan(3)
    expect(await returnsAt(3, evaluation)).toEqual(returns)
    const old = { ...evaluation, every: { ...every, startsByUpdate: true as const } }
    const oldReturns = await returnsAt(8, old)
    expect(await returnsAt(3, old)).not.toEqual(oldReturns)
  })

  test('leaves the bits of training as they are', async () => {
    const training = ({ values }: MetricRow) =>
      Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('evaluation')))
    const withIt = (await trainHere({ ...job, recordEvery: 1 })).rows.filter(({ update }) => update > 0)
    const without = (await trainHere({ ...job, recordEvery: 1, evaluation: null })).rows
    expect(withIt.map(training)).toEqual(without.map(training))
  })

  test('is the same to the bit when the run is paused before, between and after any of its updates', async () => {
    const through = withoutTimes((await trainHere(job)).rows)
    const { rows: parts } = await trainInPieces(job, ({ envSteps }) => envSteps >= 5_000)
    expect(withoutTimes(parts)).toEqual(through)
  })

  test('and so is a run with running statistics, which its evaluations leave alone', async () => {
    const variant = variantSpec.parse({
      name: 'PPO',
      collection: { stepsPerCopy: 32 },
      normalisation: { observations: true, rewards: true },
      policy: { kind: 'neural-softmax', hidden: [8] },
      estimator: { kind: 'advantage' },
      critic: { network: { kind: 'neural', hidden: [8] } },
      update: { kind: 'clip' },
    })
    const environment = environmentSpec.parse({ id: 'CartPole-v1', copies: 4 })
    const normalised = { ...job, environment, variant, budget: { envSteps: 1_500 } }
    const through = withoutTimes((await trainHere(normalised)).rows)
    const first = await trainHere(normalised, 5)
    const resume = { checkpoint: first.checkpoint, lastRecordedUpdate: first.rows.at(-1)!.update }
    const rest = await trainHere({ ...normalised, resume })
    expect(withoutTimes([...first.rows, ...rest.rows])).toEqual(through)
    expect(through.at(-1)!.values.rewardScale).toBeGreaterThan(1)
  })

  test('goes by where the run stands alone', () => {
    const after = (
      envStepsBefore: number,
      envSteps: number,
      spent = false,
      budget: TrainJob['budget'] = { updates: 9 },
    ) => dueAfterUpdate({ evaluation, budget }, { updates: 3, envStepsBefore, envSteps, spent })
    expect(after(0, 699)).toEqual({ due: false })
    expect(after(600, 700)).toEqual({ due: true, steps: 700 })
    expect(after(700, 1_399)).toEqual({ due: false })
    // One update that passes several multiples stands for the last of them.
    expect(after(600, 2_200)).toEqual({ due: true, steps: 2_100 })
    expect(after(700, 800, true)).toEqual({ due: true, steps: 800 })
    expect(after(700, 1_500, true, { envSteps: 1_450 })).toEqual({ due: true, steps: 1_450 })
    expect(dueAtTheStart({ evaluation, budget: { updates: 9 } })).toEqual({ due: true, steps: 0 })
  })
})

test('evaluation by updates is as it was: none at the start, no place of its own, one at the end', async () => {
  const byUpdates = { ...evaluation, every: 3 }
  const { rows } = await trainHere(tabularJob({ budget: { updates: 8 }, evaluation: byUpdates }))
  expect(rows.map(({ update, values }) => [update, values.evaluationReturn !== undefined])).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8].map((update) => [update, [3, 6, 8].includes(update)]),
  )
  expect(rows.some(({ values }) => values.evaluationSteps !== undefined)).toBe(false)
  expect(dueAtTheStart({ evaluation: byUpdates, budget: { updates: 8 } })).toEqual({ due: false })
})
