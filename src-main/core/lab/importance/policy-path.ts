import { categorical } from '../../distributions/categorical.ts'
import { diagonalGaussian } from '../../distributions/diagonal-gaussian.ts'
import type { Distribution } from '../../distributions/distribution.ts'
import { LearnerError } from '../../learner-error.ts'
import type { Vector } from '../../networks/network.ts'
import { referenceEngine } from '../../networks/reference-engine.ts'
import type { Policy } from '../../policies/policy.ts'

/**
 * The policies between two policies: at distance t the log-probabilities are (1 - t) log pi + t log pi_target, up to
 * what normalises them in each state. For tables and linear softmax maps that is theta itself interpolated; networks of
 * two different shapes, too, have such a path, and it never leaves their outputs.
 */
export interface PolicyPath {
  /** Of the outputs in between, in float64, whatever the two networks compute in. */
  distribution: Distribution
  /** Numbers in a row of outputs in between. */
  width: number
  /** Writes the outputs at distance t of `rows` rows, one after the other. */
  between(behaviourBK: Vector, targetBK: Vector, rows: number, t: number, outBK: Float64Array): void
}

/** @throws LearnerError where the two policies' actions are not of one kind. */
export function policyPath(behaviour: Policy, target: Policy): PolicyPath {
  const [from, to] = [behaviour.distribution, target.distribution]
  const squashes = [from, to].map((distribution) => distribution.entropyNeedsOldOutputs)
  if (from.kind !== to.kind || from.outputs !== to.outputs || squashes[0] !== squashes[1])
    throw new LearnerError({
      kind: 'not-combinable',
      field: 'target',
      sentence:
        'The two policies don’t draw the same kind of actions, so no ratio of their probabilities exists: ' +
        'choose two policies that both squash their actions, or neither.',
    })
  const width = from.outputs
  const strides = [behaviour.network.outputSize, target.network.outputSize] as const
  const between = from.kind === 'categorical' ? betweenLogits : betweenNormals
  return {
    distribution: from.kind === 'categorical' ? categorical(width, referenceEngine()) : diagonalGaussian(width / 2),
    width,
    between(behaviourBK, targetBK, rows, t, outBK) {
      for (let b = 0; b < rows; b++) {
        const from = behaviourBK.subarray(b * strides[0], b * strides[0] + width)
        const to = targetBK.subarray(b * strides[1], b * strides[1] + width)
        between(from, to, t, outBK.subarray(b * width, (b + 1) * width))
      }
    },
  }
}

function betweenLogits(from: Vector, to: Vector, t: number, out: Float64Array): void {
  for (let k = 0; k < out.length; k++) out[k] = (1 - t) * from[k]! + t * to[k]!
}

/** Of two normals: the precisions are interpolated, and the mean is theirs weighted by them. */
function betweenNormals(from: Vector, to: Vector, t: number, out: Float64Array): void {
  const K = out.length / 2
  for (let k = 0; k < K; k++) {
    const fromLogSigma = from[K + k]!
    const toLogSigma = to[K + k]!
    // Precisions relative to the larger of the two: spreads far from 1 neither overflow nor vanish.
    const smaller = Math.min(fromLogSigma, toLogSigma)
    const fromPrecision = (1 - t) * Math.exp(2 * (smaller - fromLogSigma))
    const toPrecision = t * Math.exp(2 * (smaller - toLogSigma))
    const precision = fromPrecision + toPrecision
    out[k] = (fromPrecision * from[k]! + toPrecision * to[k]!) / precision
    out[K + k] = smaller - 0.5 * Math.log(precision)
  }
}
