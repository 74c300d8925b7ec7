import type { Tape } from '../../core/networks/network.ts'
import { viewsByLength } from '../../core/networks/views.ts'
import type { Arena } from './memory.ts'
import type { MlpPlan } from './mlp-plan.ts'

/** What one layer leaves behind, as addresses of rows with the layer's stride. */
export interface LayerTape {
  /** After the activation. The last layer's are in `outputs`. */
  h: number
  /** Before the activation, for gelu, whose derivative needs it; else the same place as h. */
  z: number
  /** Layer norm's xhat and 1/deviation. */
  xhat: number
  inverseDeviation: number
}

export interface MlpTape extends Tape {
  batch: number
  inputs: number
  layers: LayerTape[]
  /** B x K, dense. */
  outputs: number
  outputsFor: (length: number) => Float32Array
}

export function createMlpTape(plan: MlpPlan, capacity: number, arena: Arena): MlpTape {
  const allocate = (count: number): number => arena.address(arena.floats(count))
  const layers = plan.layers.map(({ last, norm, stride }): LayerTape => {
    if (last) return { h: 0, z: 0, xhat: 0, inverseDeviation: 0 }
    const rows = capacity * (stride / 4)
    const h = allocate(rows)
    return {
      h,
      z: plan.activation === 'gelu' ? allocate(rows) : h,
      xhat: norm ? allocate(rows) : 0,
      inverseDeviation: norm ? allocate(capacity) : 0,
    }
  })
  const outputs = arena.floats(capacity * plan.outputs)
  return {
    capacity,
    batch: 0,
    inputs: allocate(capacity * (plan.layers[0]!.inputStride / 4)),
    layers,
    outputs: arena.address(outputs),
    outputsFor: viewsByLength(outputs),
  }
}
