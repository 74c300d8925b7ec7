import { takeSmallerSteps } from '../../core/learner-error.ts'
import type { LearnerState, PolicySnapshot } from '../../core/algorithms/learner.ts'
import { metricDefinition } from '../../../src-shared/domain/metric.ts'
import type { MetricName } from '../../../src-shared/domain/metric.ts'
import type { MetricValues } from './recorder.ts'

/**
 * Training went off to infinity, or to no number at all. The run fails with this sentence; what was recorded before is
 * kept.
 */
export class Divergence extends Error {
  override name = 'Divergence'
  constructor(update: number, what: string) {
    super(`Training diverged in update ${update}: ${what}. ${takeSmallerSteps}`)
  }
}

/** @throws Divergence for the first metric of an update that is not a finite number. */
export function refuseDivergence(values: MetricValues, update: number): void {
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined || Number.isFinite(value)) continue
    const { label } = metricDefinition(key as MetricName)
    throw new Divergence(update, `the ${label} is ${Number.isNaN(value) ? 'not a number' : 'infinite'}`)
  }
}

/**
 * Every parameter is looked at where a state is kept: no checkpoint and no finished run holds a network that is not
 * finite. In between the metrics tell, at no cost.
 * @throws Divergence
 */
export function refuseDivergedNetworks({ theta, criticTheta, updates }: LearnerState): void {
  if (!allFinite(theta)) throw new Divergence(updates, 'a parameter of the policy is not a finite number')
  if (criticTheta !== null && !allFinite(criticTheta))
    throw new Divergence(updates, 'a parameter of the critic is not a finite number')
}

/** Whether a snapshot can be looked at; where it can't, the run is about to fail by itself. */
export const isFinite = ({ theta, criticTheta }: PolicySnapshot): boolean =>
  allFinite(theta) && (criticTheta === null || allFinite(criticTheta))

function allFinite(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false
  return true
}
