import type { Network, NetworkShape, Vector } from './network.ts'
import { scoresMlp } from './mlp-layout.ts'
import type { MlpShape } from './mlp-layout.ts'
import { scoresNetwork } from './scores.ts'

/**
 * f_theta(s,a): an MLP with one output, run once per action on rows of observation and action encoding. `mlp` is the
 * engine's own.
 */
export function mlpScoresNetwork<A extends Vector>(
  shape: Extract<NetworkShape, { kind: 'mlp-scores' }>,
  mlp: (shape: MlpShape) => Network<A>,
): Network<A> {
  return scoresNetwork(mlp(scoresMlp(shape)), shape.actions)
}
