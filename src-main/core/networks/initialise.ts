import type { Generator } from '../random/generator.ts'
import type { NetworkShape, Vector, WeightStart } from './network.ts'
import { mlpLayers, scoresMlp } from './mlp-layout.ts'

export interface StartOptions {
  start: WeightStart
  /** Gain of the last layer's orthogonal start: 0.01 makes a policy start near uniform. Glorot has no gain. */
  outputGain: number
}

/**
 * Fills a network's parameters. Drawn and computed in float64, so every engine starts at the same numbers, rounded to
 * its precision. Tables and linear networks start at zero: the uniform policy. theta may be longer than the network's
 * count; the rest is left alone.
 */
export function initialiseParameters(shape: NetworkShape, theta: Vector, options: StartOptions, rng: Generator): void {
  switch (shape.kind) {
    case 'table':
      theta.fill(0, 0, shape.rows * shape.outputs)
      return
    case 'linear':
      theta.fill(0, 0, shape.inputs * shape.outputs)
      return
    case 'linear-scores':
      theta.fill(0, 0, shape.features)
      return
  }
  for (const { inputs, outputs, weights, bias, norm, last } of mlpLayers(
    shape.kind === 'mlp' ? shape : scoresMlp(shape),
  )) {
    const start =
      options.start === 'orthogonal'
        ? orthogonalMatrix(inputs, outputs, last ? options.outputGain : Math.SQRT2, rng)
        : glorotMatrix(inputs, outputs, rng)
    theta.set(start, weights)
    theta.fill(0, bias, bias + outputs)
    if (norm) {
      theta.fill(1, norm.gain, norm.gain + outputs)
      theta.fill(0, norm.shift, norm.shift + outputs)
    }
  }
}

/** Uniform in +-sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010). */
function glorotMatrix(inputs: number, outputs: number, rng: Generator): Float64Array {
  const limit = Math.sqrt(6 / (inputs + outputs))
  return Float64Array.from({ length: inputs * outputs }, () => limit * (2 * rng.uniform() - 1))
}

/**
 * `gain` times a random matrix [inputs][outputs] whose shorter side is orthonormal (Saxe et al. 2014):
 * Gram-Schmidt on normal vectors as long as the longer side.
 */
export function orthogonalMatrix(inputs: number, outputs: number, gain: number, rng: Generator): Float64Array {
  const length = Math.max(inputs, outputs)
  const count = Math.min(inputs, outputs)
  const vectors: Float64Array[] = []
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => rng.normal())
    // Twice is enough (Kahan): the second pass takes away what rounding left of the first.
    for (let pass = 0; pass < 2; pass++) for (const earlier of vectors) removeComponent(vector, earlier)
    const norm = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))
    // All but impossible: the draw lay in the span of the earlier ones; draw again.
    if (norm < 1e-8) continue
    for (let i = 0; i < length; i++) vector[i]! /= norm
    vectors.push(vector)
  }
  const matrix = new Float64Array(inputs * outputs)
  for (let i = 0; i < inputs; i++) {
    for (let o = 0; o < outputs; o++)
      matrix[i * outputs + o] = gain * (inputs <= outputs ? vectors[i]![o]! : vectors[o]![i]!)
  }
  return matrix
}

/** vector -= (vector . unit) unit */
function removeComponent(vector: Float64Array, unit: Float64Array): void {
  let component = 0
  for (let i = 0; i < vector.length; i++) component += vector[i]! * unit[i]!
  for (let i = 0; i < vector.length; i++) vector[i]! -= component * unit[i]!
}
