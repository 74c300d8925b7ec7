import type { AcrobotSpec } from '../../../src-shared/catalogue/environments/acrobot.ts'
import type { ControlWorld } from './control-world.ts'
import { controlShape } from './control-world.ts'
import type { Dynamics } from './vector-environment.ts'

const secondsPerStep = 0.2
const gravity = 9.8
/** Both links: mass 1, length 1, centre of mass in the middle, moment of inertia 1. */
const centre = 0.5
const maxVelocity1 = 4 * Math.PI
const maxVelocity2 = 9 * Math.PI

function wrapAngle(x: number): number {
  let angle = x
  while (angle > Math.PI) angle -= 2 * Math.PI
  while (angle < -Math.PI) angle += 2 * Math.PI
  return angle
}

const clamp = (x: number, size: number): number => Math.min(Math.max(x, -size), size)

/** d state / d t under a torque on the middle joint: the book's equations (Sutton and Barto), as Gymnasium has them. */
function derivative(s: Float64Array, torque: number, out: Float64Array): void {
  const angle1 = s[0]!
  const angle2 = s[1]!
  const velocity1 = s[2]!
  const velocity2 = s[3]!
  const cos2 = Math.cos(angle2)
  const sin2 = Math.sin(angle2)
  const d1 = centre * centre + (1 + centre * centre + 2 * centre * cos2) + 2
  const d2 = centre * centre + centre * cos2 + 1
  const phi2 = centre * gravity * Math.cos(angle1 + angle2 - Math.PI / 2)
  const phi1 =
    -centre * velocity2 * velocity2 * sin2 -
    2 * centre * velocity2 * velocity1 * sin2 +
    (centre + 1) * gravity * Math.cos(angle1 - Math.PI / 2) +
    phi2
  const acceleration2 =
    (torque + (d2 / d1) * phi1 - centre * velocity1 * velocity1 * sin2 - phi2) / (centre * centre + 1 - (d2 * d2) / d1)
  out[0] = velocity1
  out[1] = velocity2
  out[2] = -(d2 * acceleration2 + phi1) / d1
  out[3] = acceleration2
}

const [s, k1, k2, k3, k4] = Array.from({ length: 5 }, () => new Float64Array(4)) as [
  Float64Array,
  Float64Array,
  Float64Array,
  Float64Array,
  Float64Array,
]

/** State: both angles and both angular velocities; the second angle is relative to the first link. */
const dynamics: Dynamics = {
  stateSize: 4,
  start(stateNX, at, rng) {
    for (let i = 0; i < 4; i++) stateNX[at + i] = -0.1 + 0.2 * rng.uniform()
  },
  advance(stateNX, at, actions, actionAt, rewardsN, copy) {
    const torque = actions[actionAt]! - 1
    const half = secondsPerStep / 2
    // Runge and Kutta's fourth-order step.
    for (let i = 0; i < 4; i++) s[i] = stateNX[at + i]!
    derivative(s, torque, k1)
    for (let i = 0; i < 4; i++) s[i] = stateNX[at + i]! + half * k1[i]!
    derivative(s, torque, k2)
    for (let i = 0; i < 4; i++) s[i] = stateNX[at + i]! + half * k2[i]!
    derivative(s, torque, k3)
    for (let i = 0; i < 4; i++) s[i] = stateNX[at + i]! + secondsPerStep * k3[i]!
    derivative(s, torque, k4)
    for (let i = 0; i < 4; i++)
      s[i] = stateNX[at + i]! + (secondsPerStep / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!)
    const angle1 = wrapAngle(s[0]!)
    const angle2 = wrapAngle(s[1]!)
    stateNX[at] = angle1
    stateNX[at + 1] = angle2
    stateNX[at + 2] = clamp(s[2]!, maxVelocity1)
    stateNX[at + 3] = clamp(s[3]!, maxVelocity2)
    const isUp = -Math.cos(angle1) - Math.cos(angle2 + angle1) > 1
    rewardsN[copy] = isUp ? 0 : -1
    return isUp
  },
  observe(stateNX, at, observationsND, observationAt) {
    observationsND[observationAt] = Math.cos(stateNX[at]!)
    observationsND[observationAt + 1] = Math.sin(stateNX[at]!)
    observationsND[observationAt + 2] = Math.cos(stateNX[at + 1]!)
    observationsND[observationAt + 3] = Math.sin(stateNX[at + 1]!)
    observationsND[observationAt + 4] = stateNX[at + 2]!
    observationsND[observationAt + 5] = stateNX[at + 3]!
  },
}

export const acrobot = (spec: AcrobotSpec): ControlWorld => ({
  shape: controlShape(spec, { kind: 'discrete', actions: 3 }),
  dynamics,
})
