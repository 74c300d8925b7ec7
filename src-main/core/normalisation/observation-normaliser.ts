import type { Vector } from '../networks/network.ts'
import type { InputEncoding } from '../policies/input-encoding.ts'
import { addRows, createMoments, loadMoments, saveMoments, spreadOf } from './running-moments.ts'
import type { RunningMoments } from './running-moments.ts'

/** Running statistics of what a world shows, and the map from an observation to what policy and critic see of it. */
export interface ObservationNormaliser {
  /** Takes in what these copies show: once a step of all copies, in training only. */
  see(observationsND: Float64Array, copiesB: Int32Array, count: number): void
  readonly encoding: InputEncoding
  save(): RunningMoments
  load(saved: RunningMoments): void
}

/** `size`: numbers in an observation; what is further than `clip` running SDs from the running mean is cut there. */
export function createObservationNormaliser(size: number, clip: number): ObservationNormaliser {
  const moments = createMoments(size)
  const spreadD = Float64Array.from(moments.varianceD, spreadOf)
  const refresh = () => {
    for (let d = 0; d < size; d++) spreadD[d] = spreadOf(moments.varianceD[d]!)
  }
  return {
    see(observationsND, copiesB, count) {
      addRows(moments, observationsND, copiesB, count)
      refresh()
    },
    encoding: {
      size,
      key: 'normalised',
      write(observationsND: Float64Array, row: number, _step: number, out: Vector, outRow: number) {
        for (let d = 0; d < size; d++) {
          const deviation = (observationsND[row * size + d]! - moments.meanD[d]!) / spreadD[d]!
          out[outRow * size + d] = Math.max(-clip, Math.min(clip, deviation))
        }
      },
    },
    save: () => saveMoments(moments),
    load(saved) {
      loadMoments(moments, saved)
      refresh()
    },
  }
}
