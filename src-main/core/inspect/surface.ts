import type { SurfaceAxis, SurfaceOf } from '../../../src-shared/domain/surface.ts'
import { observationWidth } from '../environments/environment.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import { shownOutputs } from './policy-outputs.ts'
import type { Viewer } from './policy-outputs.ts'

/**
 * One number of policy or critic over two dimensions of the state, the others held; rows go up, columns across. Null where the
 * policy has no such number.
 */
export function policySurface(
  viewer: Viewer,
  world: VectorEnvironment,
  of: SurfaceOf,
  across: SurfaceAxis,
  up: SurfaceAxis,
  heldX: readonly number[],
  step: number,
): Float64Array | null {
  const D = observationWidth(world.shape)
  const N = across.count * up.count
  const observationsND = new Float64Array(N * D)
  const at = ({ low, high, count }: SurfaceAxis, i: number) => low + ((high - low) * i) / (count - 1)
  for (let row = 0; row < up.count; row++) {
    for (let column = 0; column < across.count; column++) {
      const state = [...heldX]
      state[across.dimension] = at(across, column)
      state[up.dimension] = at(up, row)
      world.setState(0, state)
      observationsND.set(world.observationsND.subarray(0, D), (row * across.count + column) * D)
    }
  }
  const shown = shownOutputs(viewer, observationsND, new Float64Array(N).fill(step))
  const { actionSize, outputs } = viewer.parts.policy.distribution
  const column = (numbers: Float64Array | null, width: number, index: number) =>
    numbers === null || index >= width ? null : Float64Array.from({ length: N }, (_, n) => numbers[n * width + index]!)
  switch (of.kind) {
    case 'probability':
      return column(shown.probabilitiesNA, outputs, of.action)
    case 'mean':
      return column(shown.meansNK, actionSize, of.component)
    case 'sigma':
      return column(shown.sigmasNK, actionSize, of.component)
    case 'value':
      return shown.valuesN
  }
}
