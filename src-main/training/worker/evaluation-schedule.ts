import type { TrainJob } from '../protocol/job.ts'

/** Whether the policy is evaluated now; `steps` is the number of env steps that the evaluation stands for. */
export type Due = { due: false } | { due: true; steps?: number }

type Schedule = Pick<TrainJob, 'evaluation' | 'budget'>

/** Before the first update: only where evaluations go by env steps, which begin at 0. */
export const dueAtTheStart = ({ evaluation }: Schedule): Due =>
  typeof evaluation?.every === 'object' ? { due: true, steps: 0 } : { due: false }

/**
 * After an update. By env steps it is due with the first update at or beyond a multiple, and stands for that multiple
 * (of several that one update passed, the last), so that seeds whose updates take different steps share their x. The
 * last update stands for the budget. It hangs on nothing but where the run stood before and after the update, so a run
 * that was paused goes on as if it had not been.
 */
export function dueAfterUpdate(
  { evaluation, budget }: Schedule,
  {
    updates,
    envStepsBefore,
    envSteps,
    spent,
  }: { updates: number; envStepsBefore: number; envSteps: number; spent: boolean },
): Due {
  if (evaluation === null) return { due: false }
  const { every } = evaluation
  if (typeof every === 'number') return { due: spent || updates % every === 0 }
  const multiple = Math.floor(envSteps / every.envSteps) * every.envSteps
  if (spent && 'envSteps' in budget) return { due: true, steps: budget.envSteps }
  if (multiple > envStepsBefore) return { due: true, steps: multiple }
  return spent ? { due: true, steps: envSteps } : { due: false }
}
