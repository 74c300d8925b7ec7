import type { Vector } from '../networks/network.ts'
import type { Generator } from '../random/generator.ts'

/**
 * The policy's distribution over actions, in terms of the network's outputs only: every derivative here is with respect
 * to one row of outputs, so it is written once for all networks and engines. Rows may be wider than the distribution's
 * own numbers (`stride`): a shared network puts its value behind them.
 */
export interface Distribution {
  readonly kind: 'categorical' | 'gaussian'
  /** Numbers in a row of outputs that are the distribution's: A logits, or K means and K log sigmas. */
  readonly outputs: number
  /** Numbers stored for one action: its index, or K unsquashed components. */
  readonly actionSize: number
  /** The entropy's gradient is estimated from the noise that was drawn, so it needs the outputs of then (squashing). */
  readonly entropyNeedsOldOutputs: boolean
  /** The most likely action of each row. */
  mode(outputsBK: Vector, stride: number, batch: number, actions: Float64Array, at: number): void
  /** Both have room for at most `capacity` rows, allocated once. */
  createSampler(capacity: number): Sampler
  createHead(capacity: number): Head
}

/** Draws one action a row; actions and log-probabilities are written from row `at` on. */
export type Sampler = (
  outputsBK: Vector,
  stride: number,
  batch: number,
  rng: Generator,
  actions: Float64Array,
  logProbs: Float64Array,
  at: number,
) => void

/**
 * What a loss needs of a batch of outputs. `prepare` comes first; the other functions are about the batch that was
 * prepared last. "weight" multiplies every row alike, "coefficientsB" each row by its own number.
 */
export interface Head {
  /** log pi(a|s) of each row goes to logProbsB. `outputsBK` must stay as it is until the next `prepare`. */
  prepare(outputsBK: Vector, stride: number, batch: number, actionsB: Float64Array, logProbsB: Float64Array): void
  /**
   * gradient row = coefficient * d log pi(a|s) / d outputs + entropyWeight * d entropy / d outputs; returns the sum of
   * the entropies, 0 where they have no weight. Sets the distribution's numbers of each row, leaves the rest. The old
   * outputs are those the actions were drawn from.
   */
  setGradient(coefficientsB: Float64Array, entropyWeight: number, oldOutputsBK: Vector, gradientBK: Vector): number
  /** gradient row += weight * d KL(old || new) / d new outputs. */
  addKlGradient(weight: number, oldOutputsBK: Vector, gradientBK: Vector): void
  /** Sum of the entropies of the rows, in nats. With squashing: estimated from the actions at hand. */
  entropySum(): number
  /** Sum over rows of KL(old || new), from the distributions in full. */
  klSum(oldOutputsBK: Vector): number
  /**
   * out row = weight * M direction row, M the Fisher matrix of the distribution in output space; other numbers of the
   * row become 0.
   */
  fisherProduct(directionBK: Vector, weight: number, outBK: Vector): void
}
