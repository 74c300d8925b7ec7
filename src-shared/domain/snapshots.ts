import * as z from 'zod'
import type { BudgetSpec } from './budget.ts'

/**
 * Which snapshots of policy and critic a run keeps, for Inspect. Left out of a spec it is the usual: the start, the end,
 * and 25 between, as far as they fit. What a spec asks for is kept as asked.
 */
export const snapshotSpec = z
  .union([
    z
      .strictObject({
        count: z.int().min(2).max(1_000).meta({
          title: 'checkpoints',
          description: 'How many of each run, the start and the end among them, at even shares of the budget.',
          unit: 'checkpoints',
        }),
      })
      .meta({ title: 'count' }),
    z
      .strictObject({
        everyUpdates: z.int().min(1).max(1_000_000).meta({
          title: 'checkpoint every',
          description: 'One after so many updates, and one at the start and the end.',
          unit: 'updates',
        }),
      })
      .meta({ title: 'every so many updates' }),
  ])
  .nullable()
  .meta({
    title: 'checkpoints for Inspect',
    description:
      'Parameters of policy and critic at some moments of training, to look at. Usually 27 a run, as far as they fit 1 MiB ' +
      'a run and 100 MiB an experiment.',
    emptyText: 'none',
  })
export type SnapshotSpec = z.infer<typeof snapshotSpec>

/** The start, the end, and 25 between. */
export const usualSnapshots = 27
const mebibyte = 1_048_576
/** What the usual ones of a run may take together, and those of an experiment. */
export const mostBytesARun = mebibyte
export const mostBytesAnExperiment = 100 * mebibyte

/** What was decided when a run first started. */
export const snapshotPlan = z.object({
  /** What one of them takes, in bytes. */
  bytesEach: z.int().min(1),
  /** At most so many, the start and the end among them; null where they come every so many updates. */
  count: z.int().min(0).nullable(),
  /** When those taken until then were dropped, in ms since 1970; absent where they never were. */
  droppedAt: z.number().optional(),
})
export type SnapshotPlan = z.infer<typeof snapshotPlan>

/** What the snapshots of some runs are together; of runs in the bin too. */
export const snapshotUse = z.object({
  /** How many of the runs have any. */
  runs: z.int(),
  snapshots: z.int(),
  bytes: z.int(),
  /** States that were saved to go on from: what Inspect shows of a run that has no snapshots. */
  savedStates: z.int(),
})
export type SnapshotUse = z.infer<typeof snapshotUse>

/** What a trainer is told: so many, every so many updates, or as many of the usual ones as fit into so many bytes. */
export const snapshotOrder = z.union([
  z.object({ count: z.int().min(0) }),
  z.object({ everyUpdates: z.int().min(1) }),
  z.object({ fitInto: z.number().min(0) }),
])
export type SnapshotOrder = z.infer<typeof snapshotOrder>

/** `plans`: of the experiment's runs that have started; `waiting`: how many have not, with the one that starts now. */
export function snapshotOrderOf(
  spec: SnapshotSpec | undefined,
  plans: readonly SnapshotPlan[],
  waiting: number,
): SnapshotOrder | null {
  if (spec === null) return null
  return spec ?? { fitInto: bytesForARun(plans, waiting) }
}

/**
 * Runs that an experiment begins with share its bytes evenly, whichever starts first. Seeds that are added later share
 * what is left.
 */
function bytesForARun(plans: readonly SnapshotPlan[], waiting: number): number {
  const evenShare = mostBytesAnExperiment / (plans.length + waiting)
  const taken = plans.reduce((sum, plan) => (plan.droppedAt === undefined ? sum + bytesOfPlan(plan) : sum), 0)
  return Math.max(0, Math.floor(Math.min(mostBytesARun, evenShare, (mostBytesAnExperiment - taken) / waiting)))
}

const bytesOfPlan = ({ bytesEach, count }: SnapshotPlan): number => bytesEach * (count ?? 0)

/** How many a run takes that are `bytesEach` large. */
export function planSnapshots(order: SnapshotOrder, bytesEach: number): SnapshotPlan {
  if ('everyUpdates' in order) return { bytesEach, count: null }
  const count = 'count' in order ? order.count : Math.min(usualSnapshots, Math.floor(order.fitInto / bytesEach))
  return { bytesEach, count }
}

/** How far a run is, in each of what a budget may count. */
export interface Reached {
  updates: number
  envSteps: number
  seconds: number
}

/**
 * Whether one is taken before the first update: of a single one that fits, the end is the one.
 * @returns true where the start is among them
 */
export const takenAtStart = (order: SnapshotOrder, { count }: SnapshotPlan): boolean =>
  'everyUpdates' in order || count! >= 2

/**
 * Whether one is taken after an update: the first at or beyond an even share of the budget, and the last one (`spent`).
 * It hangs on nothing but where the run stood before and after the update, so a run that was paused takes the same ones.
 */
export function takenAfterUpdate(
  order: SnapshotOrder,
  { count }: SnapshotPlan,
  budget: BudgetSpec,
  { before, after, spent }: { before: Reached; after: Reached; spent: boolean },
): boolean {
  if (count === 0) return false
  if (spent) return true
  if ('everyUpdates' in order) return after.updates % order.everyUpdates === 0
  const shares = count! - 1
  const sharesAt = (reached: Reached): number => Math.floor((inBudget(budget, reached) * shares) / total(budget))
  return sharesAt(after) > sharesAt(before)
}

const total = (budget: BudgetSpec): number =>
  'envSteps' in budget ? budget.envSteps : 'updates' in budget ? budget.updates : budget.seconds
const inBudget = (budget: BudgetSpec, reached: Reached): number =>
  'envSteps' in budget ? reached.envSteps : 'updates' in budget ? reached.updates : reached.seconds
