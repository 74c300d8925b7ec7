import type { FrozenLakeSpec } from '../../../src-shared/catalogue/environments/frozen-lake.ts'
import type { FiniteMdp } from './finite-mdp.ts'
import { finiteMdp } from './finite-mdp.ts'
import { down, left, mapStep, right, up } from './map-step.ts'

/** S start, F frozen, H hole, G goal: Gymnasium's maps. */
const maps = {
  '4x4': ['SFFF', 'FHFH', 'FFFH', 'HFFG'],
  '8x8': ['SFFFFFFF', 'FFFFFFFF', 'FFFHFFFF', 'FFFFFHFF', 'FFFHFFFF', 'FHHFFFHF', 'FHFFHFHF', 'FFFHFFFG'],
}

const successRate = 1 / 3

const ways = [left, down, right, up]

/** Gymnasium's FrozenLake-v1 table, row by row in its own order. */
export function frozenLakeModel(spec: FrozenLakeSpec): FiniteMdp {
  const map = maps[spec.map]
  const size = map.length
  const field = (state: number): string => map[Math.floor(state / size)]![state % size]!

  function outcome(state: number, direction: number, probability: number) {
    const next = mapStep(state, ways[direction]!, size, size)
    return { probability, next, reward: field(next) === 'G' ? 1 : 0 }
  }

  return finiteMdp({
    states: size * size,
    actions: 4,
    horizon: spec.horizon,
    initial: (state) => (field(state) === 'S' ? 1 : 0),
    outcomes(state, action) {
      if ('GH'.includes(field(state))) return [{ probability: 1, next: state, reward: 0 }]
      if (!spec.slippery) return [outcome(state, action, 1)]
      const astray = (1 - successRate) / 2
      return [
        outcome(state, (action + 3) % 4, astray),
        outcome(state, action, successRate),
        outcome(state, (action + 1) % 4, astray),
      ]
    },
    terminal: (state) => 'GH'.includes(field(state)),
    columns: size,
  })
}
