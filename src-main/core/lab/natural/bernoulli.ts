import type { BernoulliAscent } from '../../../../src-shared/domain/lab-results/natural.ts'

/**
 * The chapter's example: J(theta) = 100 pi(1) + pi(0) with pi(1) = e^theta / (1 + e^theta). The vanilla gradient is
 * 99 pi(1) pi(0), which goes to zero as theta grows; the Fisher scalar is pi(1) pi(0) (phi(1) = 1, phi(0) = 0), so a
 * natural step is 99 eta wherever theta is.
 */
export function bernoulliAscents(
  theta0: number,
  eta: number,
  steps: number,
): { vanilla: BernoulliAscent; natural: BernoulliAscent } {
  return {
    vanilla: ascend(theta0, steps, (theta) => eta * gradientOf(theta)),
    natural: ascend(theta0, steps, (theta) => (eta * gradientOf(theta)) / fisherOf(theta)),
  }
}

function ascend(theta0: number, steps: number, step: (theta: number) => number): BernoulliAscent {
  const thetas = [theta0]
  const taken: number[] = []
  for (let k = 0; k < steps; k++) {
    taken.push(step(thetas[k]!))
    thetas.push(thetas[k]! + taken[k]!)
  }
  return { thetas, steps: taken, objectives: thetas.map((theta) => 100 * sigmoid(theta) + sigmoid(-theta)) }
}

const sigmoid = (theta: number): number => 1 / (1 + Math.exp(-theta))
/** As two probabilities, for 1 - pi(1) loses its digits where theta is large. */
const fisherOf = (theta: number): number => sigmoid(theta) * sigmoid(-theta)
const gradientOf = (theta: number): number => 99 * fisherOf(theta)
