// Softmax and exponentials in float64: what turns a network's outputs into probabilities. Each number goes through the
// same operations wherever it stands, so a row has the same bits in any batch.
import { multiplyAdd64 } from './arithmetic'
import {
  EXP_SERIES, HIGHEST_EXP, INVERSE_LN2, LN2_HIGH, LN2_LOW, LOG_SERIES, LOWEST_EXP, ONE_64, ROOT_HALF, ROUNDER, TWO_TO_52,
} from './constants'

// @ts-ignore: decorator
@inline function constant64(address: usize): v128 {
  return v128.load64_splat(address)
}

/**
 * Two neighbouring terms of a series, c_k + c_{k+1} x: long sums wait for fewer additions when they are built of pairs
 * (Estrin).
 */
// @ts-ignore: decorator
@inline function linear(address: usize, x: v128): v128 {
  return multiplyAdd64(constant64(address + 8), x, constant64(address))
}

/**
 * exp(x) = 2^n exp(r), n = round(x / ln 2), |r| <= ln 2 / 2: the series of exp(r) up to r^13 / 13!, whose next term is
 * below 1e-17. x is held within +-708, where float64 has all its digits. NaN stays NaN: its lowest bits, which go to
 * the exponent, are 0.
 */
// @ts-ignore: decorator
@inline function exp(z: v128): v128 {
  const x = f64x2.pmax(f64x2.pmin(z, constant64(HIGHEST_EXP)), constant64(LOWEST_EXP))
  // Adding 1.5 * 2^52 leaves the nearest integer in the lowest bits.
  const rounded = multiplyAdd64(x, constant64(INVERSE_LN2), constant64(ROUNDER))
  const n = f64x2.sub(constant64(ROUNDER), rounded)
  const r = multiplyAdd64(n, constant64(LN2_LOW), multiplyAdd64(n, constant64(LN2_HIGH), x))
  const rr = f64x2.mul(r, r)
  const r4 = f64x2.mul(rr, rr)
  const r8 = f64x2.mul(r4, r4)
  const terms03 = multiplyAdd64(linear(EXP_SERIES + 16, r), rr, linear(EXP_SERIES, r))
  const terms47 = multiplyAdd64(linear(EXP_SERIES + 48, r), rr, linear(EXP_SERIES + 32, r))
  const terms8B = multiplyAdd64(linear(EXP_SERIES + 80, r), rr, linear(EXP_SERIES + 64, r))
  const series = multiplyAdd64(multiplyAdd64(linear(EXP_SERIES + 96, r), r4, terms8B), r8, multiplyAdd64(terms47, r4, terms03))
  return i64x2.add(series, i64x2.shl(rounded, 52))
}

/**
 * log(x) for x from 1 on: x = 2^k m, sqrt(1/2) <= m < sqrt(2), and log m = 2 atanh(s) = 2 (s + s^3 / 3 + s^5 / 5 + ...)
 * with s = (m - 1) / (m + 1), |s| < 0.172: up to s^21, whose next term is below 1e-18.
 */
// @ts-ignore: decorator
@inline function logFromOne(x: v128): v128 {
  const exponent = i64x2.shr_u(i64x2.sub(x, constant64(ROOT_HALF)), 52)
  const m = i64x2.sub(x, i64x2.shl(exponent, 52))
  // A small integer in the lowest bits of 2^52 makes a number that is so much larger.
  const k = f64x2.sub(v128.or(exponent, constant64(TWO_TO_52)), constant64(TWO_TO_52))
  const s = f64x2.div(f64x2.sub(m, constant64(ONE_64)), f64x2.add(m, constant64(ONE_64)))
  const ss = f64x2.mul(s, s)
  const s4 = f64x2.mul(ss, ss)
  const s8 = f64x2.mul(s4, s4)
  const terms03 = multiplyAdd64(linear(LOG_SERIES + 16, ss), s4, linear(LOG_SERIES, ss))
  const terms47 = multiplyAdd64(linear(LOG_SERIES + 48, ss), s4, linear(LOG_SERIES + 32, ss))
  const series = multiplyAdd64(multiplyAdd64(linear(LOG_SERIES + 64, ss), s8, terms47), s8, terms03)
  const low = multiplyAdd64(f64x2.mul(s, ss), series, f64x2.mul(k, constant64(LN2_LOW)))
  const log = multiplyAdd64(k, constant64(LN2_HIGH), f64x2.add(f64x2.add(s, s), low))
  // x - x is 0, but for NaN.
  return f64x2.add(log, f64x2.sub(x, x))
}

/** out = exp(x), `count` numbers; the two may be one. */
export function exponentials(x: usize, count: usize, out: usize): void {
  const end = x + (count << 3)
  for (; x + 32 <= end; x += 32, out += 32) {
    const low = exp(v128.load(x))
    const high = exp(v128.load(x, 16))
    v128.store(out, low)
    v128.store(out, high, 16)
  }
  for (; x < end; x += 8, out += 8) v128.store64_lane(out, exp(v128.load64_splat(x)), 0)
}

/**
 * pi_a = exp(z_a) / sum exp(z) of rows of `actions` float32 numbers, dense, and log sum exp(z). The largest z of a row
 * is taken off first: nothing overflows, and the sum is 1 at least.
 */
export function softmaxRows(logits: usize, stride: usize, actions: usize, rows: usize, probabilities: usize, logNormalisers: usize): void {
  const width = actions << 3
  let p = probabilities
  for (let r: usize = 0; r < rows; r++, logits += stride) {
    let largest = load<f32>(logits)
    for (let a: usize = 1; a < actions; a++) {
      const z = load<f32>(logits + (a << 2))
      if (z > largest) largest = z
    }
    for (let a: usize = 0; a < actions; a++, p += 8) store<f64>(p, <f64>load<f32>(logits + (a << 2)) - <f64>largest)
    store<f64>(logNormalisers + (r << 3), <f64>largest)
  }
  exponentials(probabilities, rows * actions, probabilities)
  // Two rows at a time, each a lane; the last of an odd number of rows goes with itself.
  for (let r: usize = 0; r < rows; r += 2) {
    const first = probabilities + r * width
    const second = r + 1 < rows ? first + width : first
    let sum = f64x2.splat(0)
    for (let o: usize = 0; o < width; o += 8) sum = f64x2.add(sum, v128.load64_lane(second + o, v128.load64_zero(first + o), 1))
    const inverse = f64x2.div(constant64(ONE_64), sum)
    for (let o: usize = 0; o < width; o += 8) {
      const scaled = f64x2.mul(v128.load64_lane(second + o, v128.load64_zero(first + o), 1), inverse)
      v128.store64_lane(second + o, scaled, 1)
      v128.store64_lane(first + o, scaled, 0)
    }
    const normaliser = logNormalisers + (r << 3)
    const log = logFromOne(sum)
    store<f64>(normaliser, load<f64>(normaliser) + f64x2.extract_lane(log, 0))
    if (second !== first) store<f64>(normaliser + 8, load<f64>(normaliser + 8) + f64x2.extract_lane(log, 1))
  }
}
