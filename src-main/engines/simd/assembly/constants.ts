// Constants lie in memory and are loaded by load_splat: V8 rebuilds constants written in the code before each use, which made tanh four times slower.
// Addresses 64 to 1023 belong to this table; writeConstants is called once, before anything else.

/** tanh as an odd rational function of degree 9 / 8, clamped where float32's tanh is 1 (the coefficients of Eigen's fast tanh); error at most 3e-7. */
export const TANH_NUMERATOR: usize = 64
export const TANH_DENOMINATOR: usize = 84
export const TANH_LIMIT: usize = 104
/** gelu's tanh form: sqrt(2 / pi), 0.044715, 3 times that, one half. */
export const GELU_SCALE: usize = 128
export const GELU_CUBIC: usize = 132
export const GELU_CUBIC_TIMES_3: usize = 136
export const HALF: usize = 140
export const ONE: usize = 144
/** Room for one call's own scalars (Adam's step), loaded as splats. */
export const SCALARS: usize = 256

export function writeConstants(): void {
  store<f32>(TANH_NUMERATOR, 1)
  store<f32>(TANH_NUMERATOR + 4, 1.3402161e-1)
  store<f32>(TANH_NUMERATOR + 8, 3.520756727e-3)
  store<f32>(TANH_NUMERATOR + 12, 2.10273356e-5)
  store<f32>(TANH_NUMERATOR + 16, 1.394553628e-8)
  store<f32>(TANH_DENOMINATOR, 1)
  store<f32>(TANH_DENOMINATOR + 4, 4.67354834e-1)
  store<f32>(TANH_DENOMINATOR + 8, 2.597254514e-2)
  store<f32>(TANH_DENOMINATOR + 12, 3.326951409e-4)
  store<f32>(TANH_DENOMINATOR + 16, 8.015776984e-7)
  store<f32>(TANH_LIMIT, 7.90531110763549805)
  store<f32>(TANH_LIMIT + 4, -7.90531110763549805)
  store<f32>(GELU_SCALE, 0.7978845608028654)
  store<f32>(GELU_CUBIC, 0.044715)
  store<f32>(GELU_CUBIC_TIMES_3, 0.134145)
  store<f32>(HALF, 0.5)
  store<f32>(ONE, 1)
}
