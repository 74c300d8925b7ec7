import type { Network, NetworkShape, Tape, Vector } from './network.ts'
import { inputWidth, scoresMlp } from './mlp-layout.ts'
import type { MlpShape } from './mlp-layout.ts'

/**
 * f_theta(s,a): an MLP with one output, run once per action. A sample's input is A rows (observation and action encoding)
 * one after the other, so B samples are B x A rows of the MLP, and its outputs B x A x 1 are already the scores B x A.
 */
export function mlpScoresNetwork<A extends Vector>(
  shape: Extract<NetworkShape, { kind: 'mlp-scores' }>,
  mlp: (shape: MlpShape) => Network<A>,
): Network<A> {
  const inner = mlp(scoresMlp(shape))
  return {
    parameterCount: inner.parameterCount,
    inputSize: inputWidth(shape),
    outputSize: shape.actions,
    createTape: (capacity: number): ScoresTape => ({ capacity, inner: inner.createTape(capacity * shape.actions) }),
    forward: (theta, inputsBD, batch, tape) => inner.forward(theta, inputsBD, batch * shape.actions, (tape as ScoresTape).inner),
    backward: (theta, tape, outputGradientBK, outP) => inner.backward(theta, (tape as ScoresTape).inner, outputGradientBK, outP),
    tangent: (theta, tape, directionP, outBK) => inner.tangent(theta, (tape as ScoresTape).inner, directionP, outBK),
  }
}

interface ScoresTape extends Tape {
  inner: Tape
}
