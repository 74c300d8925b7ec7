// Proximal policy optimization with a KL penalty. What to read, from collecting to the step:
//
// - `estimate.ts`: collecting, the baseline or critic, and Psi
// - this file: the update, and how lambda adapts
// - `surrogates.ts`: rho_h Psi_h, and the penalty from single samples
// - `ascent.ts`, `policy-fit.ts`: epochs of minibatches; `objective.ts`: surrogate, entropy, full KL, and the gradient
// - `../updates/optimiser.ts`: the step
// - `exact.ts`, `../exact/separable-argmax.ts`: the box's argmax itself, solved from the model

import type { UpdateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import { ascend } from './ascent.ts'
import { estimate, fitCriticAfterwards } from './estimate.ts'
import { perWeight } from './parts.ts'
import type { Metrics } from './metrics.ts'
import type { Parts, RunParts } from './parts.ts'
import { ratioTimesPsi } from './surrogates.ts'

type KlPenaltySpec = Extract<UpdateSpec, { kind: 'kl-penalty' }>

/**
 * Box "Proximal policy optimization", implementable: gradient ascent on
 * E[ sum_h rho_h A_h ] - lambda KL(rho_pi^k || rho_pi_theta). The KL is taken in full at the sampled states, or as the
 * box has it: + lambda log pi_theta(a_h|s_h), its estimate from the action that was taken, up to a constant.
 */
export function* klPenaltyUpdate(parts: Parts, spec: KlPenaltySpec, metrics: Metrics): Generator<void, void> {
  // Sample trajectories from pi_theta^k, and estimate A^{pi^k}(s_h, a_h)
  yield* estimate(parts, metrics)

  // max over theta of E[ sum_h rho_h A_h ] - lambda KL(rho_pi^k || rho_pi_theta): epochs of gradient ascent
  const lambda = lambdaOf(parts, spec)
  yield* spec.penalty === 'full'
    ? ascend(parts, spec, ratioTimesPsi(), lambda, null, metrics)
    : ascend(parts, spec, ratioTimesPsi(lambda), 0, null, metrics)
  metrics.lambda = lambda

  // lambda for the next update, from the KL of this one
  adaptLambda(parts, spec, metrics.kl! * perWeight(parts.batch, spec.per))
  yield* fitCriticAfterwards(parts, metrics)
}

export function lambdaOf(run: RunParts, spec: KlPenaltySpec): number {
  return spec.adaptive ? run.lambda : spec.lambda
}

/** Adaptive lambda for the next update, from the KL that this one spent: Schulman et al. 2017, section 4, in a range. */
export function adaptLambda(run: RunParts, spec: KlPenaltySpec, kl: number): void {
  if (!spec.adaptive) return
  if (kl > 1.5 * spec.targetKl) run.lambda *= 2
  else if (kl < spec.targetKl / 1.5) run.lambda /= 2
  run.lambda = Math.min(Math.max(run.lambda, spec.leastLambda ?? 0), spec.mostLambda ?? Infinity)
}
