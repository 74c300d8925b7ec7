import type { Batch } from '../rollout/batch.ts'
import { continues, terminated } from '../rollout/batch.ts'

/**
 * A_h = sum over l of (gamma lambda)^l delta_{h+l}, delta_h = r_h + gamma V(s_{h+1}) - V(s_h) (Schulman et al. 2016).
 * lambda 0 is the one-step TD error. A termination is worth 0; at a time limit and at a batch's cut the critic's value
 * of what comes next stands in for the rest. Needs `valuesB` and `finalValues`; the critic's targets are A_h + V(s_h).
 */
export function generalizedAdvantages(batch: Batch, discount: number, lambda: number): void {
  const { rows, orderB, endsB, finalOfB, rewardsB, valuesB, finalValues, psiB, targetsB } = batch
  const decay = discount * lambda
  let advantage = 0
  let nextValue = 0
  // Backwards: A_h needs A_{h+1}.
  for (let i = rows - 1; i >= 0; i--) {
    const row = orderB[i]!
    const end = endsB[row]!
    if (end !== continues) {
      advantage = 0
      nextValue = end === terminated ? 0 : finalValues[finalOfB[row]!]!
    }
    const value = valuesB[row]!
    advantage = rewardsB[row]! + discount * nextValue - value + decay * advantage
    nextValue = value
    psiB[row] = advantage
    targetsB[row] = advantage + value
  }
}
