import type { CriticSpec } from '../../../src-shared/catalogue/critic.ts'
import type { Vector } from '../networks/network.ts'
import type { Batch, Rows } from '../rollout/batch.ts'

/** Where the value stands in the outputs of a network, and the rows that take the derivative. */
export interface ValueColumn {
  /** The numbers in a row of outputs. */
  width: number
  valueColumn: number
  gradientRows: Vector
}

/** The critic's loss on some rows of a batch, and its derivative with respect to the values. */
export interface ValueLoss {
  /**
   * Writes -coefficient * d loss / d V (everything ascends) into the value's column of `gradientRows`, averaged over
   * all `rows`, for their chunk `rowsB[start .. end)`, of which `outputs` are. Returns the sum of the losses.
   */
  differentiate(
    column: ValueColumn,
    outputs: Vector,
    rows: Rows<Pick<Batch, 'valuesB' | 'targetsB'>>,
    start: number,
    end: number,
  ): number
}

/**
 * Half the squared error; `clipped`: the larger of it and the one with V held within `clip` of its old value, as PPO
 * codes do.
 */
export function valueLoss(loss: CriticSpec['loss'], coefficient: number): ValueLoss {
  const clip = loss.kind === 'clipped' ? loss.clip : Infinity
  return {
    differentiate({ width, valueColumn, gradientRows }, outputs, { batch, rowsB, from, to }, start, end) {
      const scale = coefficient / (to - from)
      let sum = 0
      for (let i = start; i < end; i++) {
        const row = rowsB[i]!
        const at = (i - start) * width + valueColumn
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
