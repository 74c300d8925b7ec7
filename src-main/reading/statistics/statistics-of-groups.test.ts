import { describe, expect, it } from 'vitest'
import { statisticsAnswer, statisticsParams } from '../../../src-shared/contract/statistics.ts'
import type { StatisticsAnswer } from '../../../src-shared/contract/statistics.ts'
import { experimentId, runId } from '../../../src-shared/domain/ids.ts'
import type { RunStatus } from '../../../src-shared/domain/run.ts'
import { meanInterval } from '../../statistics/intervals.ts'
import { welchDifference } from '../../statistics/two-variants.ts'
import type { SeedOfGroup } from './group.ts'
import { statisticsOfGroups } from './statistics-of-groups.ts'

/** A run whose values stand at 0, 100, 200 and so on. */
const run = (seed: number, values: readonly number[], runStatus: RunStatus = 'finished'): SeedOfGroup => ({
  runId: runId.parse(seed.toString(16).padStart(32, '0')),
  seed,
  runStatus,
  status: runStatus === 'finished' ? 'finished' : runStatus === 'running' ? 'running' : 'endedEarly',
  x: Float64Array.from(values, (_, i) => 100 * i),
  y: Float64Array.from(values),
})
const finals = (...values: number[]) => values.map((value, i) => run(i + 1, [0, value]))
const group = (algorithm: string, world = 'w') => ({
  variants: [{ experimentId: experimentId.parse('a'.repeat(32)), variantIndex: 0 }],
  world,
  algorithm,
})

function ask(
  asked: Record<string, unknown>,
  seeds: readonly (readonly SeedOfGroup[])[],
): { answer: StatisticsAnswer; steps: number } {
  const params = statisticsParams.parse({
    asker: 'test',
    metric: 'return',
    axis: 'envSteps',
    centre: 'mean',
    finalOver: 1,
    threshold: null,
    anchors: null,
    ...asked,
  })
  const work = statisticsOfGroups(params, seeds)
  for (let steps = 0; ; steps++) {
    const { done, value } = work.next()
    if (done) return { answer: statisticsAnswer.parse(value), steps }
  }
}

describe('statistics of groups', () => {
  it('says of each group what counts, what is left out, and its figures', () => {
    const seeds = [
      run(1, [0, 10, 20, 30]),
      run(2, [0, 20, 40, 10]),
      run(3, [100], 'failed'),
      run(4, [50], 'running'),
      run(5, [], 'queued'),
      run(6, []),
    ]
    const [found] = ask({ groups: [group('A')], finalOver: 2 }, [seeds]).answer.groups
    expect(found!.counts).toEqual({ total: 6, finished: 3, running: 1, queued: 1, endedEarly: 1, withoutValue: 1 })
    expect(found!.range).toEqual({ from: 0, to: 300 })
    expect(found).toMatchObject({ finalOver: 2, steps: null })
    const { mean, low, high, n } = meanInterval([25, 25])!
    expect(found!.final).toEqual({ centre: mean, low, high, n })
    expect(found!.best).toMatchObject({ centre: 35, n: 2 })
    expect(found!.area!.centre).toBeCloseTo((10 + 20) / 2, 12)
    expect(found!.seeds.map(({ final }) => final)).toEqual([25, 25, null, null, null, null])
  })

  it('counts steps to a threshold of every run, also of those that never reach it', () => {
    const seeds = [run(1, [0, 5]), run(2, [0, 1, 5]), run(3, [0, 1, 1, 5]), run(4, [0, 1], 'failed'), run(5, [0, 1, 1])]
    const { steps, seeds: each } = ask({ groups: [group('A')], threshold: 5 }, [seeds]).answer.groups[0]!
    expect(steps).toMatchObject({ median: 300, low: 100, high: 'never', reached: 3, never: 2 })
    expect(each[3]!.steps).toEqual({ x: 100, reached: false })
    const never = ask({ groups: [group('A')], threshold: 50 }, [seeds]).answer.groups[0]!.steps
    expect(never).toEqual({ median: 'never', low: 'never', high: 'never', reached: 0, never: 5 })
  })

  it('doesn’t say of a run that still trains that it never reaches the threshold', () => {
    const seeds = [run(1, [0, 5]), run(2, [0, 1], 'running'), run(3, [0, 1, 1])]
    const { steps } = ask({ groups: [group('A')], threshold: 5 }, [seeds]).answer.groups[0]!
    expect(steps).toMatchObject({ reached: 1, never: 1 })
  })

  it('takes the chosen centre, with a bootstrap interval that its seed decides', () => {
    const seeds = [finals(1, 2, 3, 4, 100)]
    const iqm = (seed: number) => ask({ groups: [group('A')], centre: 'iqm', seed }, seeds).answer.groups[0]!.final!
    expect(iqm(1).centre).toBe(3)
    expect(iqm(1)).toEqual(iqm(1))
    expect(ask({ groups: [group('A')], centre: 'median' }, seeds).answer.groups[0]!.final!.centre).toBe(3)
    expect(ask({ groups: [group('A')], centre: 'median' }, [finals(7)]).answer.groups[0]!.final).toEqual({
      centre: 7,
      low: null,
      high: null,
      n: 1,
    })
  })

  it('compares with the baseline of the same world, and corrects by Holm over all of them', () => {
    const baseline = finals(1, 2, 3, 4)
    const others = [finals(3, 4, 5, 9), finals(2, 3, 4, 5.5), finals(8, 9, 8, 9)]
    const { against } = ask({ groups: [group('A'), group('B'), group('C'), group('D', 'another')], baseline: 0 }, [
      baseline,
      ...others,
    ]).answer
    expect(against.map((each) => each === null)).toEqual([true, false, false, true])
    const [, b, c] = against
    expect(b!.welch).toMatchObject(welchDifference([3, 4, 5, 9], [1, 2, 3, 4]))
    const p = [b!.paired!.p, c!.paired!.p]
    expect(b!.paired!.pairs).toBe(4)
    expect(Math.min(b!.paired!.holm, c!.paired!.holm)).toBeCloseTo(2 * Math.min(...p), 12)
    expect(b!.improvement.probability).toBe((2.5 + 3.5 + 4 + 4) / 16)
    expect(c!.enough!.needed).toBeGreaterThan(4)
    expect(c!.enough!.neededAtUpperSd).toBeGreaterThan(c!.enough!.needed!)
    // Pairs differ by 1, 1, 1 and 1.5: far fewer tell that.
    expect(c!.enoughPaired!.needed).toBeLessThan(4)
  })

  it('goes by the metric’s own direction: of a loss the lowest value is best', () => {
    const seeds = [[run(1, [9, 3, 5]), run(2, [9, 4, 6])], finals(8, 9)]
    const asked = { groups: [group('A'), group('B')], baseline: 1, metric: 'criticLoss', threshold: 5 }
    const { groups, against } = ask(asked, seeds).answer
    expect(groups[0]!.best!.centre).toBe(3.5)
    expect(groups[0]!.steps).toMatchObject({ median: 100, reached: 2 })
    expect(against[0]!.improvement.probability).toBe(1)
  })

  it('pairs only seeds that each side has run once', () => {
    const twice = [run(1, [0, 5]), run(1, [0, 6]), run(2, [0, 5]), run(3, [0, 7]), run(9, [0, 7])]
    const { against } = ask({ groups: [group('A'), group('B')], baseline: 0 }, [finals(1, 2, 3), twice]).answer
    expect(against[1]!.paired).toMatchObject({ pairs: 2, difference: (3 + 4) / 2 })
    const alone = ask({ groups: [group('A'), group('B')], baseline: 0 }, [finals(1), finals(2)]).answer.against[1]
    expect(alone).toEqual({
      improvement: { probability: 1, low: null, high: null },
      welch: null,
      paired: null,
      enough: null,
      enoughPaired: null,
    })
  })

  it('puts worlds together between their anchors', () => {
    const groups = [group('A', 'w'), group('A', 'v'), group('B', 'w'), group('B', 'v'), group('C', 'w')]
    const seeds = [finals(5, 10), finals(-100, -50), finals(0, 5), finals(-50, 0), finals(1, 2)]
    const anchors = { w: { zero: 0, one: 10 }, v: { zero: -100, one: 0 } }
    const { aggregates } = ask({ groups, anchors, baseline: 2, profiles: true }, seeds).answer
    expect(aggregates!.worlds).toEqual(['w', 'v'])
    const [a, b, c] = aggregates!.algorithms
    // 0.5, 1 and 0, 0.5.
    expect(a).toMatchObject({ algorithm: 'A', seeds: [2, 2] })
    expect(a!.over).toMatchObject({
      mean: { value: 0.5 },
      median: { value: 0.5 },
      iqm: { value: 0.5 },
      optimalityGap: { value: 0.5 },
      improvement: { probability: (7 / 8 + 1 / 8) / 2 },
    })
    expect(a!.over!.profile!.share[0]).toBe(0.75)
    expect(b!.over!.improvement).toBeNull()
    expect(c).toMatchObject({ seeds: [2, 0], over: null })
    expect(ask({ groups, anchors: { w: anchors.w } }, seeds).answer.aggregates).toBeNull()
  })

  it('measures coverage from ten seeds on', () => {
    const zerosAndOnes = finals(...Array.from({ length: 20 }, (_, i) => i % 2))
    const { answer, steps } = ask({ groups: [group('A')], coverageOf: 0 }, [zerosAndOnes])
    const [three, five, ten, all] = answer.coverage!
    expect([three!.n, five!.n, ten!.n, all!.n]).toEqual([3, 5, 10, 20])
    expect(Math.abs(three!.share - 0.75)).toBeLessThan(4 * three!.error)
    expect(all!.share).toBeGreaterThan(0.9)
    // One draw a step, so that it can be left off.
    expect(steps).toBeGreaterThan(4_000)
    expect(ask({ groups: [group('A')], coverageOf: 0 }, [finals(1, 2, 3)]).answer.coverage).toBeNull()
  })
})
