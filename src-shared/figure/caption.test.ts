import { describe, expect, it } from 'vitest'
import type { MetricName } from '../domain/metric.ts'
import { boundsWords, captionOf, type CaptionInput, type CaptionVariant } from './caption.ts'

const variant = (label: string, change: Partial<CaptionVariant['curve']> = {}): CaptionVariant => ({
  label,
  curve: {
    x: [0, 1],
    n: [10, 10],
    falls: [],
    ends: null,
    recordedPoints: 20,
    unionPoints: 2,
    seeds: { total: 10, finished: 10, running: 0, queued: 0, endedEarly: 0 },
    goesBack: false,
    ...change,
  },
})
const caption = (variants: CaptionVariant[], change: Partial<CaptionInput> & { metric?: MetricName } = {}) =>
  captionOf({
    metrics: [{ metric: change.metric ?? 'return', variants }],
    x: 'envSteps',
    centre: 'mean',
    band: 't',
    smoothing: { kind: 'none' },
    showSeeds: false,
    recordEvery: [1],
    formatX: String,
    unitX: 'env steps',
    ...change,
  })
const oneEnded = { total: 10, finished: 9, running: 0, queued: 0, endedEarly: 1 }
const seconds = (ms: number) => String(ms / 1_000)

describe('the caption', () => {
  it('says which forks are drawn from where they left', () => {
    expect(caption([variant('A'), variant('B')], { movedForks: [{ label: 'B', by: 400 }] })).toContain(
      'Forks are drawn from where they left (B at 400 env steps); statistics count each run’s own.',
    )
    expect(caption([variant('A'), variant('B')])).not.toContain('Forks')
  })
  it('says centre, band, method, N and points', () => {
    expect(caption([variant('A'), variant('B')], { showSeeds: true })).toBe(
      'Mean over 10 seeds with its 95 % t-interval; each seed counts with its last recorded value at or before ' +
        'x; 40 recorded points, unsmoothed; faint lines are single seeds.',
    )
  })
  it('names who has fewer seeds from where', () => {
    const text = caption([variant('A', { falls: [{ x: 312_000, n: 9, running: false }], seeds: oneEnded })])
    expect(text).toContain('A has 9 seeds after 312000 env steps: 1 run ended before the budget.')
  })
  it('says that a live mean goes on over fewer seeds because others are not that far yet', () => {
    const seeds = { total: 3, finished: 1, running: 1, queued: 1, endedEarly: 0 }
    const text = caption([variant('A', { n: [3, 1], falls: [{ x: 50, n: 1, running: true }], seeds })])
    expect(text).toContain('A has 1 seed after 50 env steps: 2 runs are not that far yet.')
    expect(text).toContain('where there are at least 3')
  })
  it('names the axis’s unit', () => {
    const falls = [{ x: 2_000, n: 9, running: false }]
    expect(
      caption([variant('A', { falls, seeds: oneEnded })], { x: 'computeMs', formatX: seconds, unitX: 's' }),
    ).toContain('after 2 s')
  })
  it('explains where a curve ends before its last seed, and what the table is of', () => {
    const uneven = variant('A', { ends: { first: 12_000, last: 15_000 } })
    const even = variant('B', { ends: { first: 9_000, last: 9_000 } })
    expect(caption([uneven, even], { x: 'computeMs', formatX: seconds, unitX: 's' })).toContain(
      'A curve ends with its first seed to reach the budget (A at 12 of 15 s); the table’s values are taken at the ' +
        'last env steps that all finished seeds reached.',
    )
    expect(caption([uneven])).not.toMatch(/curve ends|table/)
  })
  it('is honest about one seed, several updates a point, thinning and what still trains', () => {
    const seeds = { total: 2, finished: 0, running: 1, queued: 1, endedEarly: 0 }
    const text = caption([variant('A', { n: [1, 1], unionPoints: 9, seeds })], { recordEvery: [5] })
    expect(text).toContain('Mean over 1 seed, too few for an interval: the seeds are drawn instead')
    expect(text).toContain('thinned for drawing only')
    expect(text).toContain('up to 5 updates')
    expect(text).toContain('2 runs are still to finish')
  })
  it('says at which multiples evaluations are drawn, where they are', () => {
    const evaluatedEvery = [5_000, 5_000]
    expect(caption([variant('A')], { metric: 'evaluationReturn', evaluatedEvery })).toContain(
      'Evaluations are drawn at the multiples of 5,000 env steps that they were made for',
    )
    expect(caption([variant('A')], { metric: 'evaluationReturn', evaluatedEvery, x: 'updates' })).not.toContain(
      'multiples',
    )
    expect(caption([variant('A')], { metric: 'return', evaluatedEvery })).not.toContain('multiples')
    expect(caption([variant('A')], { metric: 'evaluationReturn' })).not.toContain('multiples')
  })
  it('says where intervals were cut', () => {
    expect(caption([variant('A')], { cutAt: [{ low: 0, high: 500 }] })).toContain(
      'Intervals are cut at what is possible: 0 to 500.',
    )
    expect(boundsWords({ low: -Infinity, high: 0 })).toBe('at most 0')
    expect(boundsWords({ low: 0, high: Infinity })).toBe('at least 0')
  })
  it('names each centre and band, and that of three seeds the IQM is the mean', () => {
    const text = (change: Partial<CaptionInput>) => caption([variant('A')], change)
    expect(text({ band: 'sd' })).toContain('Mean over 10 seeds with one standard deviation on either side;')
    expect(text({ centre: 'median', band: 'range' })).toContain(
      'Median over 10 seeds with the range from the lowest seed to the highest;',
    )
    expect(text({ centre: 'iqm', band: 'bootstrap' })).toContain(
      'Interquartile mean over 10 seeds with its 95 % bootstrap interval (percentile; 2,000 resamples of the seeds, the ' +
        'same at every x, from seed 1);',
    )
    expect(text({ centre: 'iqm', band: 'none' })).toContain('Interquartile mean over 10 seeds, without a band;')
    expect(text({ centre: 'iqm' })).not.toContain('is the mean')
    expect(caption([variant('A', { n: [3, 3] })], { centre: 'iqm' })).toContain(
      'of fewer than 4 seeds the interquartile mean is the mean',
    )
  })
  it('says how it is smoothed, grouped and scaled, and which seeds came later', () => {
    const text = (change: Partial<CaptionInput>) => caption([variant('A')], change)
    expect(text({ smoothing: { kind: 'ema', weight: 0.6 } })).toContain(
      'each seed smoothed by a moving average of weight 0.6, as TensorBoard’s, before they are put together; what is ' +
        'not smoothed stays faint behind',
    )
    expect(text({ smoothing: { kind: 'running-mean', episodes: 1_000 } })).toContain('running mean over 1,000 episodes')
    expect(text({ grouped: ['learning rate'] })).toContain('Runs that are alike in learning rate make one curve.')
    expect(text({ undrawable: 3 })).toContain('3 points at or below zero can’t be drawn on a log scale.')
    expect(text({ addedSeeds: [{ label: 'A', seeds: [11, 12] }] })).toContain(
      'Seeds were added after the first ones had been queued: A 11, 12.',
    )
  })
  it('says that over a metric that goes back seeds are paths', () => {
    const text = caption([variant('A', { x: [], n: [], goesBack: true })], { x: 'kl' })
    expect(text).toBe(
      'Single seeds as paths, in the order of their updates, through 20 recorded points: KL to the previous policy goes ' +
        'back, so there is no centre and no band.',
    )
  })
  it('says when there is nothing', () => {
    const nothing = (running: number) =>
      caption([
        variant('A', {
          x: [],
          n: [],
          recordedPoints: 0,
          seeds: { total: 2, finished: 2 - running, running, queued: 0, endedEarly: 0 },
        }),
      ])
    expect(nothing(1)).toBe('No value of this metric is recorded yet.')
    expect(nothing(0)).toBe('These runs did not record this metric. Choose another one.')
    expect(caption([])).toBe('All variants are hidden.')
  })
})
