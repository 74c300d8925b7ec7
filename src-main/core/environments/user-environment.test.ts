import { describe, expect, test } from 'vitest'
import { Generator } from '../random/generator.ts'
import { checkEnvironment } from './check-environment.ts'
import type { UserEnvironment } from './user-environment.ts'
import { userEnvironment, userEnvironmentOf } from './user-environment.ts'

/** A noisy walk on a line that ends two away from the middle. */
const walk: UserEnvironment = {
  shape: { observation: { kind: 'vector', size: 1 }, action: { kind: 'discrete', actions: 2 }, timeLimit: 50 },
  reset: (rng) => [rng.uniform()],
  step(state, action, rng) {
    const x = state[0]! + (action === 1 ? 0.1 : -0.1) + 0.01 * rng.normal()
    return { state: [x], reward: -Math.abs(x), terminated: Math.abs(x) > 2 }
  },
}

describe('a user’s world', () => {
  test('steps as it is written, shows its own observation, and goes on from a saved state', () => {
    const made = {
      ...walk,
      shape: { ...walk.shape, observation: { kind: 'vector', size: 2 } },
      observe: (state: number[]) => [state[0]!, state[0]! * state[0]!],
    } as UserEnvironment
    const environment = userEnvironment(made, 2, new Generator(1))
    expect(environment.shape.observation).toEqual({ kind: 'vector', size: 2, low: [-1, -1], high: [1, 1] })
    environment.setState(0, [1.95])
    environment.setState(1, [0.5])
    environment.step(Float64Array.of(1, 0))
    expect(Math.abs(environment.observationsND[0]! - 2.05)).toBeLessThan(0.1)
    expect(environment.observationsND[1]).toBe(environment.observationsND[0]! * environment.observationsND[0]!)
    expect(Array.from(environment.terminatedN)).toEqual([1, 0])
    const restored = userEnvironment(made, 2, new Generator(9))
    restored.load(environment.save())
    for (const world of [environment, restored]) {
      world.resetCopy(0)
      world.step(Float64Array.of(0, 1))
    }
    expect(restored.observationsND).toEqual(environment.observationsND)
  })

  test('continuous actions come as an array', () => {
    const seen: unknown[] = []
    const made: UserEnvironment = {
      shape: {
        observation: { kind: 'vector', size: 1 },
        action: { kind: 'continuous', size: 2, low: [-1, -1], high: [1, 1] },
      },
      reset: () => [0],
      step(state, action) {
        seen.push(action)
        return { state, reward: 0, terminated: false }
      },
    }
    userEnvironment(made, 2, new Generator(1)).step(Float64Array.of(0.1, 0.2, 0.3, 0.4))
    expect(seen).toEqual([
      [0.1, 0.2],
      [0.3, 0.4],
    ])
  })

  test('the default export may be a function of the parameters; anything else is refused', () => {
    expect(
      userEnvironmentOf(
        {
          default: (parameters: Record<string, unknown>) => ({
            ...walk,
            shape: { ...walk.shape, timeLimit: parameters['limit'] },
          }),
        },
        { limit: 7 },
      ).shape.timeLimit,
    ).toBe(7)
    expect(() => userEnvironmentOf({}, {})).toThrow('default export')
  })

  test('numbers that aren’t finite end the run with the place', () => {
    const environment = userEnvironment(
      { ...walk, step: () => ({ state: [Number.NaN], reward: 0, terminated: false }) },
      1,
      new Generator(1),
    )
    expect(() => environment.step(Float64Array.of(0))).toThrow('the module’s next state holds NaN at place 0')
  })
})

describe('the conformance check', () => {
  let counter = 0
  const faults: [string, unknown, string][] = [
    ['no export', undefined, 'default export'],
    [
      'a throwing maker',
      () => {
        throw new Error('no map')
      },
      'The default export failed: Error: no map.',
    ],
    [
      'a wrong observation kind',
      { ...walk, shape: { ...walk.shape, observation: { kind: 'pixels' } } },
      "shape.observation.kind must be 'index' or 'vector'.",
    ],
    [
      'bounds upside down',
      { ...walk, shape: { ...walk.shape, action: { kind: 'continuous', size: 1, low: [1], high: [-1] } } },
      'shape.action.low and high must be arrays of one finite number, low below high.',
    ],
    [
      'a bound that is a number, not an array',
      { ...walk, shape: { ...walk.shape, action: { kind: 'continuous', size: 2, low: -1, high: 1 } } },
      'shape.action.low and high must be arrays of 2 finite numbers, low below high.',
    ],
    [
      'a time limit of zero',
      { ...walk, shape: { ...walk.shape, timeLimit: 0 } },
      'shape.timeLimit must be a whole number of at least 1; or leave it out.',
    ],
    ['a reset without an array', { ...walk, reset: () => 3 }, 'reset must give a state as an array of numbers.'],
    [
      'a state that grows',
      { ...walk, step: (state: number[]) => ({ state: [...state, 1], reward: 0, terminated: false }) },
      'step gave a state of 2 numbers, and 1 were expected.',
    ],
    [
      'a missing flag',
      { ...walk, step: (state: number[]) => ({ state: [...state], reward: 0 }) },
      'step must return { state, reward, terminated }.',
    ],
    [
      'a reward that is no number',
      { ...walk, step: (state: number[]) => ({ state: [...state], reward: Number.NaN, terminated: false }) },
      'step returned the reward NaN: it must be a finite number.',
    ],
    [
      'chance of its own',
      { ...walk, step: (state: number[]) => ({ state: [...state], reward: counter++, terminated: false }) },
      'step gave something else for the same state, action and random numbers',
    ],
    [
      'a changed state',
      {
        ...walk,
        step: (state: number[]) => {
          state[0]! += 1
          return { state: [state[0]!], reward: 0, terminated: false }
        },
      },
      'step changed the state it was given',
    ],
    [
      'a throwing step',
      {
        ...walk,
        step: () => {
          throw new TypeError('x is undefined')
        },
      },
      'with action',
    ],
    [
      'an observation of the wrong size',
      { ...walk, observe: () => [1, 2] },
      'observe gave an observation of 2 numbers, and 1 were expected.',
    ],
    [
      'an index beyond the states',
      {
        ...walk,
        shape: { ...walk.shape, observation: { kind: 'index', states: 2 } },
        reset: () => [0],
        step: () => ({ state: [2], reward: 0, terminated: false }),
      },
      'without observe the state is shown, and it gave the index 2: it must be a whole number from 0 to 1.',
    ],
    [
      'no end',
      {
        ...walk,
        shape: { ...walk.shape, timeLimit: undefined },
        step: (state: number[]) => ({ state: [...state], reward: 0, terminated: false }),
      },
      'No episode ended in 2,000 steps',
    ],
  ]

  test('finds nothing wrong with a sound world', () => {
    expect(checkEnvironment({ default: walk })).toEqual([])
  })

  test.each(faults)('%s', (_, exported, sentence) => {
    const found = checkEnvironment({ default: exported })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(sentence)
  })
})
