import type { PendulumSpec } from '../../../src-shared/catalogue/environments/pendulum.ts'
import type { ControlWorld } from './control-world.ts'
import { controlShape } from './control-world.ts'
import type { Dynamics } from './vector-environment.ts'

const maxSpeed = 8
const maxTorque = 2
const secondsPerStep = 0.05

/** An angle as it lies in [-pi, pi), 0 upright. */
function normaliseAngle(angle: number): number {
  const turned = (angle + Math.PI) % (2 * Math.PI)
  return (turned < 0 ? turned + 2 * Math.PI : turned) - Math.PI
}

/** State: angle and angular velocity (Gymnasium's Pendulum-v1; mass 1, length 1). The angle itself is not wrapped. */
const dynamics = (gravity: number): Dynamics => ({
  stateSize: 2,
  start(stateNX, at, rng) {
    stateNX[at] = Math.PI * (2 * rng.uniform() - 1)
    stateNX[at + 1] = 2 * rng.uniform() - 1
  },
  advance(stateNX, at, actions, actionAt, rewardsN, copy) {
    const angle = stateNX[at]!
    const speed = stateNX[at + 1]!
    const torque = Math.min(Math.max(actions[actionAt]!, -maxTorque), maxTorque)
    const fromUpright = normaliseAngle(angle)
    rewardsN[copy] = -(fromUpright * fromUpright + 0.1 * speed * speed + 0.001 * torque * torque)
    const accelerated = speed + (((3 * gravity) / 2) * Math.sin(angle) + 3 * torque) * secondsPerStep
    const nextSpeed = Math.min(Math.max(accelerated, -maxSpeed), maxSpeed)
    stateNX[at] = angle + nextSpeed * secondsPerStep
    stateNX[at + 1] = nextSpeed
    return false
  },
  observe(stateNX, at, observationsND, observationAt) {
    observationsND[observationAt] = Math.cos(stateNX[at]!)
    observationsND[observationAt + 1] = Math.sin(stateNX[at]!)
    observationsND[observationAt + 2] = stateNX[at + 1]!
  },
})

export const pendulum = (spec: PendulumSpec): ControlWorld => ({
  shape: controlShape(spec, { kind: 'continuous', size: 1, low: [-maxTorque], high: [maxTorque] }),
  dynamics: dynamics(spec.gravity),
})
