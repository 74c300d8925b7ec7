import * as z from 'zod'

const atStateAndStep = z.object({ value: z.number(), state: z.int(), step: z.int() })

/** What becomes of the old policy by one way of changing it. */
export const policyChange = z.object({
  objective: z.number(),
  /** J - J of the old policy. */
  difference: z.number(),
  /** The surrogate's promise: A^old averaged over the new actions, in the old policy's states. */
  promised: z.number(),
  /** KL(rho_old || rho_new) of a trajectory, in nats; null where it is infinite. */
  kl: z.number().nullable(),
  /** The smallest A^old_h(s, .) over s and h, averaged over the new policy's actions. */
  deltaInfinity: atStateAndStep,
  /** Least that V^new_h(s) - V^old_h(s) can be: -H |Delta_infinity| where that is negative. */
  bound: z.number(),
  /** The smallest V^new_h(s) - V^old_h(s) that occurs. */
  smallestDifference: atStateAndStep,
  /** Between the two policies' d_h, for each step. */
  totalVariationH: z.array(z.number()),
})
export type PolicyChange = z.infer<typeof policyChange>

export const differenceResult = z.object({
  lab: z.literal('difference'),
  states: z.int(),
  horizon: z.int(),
  /** Where the states are the fields of a map. */
  columns: z.int().nullable(),
  discount: z.number(),
  objectiveBefore: z.number(),
  /** The lemma's right side for J. */
  expectedAdvantage: z.number(),
  /** H x S each: V^new_h(s) - V^old_h(s), and E of the sum of A^old from there on. */
  leftHS: z.array(z.number()),
  rightHS: z.array(z.number()),
  /** H x S: what each state and step adds to the difference of J. */
  contributionsHS: z.array(z.number()),
  /** d^new_h(s) */
  occupancyHS: z.array(z.number()),
  /** The largest |left - right| over s and h. */
  largestGap: z.number(),
  trajectories: z.int(),
  delta: z.number(),
  /** The new policy; fitted policy iteration's, greedy in Q of some trajectories; the step of bounded KL. */
  changes: z.object({ after: policyChange, fitted: policyChange, bounded: policyChange }),
})
export type DifferenceResult = z.infer<typeof differenceResult>
