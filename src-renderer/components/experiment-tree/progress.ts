import type { BudgetSpec } from '../../../src-shared/domain/spec.ts'
import type { Run, RunStatus } from '../../../src-shared/domain/run.ts'

/** What a set of runs adds up to: how many are in which state, how far they are and how long they still take. */
export interface Summary {
  total: number
  counts: Record<RunStatus, number>
  /** 0 to 1: the mean over the runs; an ended run counts as done. */
  fraction: number
  /** Of the runs that train now, in env steps a second. */
  stepsPerSecond: number | null
  /** Mean of the runs' last recorded evaluation returns, or of their training returns where nothing was evaluated. */
  lastReturn: number | null
}

const noRuns: Record<RunStatus, number> = { queued: 0, running: 0, paused: 0, finished: 0, cancelled: 0, interrupted: 0, failed: 0 }

export const isActive = (status: RunStatus): boolean => status === 'queued' || status === 'running' || status === 'paused'
export const canRequeue = (status: RunStatus): boolean => status === 'cancelled' || status === 'interrupted' || status === 'failed'

export function summarise(runs: readonly Run[]): Summary {
  const counts = { ...noRuns }
  let fractions = 0
  let steps = 0
  let stepping = 0
  let returns = 0
  let returning = 0
  for (const run of runs) {
    counts[run.status]++
    fractions += isActive(run.status) ? run.progress.fraction : 1
    if (run.status === 'running' && run.progress.stepsPerSecond !== null) {
      steps += run.progress.stepsPerSecond
      stepping++
    }
    const last = run.progress.lastEvaluationReturn ?? run.progress.lastReturn
    if (last !== null) {
      returns += last
      returning++
    }
  }
  return {
    total: runs.length,
    counts,
    fraction: runs.length === 0 ? 0 : fractions / runs.length,
    stepsPerSecond: stepping === 0 ? null : steps,
    lastReturn: returning === 0 ? null : returns / returning,
  }
}

/** "2 running, 3 queued, 1 failed"; what there is none of isn't named. */
export function summaryWords(counts: Record<RunStatus, number>): string {
  const order: RunStatus[] = ['running', 'paused', 'queued', 'finished', 'cancelled', 'interrupted', 'failed']
  return order
    .filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${status}`)
    .join(', ')
}

/** Below this share of its budget a run's pace says nothing yet. */
const smallestTellingFraction = 0.005

/** Compute time that a run still needs, in ms, from its own pace so far; null while that says nothing. */
export function remainingMs(run: Run, budget: BudgetSpec): number | null {
  if (!isActive(run.status)) return 0
  const { fraction, computeMs } = run.progress
  if ('seconds' in budget) return Math.max(0, budget.seconds * 1_000 - computeMs)
  if (fraction < smallestTellingFraction || computeMs === 0) return null
  return (computeMs * (1 - fraction)) / fraction
}

/**
 * Seconds until the last of these runs of one experiment ends, with `trainers` at work on nothing else; null while no pace is known.
 * A run that hasn't begun is expected to take as long as the others of its variant, or of its experiment.
 */
export function secondsLeft(runs: readonly Run[], budget: BudgetSpec, trainers: number): number | null {
  const active = runs.filter((run) => isActive(run.status))
  if (active.length === 0) return 0
  const whole = (run: Run): number | null => {
    if (run.status === 'finished') return run.progress.computeMs
    if ('seconds' in budget) return budget.seconds * 1_000
    return run.progress.fraction < smallestTellingFraction || run.progress.computeMs === 0 ? null : run.progress.computeMs / run.progress.fraction
  }
  const known = runs.map((run) => ({ variantIndex: run.variantIndex, ms: whole(run) })).filter((entry): entry is { variantIndex: number; ms: number } => entry.ms !== null)
  const mean = (list: readonly { ms: number }[]): number | null => (list.length === 0 ? null : list.reduce((sum, entry) => sum + entry.ms, 0) / list.length)
  const meanOfVariant = new Map<number, number | null>()
  const expected = (variantIndex: number): number | null => {
    const cached = meanOfVariant.get(variantIndex)
    if (cached !== undefined) return cached
    const value = mean(known.filter((entry) => entry.variantIndex === variantIndex)) ?? mean(known)
    meanOfVariant.set(variantIndex, value)
    return value
  }
  let sumMs = 0
  let longestMs = 0
  for (const run of active) {
    const ms = remainingMs(run, budget) ?? expected(run.variantIndex)
    if (ms === null) return null
    sumMs += ms
    longestMs = Math.max(longestMs, ms)
  }
  return Math.max(longestMs, sumMs / Math.max(1, trainers)) / 1_000
}
