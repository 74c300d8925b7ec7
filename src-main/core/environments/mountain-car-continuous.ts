import type { MountainCarContinuousSpec } from '../../../src-shared/catalogue/environments/mountain-car-continuous.ts'
import type { ControlWorld } from './control-world.ts'
import { controlShape } from './control-world.ts'
import { inTheValley, roll } from './mountain.ts'
import type { Dynamics } from './vector-environment.ts'

const goalPosition = 0.45
const power = 0.0015

/** Gymnasium's MountainCarContinuous-v0. */
const dynamics: Dynamics = {
  ...inTheValley,
  advance(stateNX, at, actions, actionAt, rewardsN, copy) {
    const action = actions[actionAt]!
    const force = Math.min(Math.max(action, -1), 1)
    const isUp = roll(stateNX, at, force * power, goalPosition)
    // As in Gymnasium the action is paid for as it was given, not as it was clipped.
    rewardsN[copy] = (isUp ? 100 : 0) - action * action * 0.1
    return isUp
  },
}

export const mountainCarContinuous = (spec: MountainCarContinuousSpec): ControlWorld => ({
  shape: controlShape(spec, { kind: 'continuous', size: 1, low: [-1], high: [1] }),
  dynamics,
})
