import type { Network, NetworkShape, Vector } from './network.ts'

/**
 * Adam's hyperparameters for one step. `step` counts from 1 and belongs to the optimiser's state; the corrections are
 * running products (no Math.pow).
 */
export interface AdamStep {
  learningRate: number
  beta1: number
  beta2: number
  epsilon: number
  /** 1 - beta1^step and 1 - beta2^step. */
  correction1: number
  correction2: number
  /** The gradient is multiplied by this first (norm clipping, averaging). */
  gradientScale: number
}

/**
 * Where the numbers are kept and what runs over whole vectors. The engine allocates everything before the first step:
 * nothing is allocated in the loop, and (wasm) memory doesn't grow after that.
 * All steps ascend: theta += ... gradient.
 */
export interface Engine<A extends Vector = Vector> {
  readonly id: 'reference' | 'simd' | 'tfjs-native' | 'tfjs-wasm' | 'tfjs-cpu'
  /** 'plain': every operation rounds; 'fused': multiply-add rounds once. Part of what decides a run's bits. */
  readonly arithmetic: 'plain' | 'fused'
  /** For people: build, backend, library version ("6x16 tiles, 256-bit, relaxed SIMD"). Doesn't decide bits. */
  readonly description: string
  readonly precision: 'float32' | 'float64'
  /** A zeroed vector of `count` numbers (parameters, gradients, optimiser moments, directions). */
  vector(count: number): A
  /** A zeroed block of `rows` x `width` numbers. */
  rows(rows: number, width: number): A
  /** A zeroed block of float64 numbers: what is worked out sample by sample, from a network's outputs on. */
  doubles(count: number): Float64Array
  /** Zeroed row numbers, to gather by. */
  indices(count: number): Int32Array
  network(shape: NetworkShape): Network<A>
  /**
   * out = the rows `rowsB[from .. to)` of a table with rows of `width` numbers, one after the other; both are the
   * engine's vectors, or both doubles.
   */
  gather(
    table: A | Float64Array,
    width: number,
    rowsB: Int32Array,
    from: number,
    to: number,
    out: A | Float64Array,
  ): void
  /**
   * Of each row's first `actions` numbers z: pi_a = exp(z_a) / sum exp(z), B x A, and log sum exp(z). Rows are `stride`
   * numbers apart. In float64, to about 1e-15.
   */
  softmax(
    logitsBK: A,
    stride: number,
    actions: number,
    batch: number,
    probabilitiesBA: Float64Array,
    logNormalisersB: Float64Array,
  ): void
  /**
   * out_i = exp(x_i) for the first `count` numbers, to about 1e-15; beyond float64's range its ends may stand for 0 and
   * infinity. `out` may be `x`.
   */
  exponentials(x: Float64Array, count: number, out: Float64Array): void
  /** Sum of squares, accumulated in a fixed order. */
  squaredNorm(x: A): number
  dot(x: A, y: A): number
  /** y += scale * x */
  addScaled(y: A, scale: number, x: A): void
  /** theta += learningRate * gradientScale * gradient */
  sgdStep(theta: A, gradient: A, learningRate: number, gradientScale: number): void
  /** velocity = momentum * velocity + gradientScale * gradient; theta += learningRate * velocity */
  momentumStep(theta: A, gradient: A, velocity: A, learningRate: number, momentum: number, gradientScale: number): void
  /** v = decay * v + (1 - decay) * g^2 with g = gradientScale * gradient; theta += learningRate * g / (sqrt(v) + epsilon) */
  rmspropStep(
    theta: A,
    gradient: A,
    v: A,
    learningRate: number,
    decay: number,
    epsilon: number,
    gradientScale: number,
  ): void
  /** m, v: first and second moments, updated in place. theta += learningRate * mHat / (sqrt(vHat) + epsilon) */
  adamStep(theta: A, gradient: A, m: A, v: A, step: AdamStep): void
  /** Frees what the garbage collector can't (tensors). */
  dispose(): void
}
