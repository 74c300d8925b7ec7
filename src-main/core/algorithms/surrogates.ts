import type { Surrogate } from './objective.ts'
import { fillRatios } from './policy-workspace.ts'
import type { PolicyWorkspace } from './policy-workspace.ts'

/**
 * log pi(a|s) Psi: its gradient is the score times Psi. As a surrogate it is judged by the ratio's, which agrees with
 * it to first order.
 */
export function scoreTimesPsi(): Surrogate {
  return {
    differentiate(workspace, count, weight) {
      const { psiB, logProbsB, oldLogProbsB, coefficientsB } = workspace
      let sum = 0
      for (let b = 0; b < count; b++) {
        coefficientsB[b] = weight * psiB[b]!
        sum += (1 + logProbsB[b]! - oldLogProbsB[b]!) * psiB[b]!
      }
      return sum
    },
    evaluate: ratioSum,
  }
}

/**
 * rho Psi, rho = pi_theta(a|s) / pi_theta^k(a|s): importance sampling of the new policy's advantage. With
 * `logWeight`: + logWeight log rho, a KL penalty estimated from one action a state (log pi_theta but for a constant,
 * which makes the sum that of Psi where the policy hasn't moved).
 */
export function ratioTimesPsi(logWeight = 0): Surrogate {
  return {
    differentiate(workspace, count, weight) {
      const { psiB, ratiosB, coefficientsB } = workspace
      fillRatios(workspace, count)
      let sum = 0
      for (let b = 0; b < count; b++) {
        const term = ratiosB[b]! * psiB[b]!
        coefficientsB[b] = weight * (term + logWeight)
        sum += term
      }
      return sum + logRatioSum(workspace, count, logWeight)
    },
    evaluate: (workspace, count) => ratioSum(workspace, count) + logRatioSum(workspace, count, logWeight),
  }
}

function ratioSum(workspace: PolicyWorkspace, count: number): number {
  const { psiB, ratiosB } = workspace
  fillRatios(workspace, count)
  let sum = 0
  for (let b = 0; b < count; b++) sum += ratiosB[b]! * psiB[b]!
  return sum
}

function logRatioSum({ logProbsB, oldLogProbsB }: PolicyWorkspace, count: number, weight: number): number {
  if (weight === 0) return 0
  let sum = 0
  for (let b = 0; b < count; b++) sum += logProbsB[b]! - oldLogProbsB[b]!
  return weight * sum
}
