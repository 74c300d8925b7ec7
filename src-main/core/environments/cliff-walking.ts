import type { CliffWalkingSpec } from '../../../src-shared/catalogue/environments/cliff-walking.ts'
import type { FiniteMdp } from './finite-mdp.ts'
import { finiteMdp } from './finite-mdp.ts'
import { down, left, mapStep, right, up } from './map-step.ts'

const rows = 4
const columns = 12
const start = (rows - 1) * columns
const goal = rows * columns - 1

const ways = [up, right, down, left]

/** The bottom row between start and goal is the cliff: it leads back to the start and costs 100. */
function outcome(state: number, direction: number, probability: number) {
  const next = mapStep(state, ways[direction]!, rows, columns)
  return next > start && next < goal ? { probability, next: start, reward: -100 } : { probability, next, reward: -1 }
}

/** Gymnasium's CliffWalking-v1 table (its rows for the goal are kept, though nobody acts there). */
export function cliffWalkingModel(spec: CliffWalkingSpec): FiniteMdp {
  return finiteMdp({
    states: rows * columns,
    actions: 4,
    horizon: spec.horizon,
    initial: (state) => (state === start ? 1 : 0),
    outcomes(state, action) {
      const directions = spec.slippery ? [(action + 3) % 4, action, (action + 1) % 4] : [action]
      return directions.map((direction) => outcome(state, direction, 1 / directions.length))
    },
    terminal: (state) => state === goal,
    columns,
  })
}
