import { describe, expect, it } from 'vitest'
import {
  mostBytesAnExperiment,
  mostBytesARun,
  planSnapshots,
  snapshotOrderOf,
  snapshotSpec,
  takenAfterUpdate,
  takenAtStart,
  usualSnapshots,
} from './snapshots.ts'
import type { Reached, SnapshotOrder, SnapshotPlan } from './snapshots.ts'

const countOf = (bytesEach: number, order: SnapshotOrder | null) => planSnapshots(order!, bytesEach).count

describe('how many are taken', () => {
  it('is 27, as far as they fit 1 MiB a run', () => {
    const order = snapshotOrderOf(undefined, [], 1)
    expect(order).toEqual({ fitInto: mostBytesARun })
    expect(countOf(2_000, order)).toBe(usualSnapshots)
    expect(countOf(Math.floor(mostBytesARun / 27), order)).toBe(27)
    expect(countOf(Math.floor(mostBytesARun / 27) + 1, order)).toBe(26)
    expect(countOf(mostBytesARun, order)).toBe(1)
    expect(countOf(mostBytesARun + 1, order)).toBe(0)
  })

  it('is the same for all runs that an experiment begins with, and together at most 100 MiB', () => {
    const [runs, bytesEach] = [1_000, 30_000]
    const plans: SnapshotPlan[] = []
    for (let run = 0; run < runs; run++)
      plans.push(planSnapshots(snapshotOrderOf(undefined, plans, runs - run)!, bytesEach))
    expect(new Set(plans.map(({ count }) => count))).toEqual(new Set([3]))
    expect(runs * 3 * bytesEach).toBeLessThanOrEqual(mostBytesAnExperiment)
  })

  it('is what is left of the 100 MiB for seeds that are added later', () => {
    const plans = Array.from({ length: 100 }, () => ({ bytesEach: mostBytesARun / 25, count: 25 }))
    expect(snapshotOrderOf(undefined, plans, 1)).toEqual({ fitInto: 0 })
    const dropped = plans.map((plan, index) => (index < 50 ? { ...plan, droppedAt: 1 } : plan))
    expect(snapshotOrderOf(undefined, dropped, 100)).toEqual({ fitInto: mostBytesARun / 2 })
  })

  it('is what the spec says, however large, or none', () => {
    expect(countOf(9 * mostBytesARun, snapshotOrderOf({ count: 5 }, [], 1_000))).toBe(5)
    expect(planSnapshots(snapshotOrderOf({ everyUpdates: 7 }, [], 1)!, 10)).toEqual({ bytesEach: 10, count: null })
    expect(snapshotOrderOf(null, [], 1)).toBeNull()
    expect(snapshotSpec.safeParse({ count: 1 }).success).toBe(false)
    expect(snapshotSpec.safeParse({ count: 5, everyUpdates: 5 }).success).toBe(false)
  })
})

describe('when they are taken', () => {
  /** Each update brings `step` further; the updates after which one is taken. */
  const taken = (
    order: SnapshotOrder,
    budget: { updates: number } | { envSteps: number } | { seconds: number },
    step: Reached,
  ) => {
    const plan = planSnapshots(order, 1)
    const reachedAfter = (update: number): Reached => ({
      updates: update * step.updates,
      envSteps: update * step.envSteps,
      seconds: update * step.seconds,
    })
    const end = Math.ceil(
      'updates' in budget
        ? budget.updates / step.updates
        : 'envSteps' in budget
          ? budget.envSteps / step.envSteps
          : budget.seconds / step.seconds,
    )
    const updates = takenAtStart(order, plan) ? [0] : []
    for (let update = 1; update <= end; update++) {
      const [before, after] = [reachedAfter(update - 1), reachedAfter(update)]
      if (takenAfterUpdate(order, plan, budget, { before, after, spent: update === end })) updates.push(update)
    }
    return updates
  }
  const step = { updates: 1, envSteps: 128, seconds: 0.25 }

  it('is at the start, the end, and the first update at or beyond each even share between', () => {
    expect(taken({ count: 5 }, { updates: 10 }, step)).toEqual([0, 3, 5, 8, 10])
    expect(taken({ count: 5 }, { updates: 8 }, step)).toEqual([0, 2, 4, 6, 8])
    // 250, 500, 750 and 1,000 env steps.
    expect(taken({ count: 5 }, { envSteps: 1_000 }, step)).toEqual([0, 2, 4, 6, 8])
    expect(taken({ count: 5 }, { seconds: 3 }, step)).toEqual([0, 3, 6, 9, 12])
  })

  it('is once, where one update passes several shares', () => {
    expect(taken({ count: 27 }, { updates: 3 }, step)).toEqual([0, 1, 2, 3])
    expect(taken({ count: 27 }, { updates: 1 }, step)).toEqual([0, 1])
  })

  it('is exactly as often as planned, where there are enough updates', () => {
    for (const updates of [26, 27, 100, 999_983])
      expect(taken({ count: 27 }, { updates }, { ...step, updates: 1 })).toHaveLength(27)
  })

  it('is the end alone, where one fits, and never where none does', () => {
    expect(taken({ count: 1 }, { updates: 10 }, step)).toEqual([10])
    expect(taken({ count: 0 }, { updates: 10 }, step)).toEqual([])
    expect(taken({ count: 2 }, { updates: 10 }, step)).toEqual([0, 10])
  })

  it('is every so many updates, with the start and the end', () => {
    expect(taken({ everyUpdates: 4 }, { envSteps: 1_280 }, step)).toEqual([0, 4, 8, 10])
  })
})
