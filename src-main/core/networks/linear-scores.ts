import type { Network, NetworkShape, Vector } from './network.ts'
import { linearNetwork } from './linear.ts'
import { scoresNetwork } from './scores.ts'

/**
 * theta . phi(s,a) for each action: one weight vector shared by all actions. Inputs: A feature rows of one sample, one
 * after the other.
 */
export function linearScoresNetwork<A extends Vector>(
  shape: Extract<NetworkShape, { kind: 'linear-scores' }>,
  vector: (count: number) => A,
): Network<A> {
  return scoresNetwork(linearNetwork({ kind: 'linear', inputs: shape.features, outputs: 1 }, vector), shape.actions)
}
