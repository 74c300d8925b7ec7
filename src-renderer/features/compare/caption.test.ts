import { describe, expect, it } from 'vitest'
import { captionOf, type CaptionVariant } from './caption.ts'

const variant = (label: string, change: Partial<CaptionVariant['curve']> = {}): CaptionVariant => ({
  label,
  curve: {
    x: [0, 1],
    falls: [],
    recordedPoints: 20,
    unionPoints: 2,
    seeds: { total: 10, finished: 10, running: 0, queued: 0, endedEarly: 0 },
    ...change,
  },
})
const plain = (x: number) => String(x)

describe('the caption', () => {
  it('says centre, band, method, N and points', () => {
    const text = captionOf([variant('A'), variant('B')], true, 'envSteps', [1, 1], plain)
    expect(text).toBe(
      'Mean over 10 seeds with its 95 % t-interval; each seed counts with its last recorded value at or before ' +
        'x; 40 recorded points, unsmoothed; faint lines are single seeds.',
    )
  })
  it('names who has fewer seeds from where', () => {
    const text = captionOf(
      [
        variant('A', {
          falls: [{ x: 312_000, n: 9 }],
          seeds: { total: 10, finished: 9, running: 0, queued: 0, endedEarly: 1 },
        }),
      ],
      false,
      'envSteps',
      [1],
      plain,
    )
    expect(text).toContain('A has 9 seeds after 312000 env steps: 1 run ended before the budget.')
  })
  it('names the axis’s unit', () => {
    const text = captionOf([variant('A', { falls: [{ x: 2_000, n: 9 }] })], false, 'computeMs', [1], (ms) =>
      String(ms / 1_000),
    )
    expect(text).toContain('after 2 s')
  })
  it('is honest about one seed, several updates a point, thinning and what still trains', () => {
    const text = captionOf(
      [variant('A', { unionPoints: 9, seeds: { total: 2, finished: 0, running: 1, queued: 1, endedEarly: 0 } })],
      false,
      'envSteps',
      [5],
      plain,
    )
    expect(text).toContain('Mean over 1 seed, which is too few for an interval')
    expect(text).toContain('thinned for drawing only')
    expect(text).toContain('up to 5 updates')
    expect(text).toContain('2 runs are still to finish')
  })
  it('says when there is nothing', () => {
    const nothing = (running: number) =>
      captionOf(
        [variant('A', { x: [], seeds: { total: 2, finished: 2 - running, running, queued: 0, endedEarly: 0 } })],
        true,
        'envSteps',
        [1],
        plain,
      )
    expect(nothing(1)).toBe('Nothing is recorded of this metric yet.')
    expect(nothing(0)).toBe('These runs recorded nothing of this metric; another one may say more.')
  })
})
