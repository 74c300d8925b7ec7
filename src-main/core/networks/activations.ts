import type { Activation } from './network.ts'

/** An activation and its derivative, both as functions of what goes in. */
export interface ActivationFunction {
  value(z: number): number
  derivative(z: number): number
}

/** sqrt(2 / pi) and the cubic's coefficient of gelu's tanh form (Hendrycks and Gimpel 2016). */
export const geluScale = 0.7978845608028654
export const geluCubic = 0.044715

const geluTanh = (z: number): number => Math.tanh(geluScale * (z + geluCubic * z * z * z))

export const activations: Record<Activation, ActivationFunction> = {
  tanh: {
    value: Math.tanh,
    derivative: (z) => {
      const h = Math.tanh(z)
      return 1 - h * h
    },
  },
  // At its kink relu's derivative is 0, as everywhere to the left. NaN passes through: a diverged network shows it.
  relu: { value: (z) => (z <= 0 ? 0 : z), derivative: (z) => (z > 0 ? 1 : 0) },
  gelu: {
    value: (z) => 0.5 * z * (1 + geluTanh(z)),
    derivative: (z) => {
      const t = geluTanh(z)
      return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * geluScale * (1 + 3 * geluCubic * z * z)
    },
  },
}
