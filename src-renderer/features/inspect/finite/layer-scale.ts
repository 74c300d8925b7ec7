import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { Layer } from './layers.ts'
import { actingStates } from './map-drawing.ts'
import { scaleOf, type Scale } from './scale.ts'
import type { FiniteSnapshot } from './snapshot.ts'
import { taxiChoiceOf, type WorldMap } from './world-map.ts'

/** A checkpoint, and what stands beside it. */
export interface Pair {
  one: FiniteSnapshot
  other: FiniteSnapshot | null
}

/** A layer's scale over some checkpoints: every run and checkpoint on one scale. V and the critic's V share theirs. */
export function layerScale(layer: Layer, pairs: readonly Pair[], states: readonly number[]): Scale {
  if (layer.ramp === null) return { low: 0, high: 1 }
  return scaleOf(layer.ramp, values(layer, pairs, states))
}

function* values(layer: Layer, pairs: readonly Pair[], states: readonly number[]): Iterable<number> {
  for (const { one, other } of pairs) {
    for (const array of arrays(layer, one, other)) {
      const width = array.length / one.valuesS.length
      for (const state of states) for (let i = 0; i < width; i++) yield array[state * width + i]!
    }
  }
}

function arrays(layer: Layer, one: FiniteSnapshot, other: FiniteSnapshot | null): Float64Array[] {
  const own = layer.id === 'value' || layer.id === 'critic' ? [one.valuesS, one.criticS] : [layer.read(one, other)]
  // What stands beside has a map of its own on the same scale, where the layer is no difference.
  const beside = other === null || layer.needsOther ? [] : arrays(layer, other, null)
  return [...own.filter((array) => array !== null), ...beside]
}

/** The states whose numbers are shown at all: nobody acts in walls, holes and goals. */
export function statesThatCount(environment: EnvironmentSpec, map: WorldMap | null, states: number): number[] {
  if (environment.id === 'Taxi') {
    return Array.from({ length: states }, (_, state) => state).filter((state) => {
      const { passenger, destination } = taxiChoiceOf(state)
      return passenger !== destination
    })
  }
  return map === null ? Array.from({ length: states }, (_, state) => state) : actingStates(map)
}
