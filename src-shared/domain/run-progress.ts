import type { Run, RunStatus } from './run.ts'

/** What a set of runs adds up to: how many are in which state, how far they are and how long they still take. */
export interface Summary {
  total: number
  counts: Record<RunStatus, number>
  /** 0 to 1: the mean over the runs; an ended run counts as done. */
  fraction: number
  /** Of the runs that train now, in env steps a second. */
  stepsPerSecond: number | null
  /** Mean over the runs that have one. */
  lastReturn: number | null
  /** Mean over the runs that have one. */
  lastEvaluationReturn: number | null
}

const noRuns: Record<RunStatus, number> = {
  queued: 0,
  running: 0,
  paused: 0,
  finished: 0,
  cancelled: 0,
  interrupted: 0,
  failed: 0,
}

export const isActive = (status: RunStatus): boolean =>
  status === 'queued' || status === 'running' || status === 'paused'
export const canRequeue = (status: RunStatus): boolean =>
  status === 'cancelled' || status === 'interrupted' || status === 'failed'

export function summarise(runs: readonly Run[]): Summary {
  const counts = { ...noRuns }
  let fractions = 0
  let steps = 0
  let stepping = 0
  for (const run of runs) {
    counts[run.status]++
    fractions += isActive(run.status) ? run.progress.fraction : 1
    if (run.status === 'running' && run.progress.stepsPerSecond !== null) {
      steps += run.progress.stepsPerSecond
      stepping++
    }
  }
  return {
    total: runs.length,
    counts,
    fraction: runs.length === 0 ? 0 : fractions / runs.length,
    stepsPerSecond: stepping === 0 ? null : steps,
    lastReturn: mean(runs.map((run) => run.progress.lastReturn)),
    lastEvaluationReturn: mean(runs.map((run) => run.progress.lastEvaluationReturn)),
  }
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

/** "2 running, 3 queued, 1 failed"; what there is none of isn't named. */
export function summaryWords(counts: Record<RunStatus, number>): string {
  const order: RunStatus[] = ['running', 'paused', 'queued', 'finished', 'cancelled', 'interrupted', 'failed']
  return order
    .filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${status}`)
    .join(', ')
}
