import { describe, expect, it } from 'vitest'
import { statisticsParams } from '../contract/statistics.ts'
import type { GroupStatistics, StatisticsAnswer } from '../contract/statistics.ts'
import { experimentId } from '../domain/ids.ts'
import { experimentSpec } from '../domain/spec.ts'
import type { ComparedVariant } from './compared.ts'
import { intervalWords, resultsTable, valueWords } from './results-table.ts'
import { againstNote, aloneWords, coverageWords, enoughWords, pWords } from './statistics-words.ts'

const spec = experimentSpec.parse({
  name: 'poles',
  environment: { id: 'CartPole-v1' },
  variants: ['A', 'B'].map((name) => ({
    name,
    collection: { trajectories: 5 },
    policy: { kind: 'neural-softmax' },
    estimator: { kind: 'reward-to-go' },
    update: { kind: 'gradient-ascent' },
  })),
  budget: { envSteps: 1_000 },
})
const variants = ['A', 'B'].map((label, variantIndex) => ({
  id: label,
  label,
  slot: variantIndex,
  key: { experimentId: experimentId.parse('a'.repeat(32)), variantIndex },
  experiment: { spec },
  environment: spec.environment,
  variant: spec.variants[variantIndex],
})) as unknown as ComparedVariant[]

const question = (more: object = {}) =>
  statisticsParams.parse({
    asker: 'test',
    groups: variants.map(({ key, label }) => ({ variants: [key], world: 'w', algorithm: label })),
    metric: 'evaluationReturn',
    axis: 'envSteps',
    centre: 'mean',
    finalOver: 1,
    threshold: null,
    anchors: null,
    ...more,
  })
const group = (centre: number | null, more: Partial<GroupStatistics> = {}): GroupStatistics => {
  const estimate = centre === null ? null : { centre, low: centre - 30, high: centre + 30, n: 5 }
  return {
    counts: { total: 5, finished: centre === null ? 0 : 5, running: 0, queued: 0, endedEarly: 0, withoutValue: 0 },
    range: { from: 0, to: 1_000 },
    finalOver: centre === null ? null : 1,
    final: estimate,
    best: estimate,
    area: estimate,
    steps: null,
    seeds: [],
    ...more,
  }
}
const answer = (...groups: GroupStatistics[]) => ({ groups }) as unknown as StatisticsAnswer

describe('the table of results', () => {
  it('has the best final value first, and cuts intervals at what is possible', () => {
    const table = resultsTable(variants, question(), answer(group(300), group(490)))
    expect(table.rows.map(({ label }) => label)).toEqual(['B', 'A'])
    const [final] = table.rows[0]!.estimates
    expect(valueWords(final!.value, 'final')).toBe('490')
    expect(intervalWords(final!.interval!)).toBe('[460, 500, cut]')
    expect(final!.interval).toMatchObject({ low: 460, high: 500, uncutHigh: 520 })
    expect(final!.interval!.sentence).toBe('95 % t-interval: [460, 520]; it is cut at what is possible, 0 to 500.')
    expect(intervalWords(table.rows[1]!.estimates[0]!.interval!)).toBe('[270, 330]')
    expect(table.note).toBe('Mean over 5 seeds with its 95 % t-interval.')
  })

  it('has the lowest first where less is better', () => {
    const table = resultsTable(variants, question({ metric: 'criticLoss' }), answer(group(300), group(490)))
    expect(table.rows.map(({ label }) => label)).toEqual(['A', 'B'])
    expect(table.estimates[1]!.sentence).toContain('lowest recorded value')
  })

  it('says what is left out and why, and how intervals are made', () => {
    const counts = { total: 5, finished: 2, running: 1, queued: 0, endedEarly: 2, withoutValue: 1 }
    const { note, rows } = resultsTable(
      variants,
      question({ centre: 'iqm', finalOver: 10 }),
      answer(group(100, { counts, final: { centre: 1, low: 0, high: 2, n: 3 }, finalOver: 4 }), group(null)),
    )
    expect(rows.map(({ seeds }) => seeds)).toEqual([
      '2 of 5 finished, 1 running, 2 ended early, 1 without a value',
      '0 of 5 finished',
    ])
    expect(note).toContain('IQM over 3 seeds with its 95 % percentile bootstrap interval, 2,000 resamples, seed 1.')
    expect(note).toContain('Below four seeds the IQM is the mean.')
    expect(note).toContain('Some seed has only 4 values to average.')
    expect(note).toContain('2 runs ended before the budget: in none of final, best and area.')
    expect(rows[1]!.estimates).toEqual([null, null, null])
  })

  it('shows steps to a threshold only where there is one, with those that never reached it', () => {
    const steps = { median: 30_000, low: 10_000, high: 'never' as const, reached: 3, never: 2 }
    const table = resultsTable(
      variants,
      question({ threshold: 475 }),
      answer(group(1, { steps }), group(0, { steps: { ...steps, median: 'never', low: 'never' } })),
      ['final', 'steps'],
    )
    expect(table.estimates.map(({ title }) => title)).toEqual(['Final evaluation return', 'Env steps to 475'])
    const [a, b] = table.rows.map(({ estimates }) => estimates[1]!)
    expect([valueWords(a!.value, 'steps'), intervalWords(a!.interval!)]).toEqual(['30k', '[10k, never]'])
    expect([valueWords(b!.value, 'steps'), intervalWords(b!.interval!)]).toEqual([
      'beyond the budget',
      '[never, never]',
    ])
    expect(table.rows[0]!.seeds).toBe('5 finished, 2 never reached it')
  })
})

describe('statistics in words', () => {
  const needed = { sds: [1, 1], upperSds: [1.5, 1.5], smallest: 2, smallestAtUpperSd: 3 }
  const test = { difference: -1, low: -2, high: 0, p: 0.06, holm: 0.06 }
  const against = {
    improvement: { probability: 0.3, low: 0, high: 0.7 },
    welch: test,
    paired: null,
    enough: { ...needed, needed: 17, neededAtUpperSd: 37 },
    enoughPaired: null,
  }
  const names = { variant: 'A', baseline: 'B' }

  it('says how many seeds are needed', () => {
    const [first, second] = enoughWords(names, against, { variant: 5, baseline: 5 })
    expect(first).toBe(
      'A and B differ by 1 (5 + 5 seeds). So many seeds tell a difference of 2 in 8 of 10 repetitions, by a two-sided ' +
        't-test at 5 %.',
    )
    expect(second).toContain('To tell the present difference, 17 seeds a side are needed.')
    expect(second).toContain('With the SD at its upper 80 % limit (1.5 and 1.5 instead of 1 and 1) it takes 37.')
    expect(enoughWords(names, against, { variant: 20, baseline: 18 })[1]).toContain(
      '17 seeds a side: these are enough.',
    )
    const never = { ...against, enough: { ...needed, needed: null, neededAtUpperSd: null } }
    expect(enoughWords(names, never, { variant: 5, baseline: 5 })[1]).toContain('more than 10,000 seeds a side')
    expect(enoughWords(names, { ...against, welch: null }, { variant: 1, baseline: 5 })[0]).toContain('One seed')
  })

  it('says what one variant alone tells, and how often its intervals hold', () => {
    expect(aloneWords('A', 1, null)).toBe('A has 1 finished seed: two at least are needed for a standard deviation.')
    expect(aloneWords('A', 5, { sd: 1, upperSd: 1.56, smallest: 2.02, smallestAtUpperSd: 3.15 })).toContain(
      '5 + 5 seeds with the SD of A (1) tell a difference of 2.02',
    )
    expect(coverageWords(null, 5, question())).toContain('From ten finished seeds on (5 now)')
    const coverage = [{ n: 3, share: 0.75, error: 0.0137, draws: 1_000 }]
    expect(coverageWords(coverage, 20, question())).toContain('hold the mean of all 20: N = 3: 75 ± 1.4 %.')
  })

  it('names the baseline, the method and the correction; a p-value is never 0', () => {
    expect(againstNote(undefined, question())).toContain('Pin a variant')
    expect(againstNote('B', question())).toMatch(/against B\..*2,000 resamples, seed 1.*Holm/)
    expect([pWords(0), pWords(0.0446)]).toEqual(['below 0.001', '0.045'])
  })
})
