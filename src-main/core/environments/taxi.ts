import type { TaxiSpec } from '../../../src-shared/catalogue/environments/taxi.ts'
import type { FiniteMdp, Outcome } from './finite-mdp.ts'
import { finiteMdp } from './finite-mdp.ts'

/** Between two fields a colon can be driven through and a bar cannot. */
const map = ['R: | : :G', ' : | : : ', ' : : : : ', ' | : | : ', 'Y| : |B: ']
/** Rows and columns of R, G, Y and B. */
const stops = [
  [0, 0],
  [0, 4],
  [4, 0],
  [4, 3],
] as const
const inTaxi = 4
const size = 5

interface TaxiState {
  row: number
  column: number
  /** Index of the stop where the passenger waits, or `inTaxi`. */
  passenger: number
  destination: number
}

const encode = (s: TaxiState): number => ((s.row * size + s.column) * 5 + s.passenger) * 4 + s.destination
const decode = (state: number): TaxiState => ({
  row: Math.floor(state / 100),
  column: Math.floor(state / 20) % size,
  passenger: Math.floor(state / 4) % 5,
  destination: state % 4,
})

/** Actions: down, up, right, left, pick up, drop off. */
function outcome(state: number, action: number): Outcome {
  const s = decode(state)
  const stop = stops.findIndex(([row, column]) => row === s.row && column === s.column)
  let reward = -1
  if (action === 0) s.row = Math.min(s.row + 1, size - 1)
  else if (action === 1) s.row = Math.max(s.row - 1, 0)
  else if (action === 2 && map[s.row]![2 * s.column + 1] === ':') s.column++
  else if (action === 3 && map[s.row]![2 * s.column - 1] === ':') s.column--
  else if (action === 4) {
    if (s.passenger < inTaxi && stop === s.passenger) s.passenger = inTaxi
    else reward = -10
  } else if (action === 5) {
    if (s.passenger !== inTaxi || stop === -1) reward = -10
    else {
      s.passenger = stop
      if (stop === s.destination) reward = 20
    }
  }
  return { probability: 1, next: encode(s), reward }
}

/**
 * The rules of Gymnasium's Taxi-v3 (Dietterich 2000): 500 states; an episode ends when the passenger stands at the
 * destination.
 */
export function taxiModel(spec: TaxiSpec): FiniteMdp {
  const delivered = (state: number): boolean => decode(state).passenger === decode(state).destination
  // 25 fields, 4 stops to wait at, 3 other stops to go to.
  const first = (state: number): boolean => decode(state).passenger !== inTaxi && !delivered(state)
  return finiteMdp({
    states: 500,
    actions: 6,
    horizon: spec.horizon,
    initial: (state) => (first(state) ? 1 / 300 : 0),
    outcomes: (state, action) => [outcome(state, action)],
    terminal: delivered,
  })
}
