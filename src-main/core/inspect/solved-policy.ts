import { writeValues } from '../algorithms/critic.ts'
import type { Critic } from '../algorithms/critic.ts'
import type { Parts } from '../algorithms/parts.ts'
import { tabulate } from '../algorithms/state-table.ts'
import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { solvePolicy } from '../exact/policy-gradient.ts'
import type { ExactPolicy } from '../exact/policy-gradient.ts'
import { policyValues } from '../exact/policy-values.ts'

/** Everything that the model of a finite world says of one policy, at every time step. */
export interface SolvedPolicy {
  /** S x A, of every state, also of those that are never reached. */
  piSA: Float64Array
  logPiSA: Float64Array
  /** V, Q, A, d_h and J under the world's own discount, 1 unless it has one. */
  exact: ExactPolicy
  /** (H + 1) x S: V_h under the discount that the critic is fitted at; null without a critic. */
  criticTruthHS: Float64Array | null
  /** What the critic says: H x S where it sees the time step, else S; null without a critic. */
  criticValues: { seesTime: boolean; values: Float64Array } | null
  /** J under the estimator's discount, where that is another than the world's. */
  discountedObjective: number | null
}

/**
 * Solves the policy as it is now in `parts`, whose world is finite. `valueUnit`: how much reward one of the critic's values
 * counts, where rewards are scaled.
 */
export function solveShown(parts: Parts, valueUnit: number): SolvedPolicy {
  const table = parts.table!
  const { model } = table
  const { discount } = parts.plan.variant.estimator
  tabulate(parts.workspace, table)
  const piSA = table.piSA.slice()
  const exact = solvePolicy(model, piSA)
  const discounted = discount === model.discount ? exact : policyValues(model, piSA, discount)
  return {
    piSA,
    logPiSA: table.logPiSA.slice(),
    exact,
    criticTruthHS: parts.critic === undefined ? null : discounted.valuesHS,
    criticValues: parts.critic === undefined ? null : valuesOf(parts.critic, model, valueUnit),
    discountedObjective: discount === model.discount ? null : discounted.objective,
  }
}

function valuesOf(
  critic: Critic,
  { states: S, horizon: H }: FiniteMdp,
  valueUnit: number,
): SolvedPolicy['criticValues'] {
  const seesTime = !critic.shared && critic.spec.timeStep
  const steps = seesTime ? H : 1
  const states = Float64Array.from({ length: S }, (_, s) => s)
  // Not the engine's own memory, which is handed out once: they are copied into the critic's.
  const inputs = new Float64Array(S * critic.encoding.size)
  const values = new Float64Array(steps * S)
  for (let h = 0; h < steps; h++) {
    for (let s = 0; s < S; s++) critic.encoding.write(states, s, h, inputs, s)
    writeValues(critic, inputs, S, values.subarray(h * S, (h + 1) * S))
  }
  return { seesTime, values: values.map((value) => value * valueUnit) }
}

/** Bytes that it keeps. */
export function solvedBytes({ piSA, exact, criticTruthHS, criticValues }: SolvedPolicy): number {
  const numbers =
    4 * piSA.length +
    exact.valuesHS.length +
    exact.qValuesHSA.length +
    exact.advantagesHSA.length +
    exact.occupancyHS.length +
    exact.visitsS.length +
    (criticTruthHS?.length ?? 0) +
    (criticValues?.values.length ?? 0)
  return 8 * numbers
}
