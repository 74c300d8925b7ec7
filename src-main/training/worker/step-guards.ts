import type { MetricValues } from './recorder.ts'

/** In how many updates the guard of a natural step acted, for a warning beside the run. */
export interface StepGuards {
  /** Counts an update; gives the warning for the run's log where the guard acts for the first time. */
  note(values: MetricValues, update: number): string | undefined
  /** The counts in a sentence, for the run's end; undefined where the guard never acted. */
  summary(updates: number): string | undefined
  save(): StepGuardCounts
  load(counts: StepGuardCounts): void
}

export interface StepGuardCounts {
  /** Updates whose step was halved, because its KL was above the limit. */
  halved: number
  /** Updates without a step, because the gradient was only rounding error. */
  stayed: number
}

export function createStepGuards(): StepGuards {
  let counts: StepGuardCounts = { halved: 0, stayed: 0 }
  return {
    note({ stepHalvings = 0, noDirection = 0 }, update) {
      const before = counts
      counts = {
        halved: before.halved + (stepHalvings > 0 ? 1 : 0),
        stayed: before.stayed + noDirection,
      }
      if (before.halved === 0 && counts.halved > 0)
        return (
          `Update ${update} halved its step, because its KL was above the limit: δ holds to second order only. ` +
          'The metric “step halvings” shows the updates after it.'
        )
      if (before.stayed === 0 && counts.stayed > 0)
        return (
          `Update ${update} took no step, because its gradient was only rounding error. ` +
          'The metric “updates without a step” shows the updates after it.'
        )
      return undefined
    },
    summary(updates) {
      const { halved, stayed } = counts
      const parts = [
        halved > 0 ? `${halved} of ${updates} updates halved their step to keep the KL within its limit` : null,
        stayed > 0
          ? `${stayed} of ${updates} updates took no step, because their gradient was only rounding error`
          : null,
      ].filter((part) => part !== null)
      return parts.length === 0 ? undefined : `${parts.join('; ')}.`
    },
    save: () => ({ ...counts }),
    load(saved) {
      counts = { ...saved }
    },
  }
}
