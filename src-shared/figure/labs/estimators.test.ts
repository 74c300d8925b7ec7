import { describe, expect, it } from 'vitest'
import type { MeasuredEstimator } from '../../catalogue/labs/estimators.ts'
import type { EstimatorAtSize, EstimatorsResult } from '../../domain/lab-results/estimators.ts'
import { estimatorsFound, estimatorsWords, verdictOf } from './estimators.ts'
import { csvOf } from './lab-words.ts'

const about = (value: number, half = value / 20) => ({ value, low: value - half, high: value + half })
const at = (
  batchSize: number,
  error: number,
  squaredBias = 0,
  pHolm = squaredBias > 0 ? 0.001 : 1,
): EstimatorAtSize => ({
  batchSize,
  batches: 1_000,
  variance: about(error - squaredBias),
  squaredBias: about(squaredBias),
  meanSquaredError: about(error),
  cosine: about(0.5),
  z: 1,
  p: pHolm,
  pHolm,
  exact: null,
})
const result = (
  estimators: [MeasuredEstimator, EstimatorAtSize[]][],
  changes: Partial<EstimatorsResult> = {},
): EstimatorsResult => ({
  lab: 'estimators',
  truth: { kind: 'exact', discount: 1, norm: { value: 0.374, low: 0.374, high: 0.374 }, trajectories: null },
  parameters: 48,
  enumeratedTrajectories: null,
  envSteps: 1,
  batchesDone: 1,
  estimators: estimators.map(([id, atSizes]) => ({ id, atSizes })),
  ...changes,
})

describe('what was found', () => {
  it('says how the error falls along the chapter’s estimators, at the chosen size', () => {
    const [noise] = estimatorsFound(
      result([
        ['total-return', [at(16, 1.2), at(32, 0.57)]],
        ['reward-to-go', [at(16, 0.7), at(32, 0.34)]],
        ['learned-baseline', [at(16, 0.4), at(32, 0.21)]],
      ]),
      32,
    )
    expect(noise).toBe(
      'At M = 32 the mean squared error falls from **0.57** with the total return to **0.34** with reward-to-go and ' +
        '**0.21** with a learned baseline.',
    )
  })
  it('says that it rises where it does, and that two can’t be told apart where their intervals meet', () => {
    const chain = (second: number) =>
      estimatorsFound(
        result([
          ['total-return', [at(1, 1)]],
          ['reward-to-go', [at(1, second)]],
        ]),
      )[0]
    expect(chain(2)).toContain('rises from **1**')
    expect(chain(1.02)).toContain('can’t be told apart')
  })
  it('tells bias that larger batches mend from bias that stays', () => {
    const mended = { id: 'mean-baseline' as const, atSizes: [at(2, 1, 0.1), at(4, 0.5, 0.02), at(8, 0.3, 0)] }
    const stays = { id: 'gae' as const, atSizes: [at(2, 1, 0.1), at(4, 0.5, 0.098), at(8, 0.3, 0.102)] }
    expect(verdictOf(mended, mended.atSizes[0]!)).toBe('falls')
    expect(verdictOf(mended, mended.atSizes[2]!)).toBe('none')
    expect(verdictOf(stays, stays.atSizes[1]!)).toBe('stays')
    const unclear = [at(2, 1, 0.1), { ...at(4, 0.5), squaredBias: about(0.05, 0.2) }]
    expect(verdictOf({ id: 'gae', atSizes: unclear }, unclear[0]!)).toBe('seen')
    const found = estimatorsFound({ ...result([]), estimators: [mended, stays] })
    expect(found).toContain('Minus the mean (bias² **0.1** at M = 2) is biased, less so as batches grow.')
    expect(found).toContain(
      'GAE is biased: bias² **0.1** at M = 2, bias² **0.1** at M = 8, which more data does not mend.',
    )
  })
  it('names who has the least error over which sizes, leaving out what needs the model', () => {
    const found = estimatorsFound(
      result([
        ['reward-to-go', [at(1, 2), at(2, 1), at(4, 0.1)]],
        ['gae', [at(1, 1), at(2, 0.5), at(4, 0.2)]],
        ['exact-advantage', [at(1, 0.1), at(2, 0.05), at(4, 0.02)]],
      ]),
    )
    expect(found).toContain('The least error of those that need no model: GAE from M = 1 to 2, Reward-to-go at M = 4.')
  })
  it('says of which objective the gradient is, and whether it is exact', () => {
    const last = (changes: Partial<EstimatorsResult>) => estimatorsFound(result([], changes)).at(-1)!
    expect(last({})).toBe('The truth is exact: the gradient of J is solved from the model; its length is 0.374.')
    expect(last({ enumeratedTrajectories: 4_096 })).toContain('All 4,096 trajectories')
    const truth = { kind: 'sampled' as const, discount: 0.9, norm: about(2, 0.5), trajectories: 50_000 }
    expect(last({ truth })).toBe(
      'The truth is estimated: the gradient of J_γ, γ = 0.9 from 50,000 trajectories of their own; its length is 2 [1.5, 2.5].',
    )
  })
})

it('the table has a row for each estimator and size, and empty cells where there is no number', () => {
  const table = estimatorsWords.table(result([['gae', [{ ...at(1, 2), cosine: null }, at(2, 1)]]]))
  expect(table).toHaveLength(3)
  expect(new Set(table.map((row) => row.length)).size).toBe(1)
  expect(csvOf(table).split('\n')[1]).toMatch(/^gae,1,1000,2,1.9,2.1,0,0,0,2,1.9,2.1,,,,1,/)
})
