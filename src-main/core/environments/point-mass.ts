import type { PointMassSpec } from '../../../src-shared/catalogue/environments/point-mass.ts'
import type { ControlWorld } from './control-world.ts'
import type { EnvironmentShape } from './environment.ts'
import type { Dynamics } from './vector-environment.ts'

const secondsPerStep = 0.1
const wall = 2
const maxForce = 1
const forceCost = 0.01

/** State: positions, then velocities; mass 1. */
function dynamics(spec: PointMassSpec): Dynamics {
  const n = spec.dimensions
  return {
    stateSize: 2 * n,
    start(stateNX, at, rng) {
      for (let i = 0; i < n; i++) {
        stateNX[at + i] = 2 * rng.uniform() - 1
        stateNX[at + n + i] = 0
      }
    },
    advance(stateNX, at, actions, actionAt, rewardsN, copy) {
      let squaredDistance = 0
      let squaredForce = 0
      for (let i = 0; i < n; i++) {
        const force = Math.min(Math.max(actions[actionAt + i]!, -maxForce), maxForce)
        const velocity = stateNX[at + n + i]! + (force - spec.friction * stateNX[at + n + i]!) * secondsPerStep
        const moved = stateNX[at + i]! + velocity * secondsPerStep
        const position = Math.min(Math.max(moved, -wall), wall)
        stateNX[at + i] = position
        // A wall stops the mass.
        stateNX[at + n + i] = position === moved ? velocity : 0
        squaredDistance += position * position
        squaredForce += force * force
      }
      const distance = Math.sqrt(squaredDistance)
      rewardsN[copy] = -distance - forceCost * squaredForce
      return distance < spec.goalRadius
    },
  }
}

function shape(spec: PointMassSpec): EnvironmentShape {
  const each = (value: number): number[] => Array.from({ length: spec.dimensions }, () => value)
  return {
    observation: {
      kind: 'vector',
      size: 2 * spec.dimensions,
      low: [...each(-wall), ...each(-2)],
      high: [...each(wall), ...each(2)],
    },
    action: { kind: 'continuous', size: spec.dimensions, low: each(-maxForce), high: each(maxForce) },
    timeLimit: spec.timeLimit ?? undefined,
  }
}

export const pointMass = (spec: PointMassSpec): ControlWorld => ({ shape: shape(spec), dynamics: dynamics(spec) })
