// Activations on four numbers. The tiles write the same operations in the same order for whole rows (tile-source.ts),
// so that their bits are equal.
import { multiplyAdd, negativeMultiplyAdd } from './arithmetic'
import { GELU_CUBIC, GELU_CUBIC_TIMES_3, GELU_SCALE, HALF, ONE, TANH_DENOMINATOR, TANH_LIMIT, TANH_NUMERATOR } from './constants'

// @ts-ignore: decorator
@inline export function constant(address: usize): v128 {
  return v128.load_splat<f32>(address)
}

/** NaN passes through: pmin(x, limit) gives x where the comparison fails. */
// @ts-ignore: decorator
@inline export function tanh(z: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(z, constant(TANH_LIMIT)), constant(TANH_LIMIT + 4))
  const s = f32x4.mul(x, x)
  let n = multiplyAdd(s, constant(TANH_NUMERATOR + 16), constant(TANH_NUMERATOR + 12))
  let d = multiplyAdd(s, constant(TANH_DENOMINATOR + 16), constant(TANH_DENOMINATOR + 12))
  n = multiplyAdd(n, s, constant(TANH_NUMERATOR + 8))
  d = multiplyAdd(d, s, constant(TANH_DENOMINATOR + 8))
  n = multiplyAdd(n, s, constant(TANH_NUMERATOR + 4))
  d = multiplyAdd(d, s, constant(TANH_DENOMINATOR + 4))
  n = multiplyAdd(n, s, constant(TANH_NUMERATOR))
  d = multiplyAdd(d, s, constant(TANH_DENOMINATOR))
  return f32x4.div(f32x4.mul(n, x), d)
}

// @ts-ignore: decorator
@inline export function relu(z: v128): v128 {
  return f32x4.pmax(z, f32x4.splat(0))
}

/** t = tanh(sqrt(2 / pi) (z + 0.044715 z^3)) */
// @ts-ignore: decorator
@inline function geluTanh(z: v128, zz: v128): v128 {
  return tanh(f32x4.mul(f32x4.mul(constant(GELU_SCALE), z), multiplyAdd(constant(GELU_CUBIC), zz, constant(ONE))))
}

/** z (1 + t) / 2 */
// @ts-ignore: decorator
@inline export function gelu(z: v128): v128 {
  const half = f32x4.mul(constant(HALF), z)
  return multiplyAdd(half, geluTanh(z, f32x4.mul(z, z)), half)
}

/** (1 + t) / 2 + z / 2 (1 - t^2) sqrt(2 / pi) (1 + 3 * 0.044715 z^2) */
// @ts-ignore: decorator
@inline export function geluDerivative(z: v128): v128 {
  const half = constant(HALF)
  const one = constant(ONE)
  const zz = f32x4.mul(z, z)
  const t = geluTanh(z, zz)
  const inner = f32x4.mul(constant(GELU_SCALE), multiplyAdd(constant(GELU_CUBIC_TIMES_3), zz, one))
  const slope = f32x4.mul(f32x4.mul(f32x4.mul(half, z), negativeMultiplyAdd(t, t, one)), inner)
  return f32x4.add(multiplyAdd(half, t, half), slope)
}

/** From the activation's value: 1 - h^2. */
// @ts-ignore: decorator
@inline export function tanhDerivative(h: v128): v128 {
  return negativeMultiplyAdd(h, h, constant(ONE))
}
