import type { Run } from '../../../src-shared/domain/run.ts'
import { formatCount, formatNumber, plural } from '../../../src-shared/words/format.ts'

type Live = Pick<Run, 'status' | 'progress'>

/** What some runs have done together: env steps, or updates where none of them takes any. */
export function stepsOf(runs: readonly Live[]): string {
  const sum = (of: (run: Live) => number) => runs.reduce((total, run) => total + of(run), 0)
  const envSteps = sum(({ progress }) => progress.envSteps)
  if (envSteps > 0) return formatCount(envSteps)
  const updates = sum(({ progress }) => progress.update)
  return updates > 0 ? plural(updates, 'update') : ''
}

/** How fast those of them are that train now. */
export function speedOf(runs: readonly Live[]): string {
  const training = runs.filter(({ status }) => status === 'running')
  if (training.length === 0) return ''
  if (training.every(({ progress }) => progress.envSteps === 0)) {
    const perSecond = training.reduce(
      (sum, { progress }) => sum + (progress.computeMs > 0 ? (1_000 * progress.update) / progress.computeMs : 0),
      0,
    )
    return perSecond > 0 ? `${formatNumber(perSecond)} upd.` : ''
  }
  return formatCount(Math.round(training.reduce((sum, { progress }) => sum + (progress.stepsPerSecond ?? 0), 0)))
}

/** The mean of their last returns. */
export function returnOf(runs: readonly Live[]): string {
  const returns = runs
    .map(({ progress }) => progress.lastReturn ?? progress.lastEvaluationReturn)
    .filter((value) => value !== null)
  return returns.length === 0 ? '' : formatNumber(returns.reduce((sum, value) => sum + value, 0) / returns.length)
}
