import { describe, expect, test } from 'vitest'
import type { ImportancePoint, ImportanceResult } from '../../domain/lab-results/importance.ts'
import { blowsUpFrom, firstPlace, importanceFound, importanceWords } from './importance.ts'

const about = (value: number, half: number) => ({ value, low: value - half, high: value + half })
const point = (distance: number, changes: Partial<ImportancePoint> = {}): ImportancePoint => ({
  distance,
  truth: about(0.5, 0),
  ordinary: about(0.6, 0.65),
  selfNormalised: about(0.7, 0.3),
  perDecision: about(0.6, 0.65),
  effectiveSampleSize: 100,
  largestWeight: 12,
  largestShare: 0.41,
  meanWeight: 1,
  kl: about(3, 0),
  histogram: { counts: [500], shares: [1] },
  exact: null,
  ...changes,
})
const result = (points: ImportancePoint[], changes: Partial<ImportanceResult> = {}): ImportanceResult => ({
  lab: 'importance',
  trajectories: 500,
  envSteps: 9_526,
  recorded: false,
  discount: 1,
  edgesLog10: [-5, 1],
  truth: { kind: 'exact' },
  points,
  ...changes,
})

describe('what was found', () => {
  const apart = result([
    point(0),
    point(0.44, { effectiveSampleSize: 24 }),
    point(0.96, { effectiveSampleSize: 5, selfNormalised: about(0.73, 0.15) }),
    point(1, { effectiveSampleSize: 2, selfNormalised: about(0.73, 0.15), perDecision: about(0.6, 0.26) }),
  ])

  test('names where it blows up, the heaviest trajectory, and which interval misses the exact truth', () => {
    expect(blowsUpFrom(apart)).toBe(0.44)
    expect(firstPlace(apart)).toBe(1)
    expect(importanceFound(apart)).toEqual([
      'From distance **0.44** on the effective sample size is under 5 % of 500, and no estimate is to be trusted.',
      'At 0.44 one trajectory carries **41 %** of the weight, and the ordinary interval is **1.3** wide.',
      'From 0.96 on the self-normalised interval misses: at 1.00 it says [0.58, 0.88], the truth is **0.5**.',
      'Per decision does not help here: its interval is not narrower than the ordinary one.',
      'The truth is exact: J is solved from the model.',
    ])
    expect(importanceFound(apart, 3)[3]).toBe(
      'Per decision helps: its interval is **60 %** narrower than the ordinary one.',
    )
    const missing = result([point(1, { perDecision: about(1, 0.26) })])
    expect(importanceFound(missing)).toContain(
      'The per decision interval is **60 %** narrower than the ordinary one, and misses the truth.',
    )
  })

  test('says nothing of misses where the truth is sampled, and what a model would expect where there is one', () => {
    const sampled = importanceFound({ ...apart, discount: 0.9, truth: { kind: 'sampled', episodes: 1_000 } })
    expect(sampled.join(' ')).not.toContain('misses')
    expect(sampled.at(-1)).toContain('J_γ, γ = 0.9 from 1,000 episodes')
    const exact = { effectiveSampleShare: 0.004, ordinaryVariance: 1, perDecisionVariance: 1 }
    expect(importanceFound(result([point(1, { exact })]))).toContain(
      'By the model 500 trajectories are worth **2** there; these show 100: the heaviest ones were not drawn.',
    )
  })

  test('weights whose mean is clearly below 1 are told of, however many seem to count', () => {
    const says = (meanWeight: number) => importanceFound(result([point(1, { meanWeight })])).join(' ')
    // With cv = 2 and 500 trajectories the mean is known to 1.96 * 2 / sqrt(500) = 18 % of itself.
    expect(says(0.8)).toContain('The weights’ mean is **0.8** and should be near 1')
    expect(says(0.9)).not.toContain('should be near 1')
  })

  test('of a data set names no distance', () => {
    const found = importanceFound(result([point(1, { ordinary: null })], { recorded: true }))
    expect(found[0]).toBe('The effective sample size is **100** of 500 recorded trajectories.')
    expect(found[1]).toBe(
      'One trajectory carries **41 %** of the weight, and the ordinary estimate is beyond what numbers hold.',
    )
  })

  test('the table has a row for each distance, and leaves empty what is not known', () => {
    const [head, ...rows] = importanceWords.table({ ...apart, points: [point(0.5, { truth: null })] })
    expect(rows).toHaveLength(1)
    const cell = (name: string) => rows[0]![head!.indexOf(name)]
    expect([cell('distance'), cell('truth'), cell('ordinaryHigh')]).toEqual([0.5, null, 1.25])
  })
})
