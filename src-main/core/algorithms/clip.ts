// Proximal policy optimization with the clipped objective. What to read, from collecting to the step:
//
// - `../rollout/collect-steps.ts`: T steps of N copies; `../rollout/batch.ts`: the batch of N T rows
// - `estimate.ts`: collecting and Psi, which is the advantage estimate A_t here
// - `critic.ts`: V(s_t) and its fit; `../estimators/generalized-advantage.ts`: A_t, and the critic's targets
// - this file: the update, and the clipped surrogate
// - `ascent.ts`: policy and critic side by side, and what the step did
// - `../rollout/minibatch-order.ts`: each epoch's shuffle; `policy-fit.ts`: epochs of minibatches
// - `objective.ts`: the objective of a minibatch and its gradient; `value-loss.ts`: L^VF
// - `policy-workspace.ts`: the policy on a minibatch, r_t; `../distributions/categorical.ts`: log pi, entropy, KL
// - `../updates/optimiser.ts`: the step

import type { UpdateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import { ascend } from './ascent.ts'
import { estimate, fitCriticAfterwards } from './estimate.ts'
import { atThisUpdate } from './parts.ts'
import type { Metrics } from './metrics.ts'
import type { Parts } from './parts.ts'
import { fillRatios } from './policy-workspace.ts'
import type { Surrogate } from './objective.ts'

type ClipSpec = Extract<UpdateSpec, { kind: 'clip' }>

/** L^CLIP as a sum over rows, and how many of the rows were clipped. */
interface ClippedSurrogate extends Surrogate {
  /** Samples whose ratio left [1 - epsilon, 1 + epsilon], of `samples` differentiated. */
  clipped: number
  samples: number
}

/**
 * Proximal policy optimization, algorithm 1 and equation (9) of Schulman et al. 2017, beside the chapter's KL penalty.
 * c_1 and c_2 are the critic's coefficient and the entropy coefficient; a critic that is a network of its own climbs
 * - c_1 L^VF in the same minibatches.
 */
export function* clipUpdate(parts: Parts, spec: ClipSpec, metrics: Metrics): Generator<void, void> {
  // for actor = 1, ..., N: run policy pi_theta_old in environment for T timesteps,
  // compute advantage estimates A_1, ..., A_T:
  // A_t = delta_t + (gamma lambda) delta_{t+1} + ..., delta_t = r_t + gamma V(s_{t+1}) - V(s_t)      (11), (12)
  yield* estimate(parts, metrics)

  // L^CLIP(theta) = E_t[ min(r_t(theta) A_t, clip(r_t(theta), 1 - epsilon, 1 + epsilon) A_t) ]       (7)
  const epsilon = atThisUpdate(parts, spec.clipSchedule, spec.clip)
  const surrogate = clippedSurrogate(epsilon)

  // Optimize L^{CLIP+VF+S}(theta) = E_t[ L^CLIP - c_1 L^VF + c_2 S[pi_theta](s_t) ] with respect to theta, with K
  // epochs and minibatch size M <= N T                                                              (9)
  yield* ascend(parts, spec, surrogate, 0, spec.targetKl, metrics)
  metrics.clipFraction = surrogate.clipped / surrogate.samples
  yield* fitCriticAfterwards(parts, metrics)
  // theta_old <- theta: what is collected next is drawn from the policy as it is by then.
}

/**
 * The sum over t of min(r_t A_t, clip(r_t, 1 - epsilon, 1 + epsilon) A_t), r_t = pi_theta(a_t|s_t) /
 * pi_theta_old(a_t|s_t).
 */
export function clippedSurrogate(epsilon: number): ClippedSurrogate {
  const low = 1 - epsilon
  const high = 1 + epsilon
  const surrogate: ClippedSurrogate = {
    clipped: 0,
    samples: 0,
    differentiate(workspace, count, weight) {
      const { psiB, ratiosB, coefficientsB } = workspace
      fillRatios(workspace, count)
      let sum = 0
      let clipped = 0
      for (let b = 0; b < count; b++) {
        const advantage = psiB[b]!
        const ratio = ratiosB[b]!
        if (ratio < low || ratio > high) clipped++
        // The minimum is the clipped term, which is flat, where the ratio has already gone further than epsilon the way
        // the advantage wants it.
        if (advantage > 0 ? ratio > high : ratio < low) {
          coefficientsB[b] = 0
          sum += (advantage > 0 ? high : low) * advantage
        } else {
          // d r_t / d log pi_theta(a_t|s_t) = r_t
          coefficientsB[b] = weight * ratio * advantage
          sum += ratio * advantage
        }
      }
      surrogate.clipped += clipped
      surrogate.samples += count
      return sum
    },
    evaluate(workspace, count) {
      const { psiB, ratiosB } = workspace
      fillRatios(workspace, count)
      let sum = 0
      for (let b = 0; b < count; b++) {
        const advantage = psiB[b]!
        const ratio = ratiosB[b]!
        sum += advantage > 0 ? Math.min(ratio, high) * advantage : Math.max(ratio, low) * advantage
      }
      return sum
    },
  }
  return surrogate
}
