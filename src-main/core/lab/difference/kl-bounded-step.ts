import type { FiniteMdp } from '../../environments/finite-mdp.ts'
import { trajectoryKl } from '../../exact/kl.ts'
import { softmaxNaturalGradientSA } from '../../exact/natural-gradient.ts'
import { solvePolicy } from '../../exact/policy-gradient.ts'
import { logSoftmaxTable } from '../../exact/softmax-table.ts'

/** Halvings of the step size: beyond them it no longer changes. */
const halvings = 200

/**
 * The natural gradient step of the tabular softmax from a policy log pi [S][A], as long as KL(rho || rho_new) of a
 * trajectory allows: exactly `delta`, found by bisection. Returns log pi_new; where no step changes anything, log pi.
 */
export function klBoundedStep(
  model: FiniteMdp,
  logPiSA: Float64Array,
  delta: number,
  discount = model.discount,
): Float64Array {
  const solved = solvePolicy(model, logPiSA.map(Math.exp), discount)
  const directionSA = softmaxNaturalGradientSA(solved)
  const largest = directionSA.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0)
  if (largest === 0 || delta === 0) return logPiSA.slice()
  const stepped = (eta: number): Float64Array =>
    logSoftmaxTable(
      logPiSA.map((logPi, i) => logPi + (eta / largest) * directionSA[i]!),
      model.actions,
    )
  const klOf = (eta: number): number => trajectoryKl(solved.visitsS, logPiSA, stepped(eta))
  let low = 0
  let high = 1
  // Where the policy is all but deterministic already, even a step without end spends less than delta.
  while (klOf(high) < delta && high < 1e12) {
    low = high
    high *= 2
  }
  for (let i = 0; i < halvings; i++) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) break
    if (klOf(middle) < delta) low = middle
    else high = middle
  }
  return stepped(low)
}
