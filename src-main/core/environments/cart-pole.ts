import type { CartPoleSpec } from '../../../src-shared/catalogue/environments/cart-pole.ts'
import type { ControlWorld } from './control-world.ts'
import { controlShape } from './control-world.ts'
import type { Dynamics } from './vector-environment.ts'

const gravity = 9.8
const poleMass = 0.1
const totalMass = 1.1
/** Half the pole's length. */
const length = 0.5
const poleMassLength = poleMass * length
const forceMagnitude = 10
const secondsPerStep = 0.02
const angleLimit = (12 * 2 * Math.PI) / 360
const positionLimit = 2.4

/** State: position, velocity, angle, angular velocity (Gymnasium's CartPole-v1; Barto, Sutton and Anderson 1983). */
const dynamics: Dynamics = {
  stateSize: 4,
  start(stateNX, at, rng) {
    for (let i = 0; i < 4; i++) stateNX[at + i] = -0.05 + 0.1 * rng.uniform()
  },
  advance(stateNX, at, actions, actionAt, rewardsN, copy) {
    const velocity = stateNX[at + 1]!
    const angle = stateNX[at + 2]!
    const angularVelocity = stateNX[at + 3]!
    const force = actions[actionAt] === 1 ? forceMagnitude : -forceMagnitude
    const cos = Math.cos(angle)
    const sin = Math.sin(angle)
    const push = (force + poleMassLength * angularVelocity * angularVelocity * sin) / totalMass
    const angularAcceleration = (gravity * sin - cos * push) / (length * (4 / 3 - (poleMass * cos * cos) / totalMass))
    const acceleration = push - (poleMassLength * angularAcceleration * cos) / totalMass
    // Euler: positions move by the old velocities.
    const nextPosition = stateNX[at]! + secondsPerStep * velocity
    const nextAngle = angle + secondsPerStep * angularVelocity
    stateNX[at] = nextPosition
    stateNX[at + 1] = velocity + secondsPerStep * acceleration
    stateNX[at + 2] = nextAngle
    stateNX[at + 3] = angularVelocity + secondsPerStep * angularAcceleration
    rewardsN[copy] = 1
    return (
      nextPosition < -positionLimit || nextPosition > positionLimit || nextAngle < -angleLimit || nextAngle > angleLimit
    )
  },
}

export const cartPole = (spec: CartPoleSpec): ControlWorld => ({
  shape: controlShape(spec, { kind: 'discrete', actions: 2 }),
  dynamics,
})
