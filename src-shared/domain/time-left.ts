import { hasEnded } from './run.ts'
import type { Run } from './run.ts'
import type { BudgetSpec } from './spec.ts'

/** Below this share of its budget a run's pace says nothing yet. */
const smallestTellingFraction = 0.005

/** Compute time that a run still needs, in ms, from its own pace so far; null while that says nothing. */
export function remainingMs(run: Run, budget: BudgetSpec): number | null {
  if (hasEnded(run)) return 0
  const { fraction, computeMs } = run.progress
  if ('seconds' in budget) return Math.max(0, budget.seconds * 1_000 - computeMs)
  if (fraction < smallestTellingFraction || computeMs === 0) return null
  return (computeMs * (1 - fraction)) / fraction
}

/**
 * What each run of one experiment that has not ended still needs, in ms. A run without a pace of its own is expected to
 * take as long as the others of its variant, or as `estimatedMs` says, or as the others of its experiment; null while
 * nothing is known of one of them.
 */
export function remainingMsOfEach(
  runs: readonly Run[],
  budget: BudgetSpec,
  estimatedMs: (variantIndex: number) => number | null = () => null,
): number[] | null {
  const known = runs
    .map((run) => ({ variantIndex: run.variantIndex, ms: wholeMs(run, budget) }))
    .filter((entry): entry is { variantIndex: number; ms: number } => entry.ms !== null)
  const expectations = new Map<number, number | null>()
  const expected = (variantIndex: number): number | null => {
    let ms = expectations.get(variantIndex)
    if (ms === undefined) {
      ms =
        mean(known.filter((entry) => entry.variantIndex === variantIndex)) ?? estimatedMs(variantIndex) ?? mean(known)
      expectations.set(variantIndex, ms)
    }
    return ms
  }
  const left: number[] = []
  for (const run of runs) {
    if (hasEnded(run)) continue
    const ms = remainingMs(run, budget) ?? expected(run.variantIndex)
    if (ms === null) return null
    left.push(ms)
  }
  return left
}

/** Seconds until the last of these pieces of work is done, when `trainers` share them. */
export function secondsSideBySide(remaining: readonly number[], trainers: number): number {
  const sumMs = remaining.reduce((sum, ms) => sum + ms, 0)
  const longestMs = remaining.reduce((longest, ms) => Math.max(longest, ms), 0)
  return Math.max(longestMs, sumMs / Math.max(1, trainers)) / 1_000
}

/**
 * Seconds until the last of these runs of one experiment ends, with `trainers` at work on nothing else; null while no
 * pace is known.
 */
export function secondsLeft(runs: readonly Run[], budget: BudgetSpec, trainers: number): number | null {
  const remaining = remainingMsOfEach(runs, budget)
  return remaining === null ? null : secondsSideBySide(remaining, trainers)
}

/** How long a run takes from beginning to end, as far as it has shown. */
function wholeMs(run: Run, budget: BudgetSpec): number | null {
  const { fraction, computeMs } = run.progress
  if (run.status === 'finished') return computeMs
  if ('seconds' in budget) return budget.seconds * 1_000
  return fraction < smallestTellingFraction || computeMs === 0 ? null : computeMs / fraction
}

const mean = (list: readonly { ms: number }[]): number | null =>
  list.length === 0 ? null : list.reduce((sum, entry) => sum + entry.ms, 0) / list.length
