import type { LqrSpec } from '../../../src-shared/catalogue/environments/lqr.ts'
import type { ControlWorld } from './control-world.ts'
import type { EnvironmentShape } from './environment.ts'
import type { Dynamics } from './vector-environment.ts'

/** v^T M v over `size` numbers of a row. */
function quadraticForm(matrix: Float64Array, size: number, row: ArrayLike<number>, at: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) sum += row[at + i]! * matrix[i * size + j]! * row[at + j]!
  }
  return sum
}

/** x' = A x + B u + noise, reward -(x^T Q x + u^T R u) of the state that the action was taken in. */
function dynamics(spec: LqrSpec): Dynamics {
  const stateSize = spec.dynamics.length
  const actionSize = spec.actionCost.length
  const a = Float64Array.from(spec.dynamics.flat())
  const b = Float64Array.from(spec.control.flat())
  const q = Float64Array.from(spec.stateCost.flat())
  const r = Float64Array.from(spec.actionCost.flat())
  const control = new Float64Array(actionSize)
  const next = new Float64Array(stateSize)
  return {
    stateSize,
    start(stateNX, at, rng) {
      for (let i = 0; i < stateSize; i++) stateNX[at + i] = spec.initialRange * (2 * rng.uniform() - 1)
    },
    advance(stateNX, at, actions, actionAt, rewardsN, copy, rng) {
      for (let i = 0; i < actionSize; i++)
        control[i] = Math.min(Math.max(actions[actionAt + i]!, -spec.actionLimit), spec.actionLimit)
      rewardsN[copy] = -(quadraticForm(q, stateSize, stateNX, at) + quadraticForm(r, actionSize, control, 0))
      for (let i = 0; i < stateSize; i++) {
        let sum = spec.noise === 0 ? 0 : spec.noise * rng.normal()
        for (let j = 0; j < stateSize; j++) sum += a[i * stateSize + j]! * stateNX[at + j]!
        for (let j = 0; j < actionSize; j++) sum += b[i * actionSize + j]! * control[j]!
        next[i] = sum
      }
      for (let i = 0; i < stateSize; i++) stateNX[at + i] = next[i]!
      return false
    },
  }
}

function shape(spec: LqrSpec): EnvironmentShape {
  const states = spec.dynamics.length
  const actions = spec.actionCost.length
  const each = (count: number, value: number): number[] => Array.from({ length: count }, () => value)
  const range = spec.initialRange + 3 * spec.noise || 1
  return {
    observation: { kind: 'vector', size: states, low: each(states, -range), high: each(states, range) },
    action: {
      kind: 'continuous',
      size: actions,
      low: each(actions, -spec.actionLimit),
      high: each(actions, spec.actionLimit),
    },
    timeLimit: spec.timeLimit ?? undefined,
  }
}

export const lqr = (spec: LqrSpec): ControlWorld => ({ shape: shape(spec), dynamics: dynamics(spec) })
