import { autopsyUpdate } from '../../../../src-shared/catalogue/labs/autopsy.ts'
import type { AutopsyMethod, AutopsySpec } from '../../../../src-shared/catalogue/labs/autopsy.ts'
import { algorithm } from '../../algorithms/learner.ts'
import { buildLabParts } from '../lab-policy.ts'
import type { LabPolicySource, LabTools } from '../lab-policy.ts'
import { psiSpec } from '../psi.ts'

/** One update at work, always from the same theta. */
export interface StepTaker {
  method: AutopsyMethod
  /**
   * The update as a run makes it, its batch included. World and actions have the lab's seed and are drawn by the same
   * policy, so that the k-th batch of every update is the same. Returns theta_new - theta, P numbers.
   */
  step(): Generator<void, Float64Array>
}

export function stepTaker(
  spec: AutopsySpec,
  method: AutopsyMethod,
  source: LabPolicySource,
  thetaP: Float64Array,
  tools: LabTools,
): StepTaker {
  const { environment, psi, discount, trajectories, seed } = spec
  const update = autopsyUpdate(spec, method)
  const estimator = psiSpec(psi, discount)
  const parts = buildLabParts(source, { environment, estimator, update, trajectories, seed }, tools)
  const { policy, optimiser } = parts
  const memory = optimiser?.save()
  return {
    method,
    *step() {
      policy.theta.set(thetaP)
      if (memory !== undefined) optimiser!.load(memory)
      yield* algorithm(parts, {})
      return thetaP.map((before, p) => policy.theta[p]! - before)
    },
  }
}
