import type { MountainCarSpec } from '../../../src-shared/catalogue/environments/mountain-car.ts'
import type { ControlWorld } from './control-world.ts'
import { controlShape } from './control-world.ts'
import { inTheValley, roll } from './mountain.ts'
import type { Dynamics } from './vector-environment.ts'

const goalPosition = 0.5
const force = 0.001

/** Gymnasium's MountainCar-v0. */
const dynamics: Dynamics = {
  ...inTheValley,
  advance(stateNX, at, actions, actionAt, rewardsN, copy) {
    rewardsN[copy] = -1
    return roll(stateNX, at, (actions[actionAt]! - 1) * force, goalPosition)
  },
}

export const mountainCar = (spec: MountainCarSpec): ControlWorld => ({
  shape: controlShape(spec, { kind: 'discrete', actions: 3 }),
  dynamics,
})
