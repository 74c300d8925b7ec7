// What runs over whole vectors. Vectors of any length: full lanes first, then the rest number by number with the same
// operations.
import { multiplyAdd } from './arithmetic'
import { SCALARS } from './constants'

/** Sums are taken in float32 over blocks of so many bytes, and the blocks' sums in float64. */
const BLOCK: usize = 4096 * 4

// @ts-ignore: decorator
@inline function laneSum(x: v128): f64 {
  return (
    <f64>f32x4.extract_lane(x, 0) + <f64>f32x4.extract_lane(x, 1) + (<f64>f32x4.extract_lane(x, 2) + <f64>f32x4.extract_lane(x, 3))
  )
}

export function dot(x: usize, y: usize, count: usize): f64 {
  const end = x + (count << 2)
  let total: f64 = 0
  while (x < end) {
    const blockEnd = min(end, x + BLOCK)
    let s0 = f32x4.splat(0)
    let s1 = f32x4.splat(0)
    let s2 = f32x4.splat(0)
    let s3 = f32x4.splat(0)
    for (; x + 64 <= blockEnd; x += 64, y += 64) {
      s0 = multiplyAdd(v128.load(x), v128.load(y), s0)
      s1 = multiplyAdd(v128.load(x, 16), v128.load(y, 16), s1)
      s2 = multiplyAdd(v128.load(x, 32), v128.load(y, 32), s2)
      s3 = multiplyAdd(v128.load(x, 48), v128.load(y, 48), s3)
    }
    for (; x < blockEnd; x += 4, y += 4) {
      s0 = multiplyAdd(v128.load_zero<f32>(x), v128.load_zero<f32>(y), s0)
    }
    total += laneSum(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)))
  }
  return total
}

/** y += scale x */
export function addScaled(y: usize, scale: f32, x: usize, count: usize): void {
  store<f32>(SCALARS, scale)
  const s = v128.load_splat<f32>(SCALARS)
  const end = y + (count << 2)
  for (; y + 32 <= end; x += 32, y += 32) {
    const y0 = multiplyAdd(s, v128.load(x), v128.load(y))
    const y1 = multiplyAdd(s, v128.load(x, 16), v128.load(y, 16))
    v128.store(y, y0)
    v128.store(y, y1, 16)
  }
  for (; y < end; x += 4, y += 4) {
    v128.store_lane<f32>(y, multiplyAdd(s, v128.load_zero<f32>(x), v128.load_zero<f32>(y)), 0)
  }
}

/** velocity = momentum velocity + gradientScale gradient; theta += learningRate velocity */
export function momentumStep(
  theta: usize, gradient: usize, velocity: usize, learningRate: f32, momentum: f32, gradientScale: f32, count: usize,
): void {
  const rate = f32x4.splat(learningRate)
  const keep = f32x4.splat(momentum)
  const scale = f32x4.splat(gradientScale)
  const end = theta + (count << 2)
  for (; theta + 16 <= end; theta += 16, gradient += 16, velocity += 16) {
    const next = multiplyAdd(keep, v128.load(velocity), f32x4.mul(scale, v128.load(gradient)))
    v128.store(velocity, next)
    v128.store(theta, multiplyAdd(rate, next, v128.load(theta)))
  }
  for (; theta < end; theta += 4, gradient += 4, velocity += 4) {
    const next = multiplyAdd(keep, v128.load_zero<f32>(velocity), f32x4.mul(scale, v128.load_zero<f32>(gradient)))
    v128.store_lane<f32>(velocity, next, 0)
    v128.store_lane<f32>(theta, multiplyAdd(rate, next, v128.load_zero<f32>(theta)), 0)
  }
}

/**
 * RMSprop, ascending: v = decay v + (1 - decay) g^2, theta += learningRate g / (sqrt(v) + epsilon), with
 * g = scale * gradient.
 */
export function rmspropStep(
  theta: usize, gradient: usize, v: usize, count: usize, learningRate: f64, decay: f64, epsilon: f64, scale: f64,
): void {
  const keep = f32x4.splat(<f32>decay)
  const squares = f32x4.splat(<f32>((1 - decay) * scale * scale))
  const rate = f32x4.splat(<f32>(learningRate * scale))
  const eps = f32x4.splat(<f32>epsilon)
  const end = theta + (count << 2)
  for (; theta + 16 <= end; theta += 16, gradient += 16, v += 16) {
    const g = v128.load(gradient)
    const next = multiplyAdd(keep, v128.load(v), f32x4.mul(squares, f32x4.mul(g, g)))
    v128.store(v, next)
    v128.store(theta, f32x4.add(v128.load(theta), f32x4.div(f32x4.mul(rate, g), f32x4.add(f32x4.sqrt(next), eps))))
  }
  for (; theta < end; theta += 4, gradient += 4, v += 4) {
    const g = v128.load_zero<f32>(gradient)
    const next = multiplyAdd(keep, v128.load_zero<f32>(v), f32x4.mul(squares, f32x4.mul(g, g)))
    v128.store_lane<f32>(v, next, 0)
    const step = f32x4.div(f32x4.mul(rate, g), f32x4.add(f32x4.sqrt(next), eps))
    v128.store_lane<f32>(theta, f32x4.add(v128.load_zero<f32>(theta), step), 0)
  }
}

// Adam's scalars, in memory for as long as one call lasts.
const BETA1: usize = SCALARS
const GRADIENT1: usize = SCALARS + 4
const BETA2: usize = SCALARS + 8
const GRADIENT2: usize = SCALARS + 12
const STEP: usize = SCALARS + 16
const SECOND: usize = SCALARS + 20
const EPSILON: usize = SCALARS + 24

/**
 * Adam, ascending: m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, theta += step m / (second sqrt(v) +
 * epsilon), with g = scale * gradient, step = learningRate / correction1 and second = 1 / sqrt(correction2).
 */
export function adamStep(
  theta: usize, gradient: usize, m: usize, v: usize, count: usize,
  step: f64, beta1: f64, beta2: f64, epsilon: f64, second: f64, scale: f64,
): void {
  store<f32>(BETA1, <f32>beta1)
  store<f32>(GRADIENT1, <f32>((1 - beta1) * scale))
  store<f32>(BETA2, <f32>beta2)
  store<f32>(GRADIENT2, <f32>((1 - beta2) * scale * scale))
  store<f32>(STEP, <f32>step)
  store<f32>(SECOND, <f32>second)
  store<f32>(EPSILON, <f32>epsilon)
  const b1 = v128.load_splat<f32>(BETA1)
  const g1 = v128.load_splat<f32>(GRADIENT1)
  const b2 = v128.load_splat<f32>(BETA2)
  const g2 = v128.load_splat<f32>(GRADIENT2)
  const rate = v128.load_splat<f32>(STEP)
  const root = v128.load_splat<f32>(SECOND)
  const eps = v128.load_splat<f32>(EPSILON)
  const end = theta + (count << 2)
  for (; theta + 32 <= end; theta += 32, gradient += 32, m += 32, v += 32) {
    const gA = v128.load(gradient)
    const gB = v128.load(gradient, 16)
    const mA = multiplyAdd(b1, v128.load(m), f32x4.mul(g1, gA))
    const mB = multiplyAdd(b1, v128.load(m, 16), f32x4.mul(g1, gB))
    const vA = multiplyAdd(b2, v128.load(v), f32x4.mul(g2, f32x4.mul(gA, gA)))
    const vB = multiplyAdd(b2, v128.load(v, 16), f32x4.mul(g2, f32x4.mul(gB, gB)))
    v128.store(m, mA)
    v128.store(m, mB, 16)
    v128.store(v, vA)
    v128.store(v, vB, 16)
    const tA = f32x4.add(v128.load(theta), f32x4.div(f32x4.mul(rate, mA), multiplyAdd(root, f32x4.sqrt(vA), eps)))
    const tB = f32x4.add(v128.load(theta, 16), f32x4.div(f32x4.mul(rate, mB), multiplyAdd(root, f32x4.sqrt(vB), eps)))
    v128.store(theta, tA)
    v128.store(theta, tB, 16)
  }
  for (; theta < end; theta += 4, gradient += 4, m += 4, v += 4) {
    const g = v128.load_zero<f32>(gradient)
    const mNext = multiplyAdd(b1, v128.load_zero<f32>(m), f32x4.mul(g1, g))
    const vNext = multiplyAdd(b2, v128.load_zero<f32>(v), f32x4.mul(g2, f32x4.mul(g, g)))
    v128.store_lane<f32>(m, mNext, 0)
    v128.store_lane<f32>(v, vNext, 0)
    const next = f32x4.add(v128.load_zero<f32>(theta), f32x4.div(f32x4.mul(rate, mNext), multiplyAdd(root, f32x4.sqrt(vNext), eps)))
    v128.store_lane<f32>(theta, next, 0)
  }
}
