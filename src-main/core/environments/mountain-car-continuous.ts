import type { MountainCarContinuousSpec } from '../../../src-shared/catalogue/environments/mountain-car-continuous.ts'
import type { Generator } from '../random/generator.ts'
import { controlShape } from './control-shape.ts'
import type { EnvironmentShape, VectorEnvironment } from './environment.ts'
import type { Dynamics } from './vector-environment.ts'
import { vectorEnvironment } from './vector-environment.ts'

const minPosition = -1.2
const maxPosition = 0.6
const maxSpeed = 0.07
const goalPosition = 0.45
const power = 0.0015
const gravity = 0.0025

/** State: position and velocity (Gymnasium's MountainCarContinuous-v0). */
const dynamics: Dynamics = {
  stateSize: 2,
  start(stateNX, at, rng) {
    stateNX[at] = -0.6 + 0.2 * rng.uniform()
    stateNX[at + 1] = 0
  },
  advance(stateNX, at, actions, actionAt, rewardsN, copy) {
    const action = actions[actionAt]!
    const force = Math.min(Math.max(action, -1), 1)
    const accelerated = stateNX[at + 1]! + force * power - gravity * Math.cos(3 * stateNX[at]!)
    let velocity = Math.min(Math.max(accelerated, -maxSpeed), maxSpeed)
    const position = Math.min(Math.max(stateNX[at]! + velocity, minPosition), maxPosition)
    if (position === minPosition && velocity < 0) velocity = 0
    stateNX[at] = position
    stateNX[at + 1] = velocity
    const isUp = position >= goalPosition && velocity >= 0
    // As in Gymnasium the action is paid for as it was given, not as it was clipped.
    rewardsN[copy] = (isUp ? 100 : 0) - action * action * 0.1
    return isUp
  },
}

export const mountainCarContinuousShape = (spec: MountainCarContinuousSpec): EnvironmentShape =>
  controlShape(spec, { kind: 'continuous', size: 1, low: [-1], high: [1] })

export const mountainCarContinuous = (spec: MountainCarContinuousSpec, copies: number, rng: Generator): VectorEnvironment =>
  vectorEnvironment(mountainCarContinuousShape(spec), dynamics, copies, rng)
