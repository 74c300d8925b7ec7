import { mlpLayers, layerNormEpsilon, scoresMlp } from '../../core/networks/mlp-layout.ts'
import type { NetworkShape } from '../../core/networks/network.ts'

/**
 * How near one input row comes to a kink of relu: the smallest |z| of any hidden unit (infinite for smooth
 * activations). Near a kink float32 and float64 may fall on different sides, and their derivatives can't be compared.
 */
export function distanceToKink(shape: NetworkShape, theta: Float64Array, row: Float64Array): number {
  if ((shape.kind !== 'mlp' && shape.kind !== 'mlp-scores') || shape.activation !== 'relu')
    return Number.POSITIVE_INFINITY
  if (shape.kind === 'mlp-scores') {
    const rows = Array.from({ length: shape.actions }, (_, a) => row.slice(a * shape.inputs, (a + 1) * shape.inputs))
    return Math.min(...rows.map((actionRow) => distanceToKink(scoresMlp(shape), theta, actionRow)))
  }
  let nearest = Number.POSITIVE_INFINITY
  let x = row
  for (const { inputs, outputs, weights, bias, norm, last } of mlpLayers(shape)) {
    if (last) break
    const z = Float64Array.from({ length: outputs }, (_, o) => {
      let sum = theta[bias + o]!
      for (let i = 0; i < inputs; i++) sum += x[i]! * theta[weights + i * outputs + o]!
      return sum
    })
    if (norm) {
      const mean = z.reduce((sum, value) => sum + value, 0) / outputs
      const variance = z.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / outputs
      const deviation = Math.sqrt(variance + layerNormEpsilon)
      for (let o = 0; o < outputs; o++)
        z[o] = (theta[norm.gain + o]! * (z[o]! - mean)) / deviation + theta[norm.shift + o]!
    }
    for (const value of z) nearest = Math.min(nearest, Math.abs(value))
    x = z.map((value) => Math.max(0, value))
  }
  return nearest
}
