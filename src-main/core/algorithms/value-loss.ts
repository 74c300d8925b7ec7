import type { CriticSpec } from '../../../src-shared/catalogue/critic.ts'
import type { Vector } from '../networks/network.ts'
import type { Batch } from '../rollout/batch.ts'

/** The critic's loss on some rows of a batch, and its derivative with respect to the values. */
export interface ValueLoss {
  /**
   * Writes -coefficient * d loss / d V (everything ascends) into column `column` of `gradientRows`, averaged over
   * `total` rows, for the rows `rowsB[from .. to)` whose outputs stand in `outputs`. Returns the sum of the losses.
   */
  differentiate(
    outputs: Vector,
    width: number,
    column: number,
    batch: Pick<Batch, 'valuesB' | 'targetsB'>,
    rowsB: Int32Array,
    from: number,
    to: number,
    total: number,
    gradientRows: Vector,
  ): number
}

/**
 * Half the squared error; `clipped`: the larger of it and the one with V held within `clip` of its old value, as PPO
 * codes do.
 */
export function valueLoss(loss: CriticSpec['loss'], coefficient: number): ValueLoss {
  const clip = loss.kind === 'clipped' ? loss.clip : Infinity
  return {
    differentiate(outputs, width, column, batch, rowsB, from, to, total, gradientRows) {
      const scale = coefficient / total
      let sum = 0
      for (let i = from; i < to; i++) {
        const row = rowsB[i]!
        const at = (i - from) * width + column
        const value = outputs[at]!
        const oldValue = batch.valuesB[row]!
        const target = batch.targetsB[row]!
        const error = value - target
        const moved = value - oldValue
        let squared = error * error
        let slope = error
        if (moved > clip || moved < -clip) {
          const clippedError = oldValue + (moved > 0 ? clip : -clip) - target
          // Where the clipped error is the larger, V's derivative is none. Within the clip the two are the same, and
          // the derivative flows: comparing them instead would let float32's rounding decide.
          if (clippedError * clippedError > squared) {
            squared = clippedError * clippedError
            slope = 0
          }
        }
        sum += 0.5 * squared
        gradientRows[at] = -scale * slope
      }
      return sum
    },
  }
}
