import type { MountainCarSpec } from '../../../src-shared/catalogue/environments/mountain-car.ts'
import type { Generator } from '../random/generator.ts'
import { controlShape } from './control-shape.ts'
import type { EnvironmentShape, VectorEnvironment } from './environment.ts'
import type { Dynamics } from './vector-environment.ts'
import { vectorEnvironment } from './vector-environment.ts'

const minPosition = -1.2
const maxPosition = 0.6
const maxSpeed = 0.07
const goalPosition = 0.5
const force = 0.001
const gravity = 0.0025

/** State: position and velocity (Gymnasium's MountainCar-v0; Moore 1990). */
const dynamics: Dynamics = {
  stateSize: 2,
  start(stateNX, at, rng) {
    stateNX[at] = -0.6 + 0.2 * rng.uniform()
    stateNX[at + 1] = 0
  },
  advance(stateNX, at, actions, actionAt, rewardsN, copy) {
    const accelerated = stateNX[at + 1]! + (actions[actionAt]! - 1) * force - Math.cos(3 * stateNX[at]!) * gravity
    let velocity = Math.min(Math.max(accelerated, -maxSpeed), maxSpeed)
    const position = Math.min(Math.max(stateNX[at]! + velocity, minPosition), maxPosition)
    // The left wall stops the car.
    if (position === minPosition && velocity < 0) velocity = 0
    stateNX[at] = position
    stateNX[at + 1] = velocity
    rewardsN[copy] = -1
    return position >= goalPosition && velocity >= 0
  },
}

export const mountainCarShape = (spec: MountainCarSpec): EnvironmentShape => controlShape(spec, { kind: 'discrete', actions: 3 })

export const mountainCar = (spec: MountainCarSpec, copies: number, rng: Generator): VectorEnvironment => vectorEnvironment(mountainCarShape(spec), dynamics, copies, rng)
