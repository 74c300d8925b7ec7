import { ascend } from './ascent.ts'
import type { AscentSpec } from './ascent.ts'
import { estimate, fitCriticAfterwards } from './estimate.ts'
import type { Metrics } from './metrics.ts'
import type { Parts } from './parts.ts'
import { scoreTimesPsi } from './surrogates.ts'

/**
 * The boxes that climb the policy gradient, grad J = E[ sum_h grad log pi_theta(a_h|s_h) Psi_h ]. They differ in Psi
 * alone, which
 * `estimate` works out for `variant.estimator`:
 *
 * - "REINFORCE policy gradient": Psi_h = R(tau) ('total-return')
 * - "Policy gradient with Q-function": Psi_h = sum over h' >= h of r_h' ('reward-to-go')
 * - "PG with baseline": Psi_h = reward-to-go - b_h ('mean-baseline')
 * - "Policy gradient with a learned baseline": Psi_h = R_h(tau) - b_h(s_h), b learned from N separate trajectories
 *   ('learned-baseline')
 * - "PG (advantage function)": Psi_h = A_h(s_h, a_h), estimated with a critic ('advantage')
 * - "Importance sampling": stored trajectories of another policy, reweighted ('importance-sampling')
 */
export function* policyGradientUpdate(
  parts: Parts,
  spec: Omit<AscentSpec, 'epochs'>,
  metrics: Metrics,
): Generator<void, void> {
  // Sample trajectories from pi_theta^k, learn the baseline, compute Psi.
  yield* estimate(parts, metrics)
  // theta^{k+1} <- theta^k + eta_k * 1/M sum_m sum_h grad log pi_theta^k(a_h|s_h) Psi_h
  // One pass: after it the batch no longer comes from the policy, and nothing here corrects for that.
  yield* ascend(parts, { ...spec, epochs: 1 }, scoreTimesPsi(), 0, null, metrics)
  yield* fitCriticAfterwards(parts, metrics)
}
