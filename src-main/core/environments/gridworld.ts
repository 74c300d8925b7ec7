import type { GridworldSpec } from '../../../src-shared/catalogue/environments/gridworld.ts'
import type { FiniteMdp, Outcome } from './finite-mdp.ts'
import { finiteMdp } from './finite-mdp.ts'
import { down, left, mapStep, right, up } from './map-step.ts'

/** FrozenLake's order: neighbours in this list are at right angles. */
const ways = [left, down, right, up]

/** The drawn map as a table: a step's reward depends on the field it ends on. Walls are states that nobody reaches. */
export function gridworldModel(spec: GridworldSpec): FiniteMdp {
  const rows = spec.map.length
  const columns = spec.map[0]!.length
  const field = (state: number): string => spec.map[Math.floor(state / columns)]![state % columns]!
  const starts = spec.map.join('').split('S').length - 1

  function neighbour(state: number, direction: number): number {
    const next = mapStep(state, ways[direction]!, rows, columns)
    return field(next) === '#' ? state : next
  }

  function outcome(state: number, direction: number, probability: number): Outcome {
    const next = neighbour(state, direction)
    const reward = field(next) === 'G' ? spec.goalReward : field(next) === 'H' ? spec.holeReward : spec.stepReward
    return { probability, next, reward }
  }

  function outcomes(state: number, action: number): Outcome[] {
    if (field(state) === '#') return [{ probability: 1, next: state, reward: 0 }]
    const meant = outcome(state, action, 1 - spec.slip)
    if (spec.slip === 0) return [meant]
    return [meant, outcome(state, (action + 3) % 4, spec.slip / 2), outcome(state, (action + 1) % 4, spec.slip / 2)]
  }

  return finiteMdp({
    states: rows * columns,
    actions: 4,
    horizon: spec.horizon,
    initial: (state) => (field(state) === 'S' ? 1 / starts : 0),
    outcomes,
    terminal: (state) => field(state) === 'G' || field(state) === 'H',
    columns,
  })
}
