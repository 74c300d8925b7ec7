import type { Generator } from '../random/generator.ts'
import { Generator as NewGenerator } from '../random/generator.ts'
import { observationWidth } from './environment.ts'
import type { EnvironmentShape, VectorEnvironment } from './environment.ts'
import type { Dynamics } from './vector-environment.ts'
import { vectorEnvironment } from './vector-environment.ts'

/**
 * What a user's module describes: one copy of a world. All state is in the numbers that `reset` and `step` return, and
 * all chance in the generator they are given; so a run can be repeated, paused and gone on with.
 *
 * The module's default export is such an object, or a function from the spec's `parameters` to one:
 *
 *     export default (parameters) => ({
 *       shape: { observation: { kind: 'vector', size: 1 }, action: { kind: 'discrete', actions: 2 }, timeLimit: 50 },
 *       reset: (rng) => [rng.uniform()],
 *       step(state, action, rng) {
 *         const x = state[0] + (action === 1 ? 0.1 : -0.1) + 0.01 * rng.normal()
 *         return { state: [x], reward: -Math.abs(x), terminated: Math.abs(x) > 2 }
 *       },
 *     })
 */
export interface UserEnvironment {
  shape: {
    /**
     * A state index (the state's first number, unless `observe` says otherwise), or a vector; `low` and `high` are
     * where its numbers usually lie (-1 and 1 if left out).
     */
    observation:
      | { kind: 'index'; states: number }
      | { kind: 'vector'; size: number; low?: readonly number[]; high?: readonly number[] }
    action:
      | { kind: 'discrete'; actions: number }
      | { kind: 'continuous'; size: number; low: readonly number[]; high: readonly number[] }
    /** The task ends after so many steps. */
    horizon?: number
    /** An episode is cut after so many steps, though the task goes on. */
    timeLimit?: number
  }
  /** A first state: always equally many numbers. */
  reset(rng: UserRandom): number[]
  /**
   * One step. `action` is an index for discrete actions, else an array of numbers (not clipped). Leave `state` as it is
   * and return a new one.
   */
  step(
    state: number[],
    action: number | number[],
    rng: UserRandom,
  ): { state: number[]; reward: number; terminated: boolean }
  /** What the policy sees of a state; left out, it sees the state itself. */
  observe?(state: number[]): number[]
}

/** The only source of chance. */
export interface UserRandom {
  /** Uniform in [0, 1). */
  uniform(): number
  /** Standard normal. */
  normal(): number
  /** A whole number from 0 to n - 1. */
  below(n: number): number
}

/**
 * The described world, ready to be used. @throws TypeError where the module has no such default export; whatever the
 * module throws goes on up with its own stack.
 */
export function userEnvironmentOf(module: { default?: unknown }, parameters: Record<string, unknown>): UserEnvironment {
  const exported = module.default
  const made: unknown = typeof exported === 'function' ? exported(parameters) : exported
  if (!isUserEnvironment(made))
    throw new TypeError(
      'the module’s default export must be an object with shape, reset and step, or a function that returns one',
    )
  return made
}

function isUserEnvironment(value: unknown): value is UserEnvironment {
  if (typeof value !== 'object' || value === null) return false
  return (
    'shape' in value &&
    'reset' in value &&
    typeof value.reset === 'function' &&
    'step' in value &&
    typeof value.step === 'function'
  )
}

function userEnvironmentShape(user: UserEnvironment): EnvironmentShape {
  const { observation, action, horizon, timeLimit } = user.shape
  if (observation.kind === 'index') return { observation, action, horizon, timeLimit }
  const each = (value: number): number[] => Array.from({ length: observation.size }, () => value)
  return {
    observation: { ...observation, low: observation.low ?? each(-1), high: observation.high ?? each(1) },
    action,
    horizon,
    timeLimit,
  }
}

/** What a user's world shows of a state: without `observe` the state itself, of which an index is the first number. */
export function shownOf(user: UserEnvironment, state: number[]): number[] {
  if (user.observe) return user.observe(state)
  return user.shape.observation.kind === 'index' ? state.slice(0, 1) : state
}

/** N copies of a user's world. Run `checkEnvironment` first: here its numbers are taken as they come. */
export function userEnvironment(user: UserEnvironment, copies: number, rng: Generator): VectorEnvironment {
  const shape = userEnvironmentShape(user)
  // One reset on numbers of its own shows how long a state is, without touching the run's.
  const stateSize = user.reset(new NewGenerator(0)).length
  const observationSize = observationWidth(shape)
  const read = (rows: ArrayLike<number>, at: number, size: number): number[] =>
    Array.from({ length: size }, (_, i) => rows[at + i]!)
  const write = (rows: Float64Array, at: number, size: number, values: number[], what: string): void => {
    if (values.length !== size)
      throw new RangeError(`the module’s ${what} has ${values.length} numbers, and ${size} were expected`)
    for (let i = 0; i < size; i++) {
      if (!Number.isFinite(values[i]))
        throw new RangeError(`the module’s ${what} holds ${values[i]} at place ${i}: only finite numbers go on`)
      rows[at + i] = values[i]!
    }
  }
  const dynamics: Dynamics = {
    stateSize,
    start: (stateNX, at, generator) => write(stateNX, at, stateSize, user.reset(generator), 'first state'),
    advance(stateNX, at, actions, actionAt, rewardsN, copy, generator) {
      const action = shape.action.kind === 'discrete' ? actions[actionAt]! : read(actions, actionAt, shape.action.size)
      const { state, reward, terminated } = user.step(read(stateNX, at, stateSize), action, generator)
      write(stateNX, at, stateSize, state, 'next state')
      if (!Number.isFinite(reward)) throw new RangeError(`the module’s reward is ${reward}: only finite numbers go on`)
      rewardsN[copy] = reward
      return terminated
    },
    observe: (stateNX, at, observationsND, observationAt) => {
      const state = read(stateNX, at, stateSize)
      const shown = shownOf(user, state)
      write(observationsND, observationAt, observationSize, shown, 'observation')
    },
  }
  return vectorEnvironment(shape, dynamics, copies, rng)
}
