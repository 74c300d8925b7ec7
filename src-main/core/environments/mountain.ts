import type { Dynamics } from './vector-environment.ts'

// What Gymnasium's two mountain cars share (Moore 1990): the valley, and how a car rolls in it. State: position and
// velocity.

const minPosition = -1.2
const maxPosition = 0.6
const maxSpeed = 0.07
const gravity = 0.0025

/** At rest, near the bottom. */
export const inTheValley: Pick<Dynamics, 'stateSize' | 'start'> = {
  stateSize: 2,
  start(stateNX, at, rng) {
    stateNX[at] = -0.6 + 0.2 * rng.uniform()
    stateNX[at + 1] = 0
  },
}

/**
 * Moves a car on that its engine speeds up by so much, and says whether it has come up the hill, to the goal or past
 * it.
 */
export function roll(stateNX: Float64Array, at: number, acceleration: number, goalPosition: number): boolean {
  const accelerated = stateNX[at + 1]! + acceleration - gravity * Math.cos(3 * stateNX[at]!)
  let velocity = Math.min(Math.max(accelerated, -maxSpeed), maxSpeed)
  const position = Math.min(Math.max(stateNX[at]! + velocity, minPosition), maxPosition)
  // The left wall stops the car.
  if (position === minPosition && velocity < 0) velocity = 0
  stateNX[at] = position
  stateNX[at + 1] = velocity
  return position >= goalPosition && velocity >= 0
}
