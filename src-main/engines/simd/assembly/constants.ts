// Constants lie in memory and are loaded by load_splat: V8 rebuilds constants written in the code before each use,
// which made tanh four times slower. Addresses 64 to 1023 belong to this table; writeConstants is called once, before
// anything else.

/**
 * tanh as an odd rational function of degree 9 / 8, clamped where float32's tanh is 1 (the coefficients of Eigen's fast
 * tanh); error at most 3e-7.
 */
export const TANH_NUMERATOR: usize = 64
export const TANH_DENOMINATOR: usize = 84
export const TANH_LIMIT: usize = 104
/** gelu's tanh form: sqrt(2 / pi), 0.044715, 3 times that, one half. */
export const GELU_SCALE: usize = 128
export const GELU_CUBIC: usize = 132
export const GELU_CUBIC_TIMES_3: usize = 136
export const HALF: usize = 140
export const ONE: usize = 144
/** One call's own scalars (Adam's step), loaded as splats. */
export const SCALARS: usize = 256
/** In float64 from here on. 1 / k! for k = 0 .. 13, and 2 / k for k = 3, 5 .. 21. */
export const EXP_SERIES: usize = 512
export const LOG_SERIES: usize = 624
export const HIGHEST_EXP: usize = 704
export const LOWEST_EXP: usize = 712
export const INVERSE_LN2: usize = 720
/** ln 2 in two parts: small integers times the first, which has 32 bits, are exact. */
export const LN2_HIGH: usize = 728
export const LN2_LOW: usize = 736
/** 1.5 * 2^52 and 2^52. */
export const ROUNDER: usize = 744
export const TWO_TO_52: usize = 752
export const ROOT_HALF: usize = 760
export const ONE_64: usize = 768

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

  let inverseFactorial: f64 = 1
  for (let k: usize = 0; k <= 13; k++) {
    store<f64>(EXP_SERIES + (k << 3), inverseFactorial)
    inverseFactorial /= <f64>(k + 1)
  }
  for (let i: usize = 0; i < 10; i++) store<f64>(LOG_SERIES + (i << 3), 2 / <f64>(3 + 2 * i))
  store<f64>(HIGHEST_EXP, 708)
  store<f64>(LOWEST_EXP, -708)
  store<f64>(INVERSE_LN2, 1.4426950408889634)
  store<f64>(LN2_HIGH, 0.6931471804855391)
  store<f64>(LN2_LOW, 7.440617110012397e-11)
  store<f64>(ROUNDER, 6755399441055744)
  store<f64>(TWO_TO_52, 4503599627370496)
  store<f64>(ROOT_HALF, 0.7071067811865476)
  store<f64>(ONE_64, 1)
}
