import { describe, expect, test } from 'vitest'
import {
  environmentCatalogue,
  environmentSpec,
  environmentTraits,
} from '../../../src-shared/catalogue/environments/index.ts'
import type { BuiltInEnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { metricBounds } from '../../../src-shared/domain/metric-bounds.ts'
import { exactObjective } from '../exact/policy-values.ts'
import { optimum } from '../exact/optimum.ts'
import { Generator } from '../random/generator.ts'
import type { VectorEnvironment } from './environment.ts'
import { expectedRewardsSA } from './finite-mdp.ts'
import { finiteModel, makeEnvironment } from './registry.ts'

const builtIn = environmentCatalogue.filter((entry) => entry.id !== 'module').map((entry) => entry.id)
const specOf = (id: string, parameters: Record<string, unknown> = {}): BuiltInEnvironmentSpec =>
  environmentSpec.parse({ id, ...parameters }) as BuiltInEnvironmentSpec

/** Random actions for every copy, within the action's bounds. */
function randomActions(environment: VectorEnvironment, rng: Generator): Float64Array {
  const { action } = environment.shape
  if (action.kind === 'discrete')
    return Float64Array.from({ length: environment.copies }, () => rng.below(action.actions))
  return Float64Array.from(
    { length: environment.copies * action.size },
    (_, i) =>
      action.low[i % action.size]! + rng.uniform() * (action.high[i % action.size]! - action.low[i % action.size]!),
  )
}

/** Everything an environment shows over some steps of random actions, resetting what ended. */
function walk(environment: VectorEnvironment, rng: Generator, steps: number): number[] {
  const seen: number[] = []
  for (let i = 0; i < steps; i++) {
    for (let copy = 0; copy < environment.copies; copy++)
      if (environment.terminatedN[copy] || environment.truncatedN[copy]) environment.resetCopy(copy)
    environment.step(randomActions(environment, rng))
    seen.push(
      ...environment.observationsND,
      ...environment.rewardsN,
      ...environment.terminatedN,
      ...environment.truncatedN,
      ...environment.stepsN,
    )
  }
  return seen
}

describe.each(builtIn)('%s', (id) => {
  test('has the shape it says, and shows finite numbers in it', () => {
    const environment = makeEnvironment(specOf(id), 3, new Generator(1))
    const { observation, action } = environment.shape
    const { states, actions, actionLimit } = environmentTraits(specOf(id))
    expect({ states, actions }).toEqual({
      states: observation.kind === 'index' ? observation.states : undefined,
      actions: action.kind === 'discrete' ? action.actions : undefined,
    })
    const limits = action.kind === 'continuous' ? [...action.high, ...action.low.map((low) => -low)] : [undefined]
    expect(new Set(limits)).toEqual(new Set([actionLimit]))
    expect(environment.observationsND.length).toBe(3 * (observation.kind === 'index' ? 1 : observation.size))
    for (const value of walk(environment, new Generator(2), 300))
      if (!Number.isFinite(value)) throw new RangeError(`${id} showed ${value}`)
    const isIndex = (state: number): boolean =>
      observation.kind === 'vector' || (Number.isInteger(state) && state >= 0 && state < observation.states)
    expect(environment.observationsND.every(isIndex)).toBe(true)
  })

  test('returns lie within the bounds that its entry states', () => {
    const spec = specOf(id)
    const { low, high } = metricBounds('return', spec)
    const environment = makeEnvironment(spec, 3, new Generator(3))
    const rng = new Generator(4)
    const returnsN = new Float64Array(3)
    for (let i = 0; i < 1_000; i++) {
      environment.step(randomActions(environment, rng))
      for (let copy = 0; copy < 3; copy++) {
        returnsN[copy]! += environment.rewardsN[copy]!
        if (!environment.terminatedN[copy] && !environment.truncatedN[copy]) continue
        expect(returnsN[copy]!).toBeGreaterThanOrEqual(low - 1e-9)
        expect(returnsN[copy]!).toBeLessThanOrEqual(high + 1e-9)
        returnsN[copy] = 0
        environment.resetCopy(copy)
      }
    }
    expect.hasAssertions()
  })

  test('the same seed gives the same bits; another seed others where chance has a say', () => {
    const seen = (seed: number) => walk(makeEnvironment(specOf(id), 3, new Generator(seed)), new Generator(2), 100)
    expect(seen(1)).toEqual(seen(1))
    const hasChance = !['warm-up', 'CliffWalking-v1'].includes(id)
    expect(String(seen(1)) !== String(seen(3))).toBe(hasChance)
  })

  test('saved as JSON and loaded, it goes on with the same bits', () => {
    const environment = makeEnvironment(specOf(id), 3, new Generator(1))
    walk(environment, new Generator(2), 137)
    const saved = JSON.parse(JSON.stringify(environment.save())) as ReturnType<VectorEnvironment['save']>
    const restored = makeEnvironment(specOf(id), 3, new Generator(77))
    restored.load(saved)
    expect(restored.observationsND).toEqual(environment.observationsND)
    expect(walk(restored, new Generator(5), 150)).toEqual(walk(environment, new Generator(5), 150))
  })

  test('one copy’s steps don’t touch the others, and are the same as all copies’ steps', () => {
    const together = makeEnvironment(specOf(id), 2, new Generator(1))
    const oneByOne = makeEnvironment(specOf(id), 2, new Generator(1))
    const actions = randomActions(together, new Generator(3))
    together.step(actions)
    const size = actions.length / 2
    const shownBefore = oneByOne.getState(0)
    oneByOne.stepCopy(1, actions, size)
    expect(oneByOne.getState(0)).toEqual(shownBefore)
    expect(oneByOne.stepsN).toEqual(Int32Array.of(0, 1))
    oneByOne.stepCopy(0, actions, 0)
    expect(oneByOne.observationsND).toEqual(together.observationsND)
    expect(oneByOne.rewardsN).toEqual(together.rewardsN)
  })
})

describe('ends', () => {
  test('a horizon terminates, a time limit truncates, and neither hides the other end', () => {
    const garnet = makeEnvironment(specOf('garnet', { horizon: 3 }), 1, new Generator(1))
    const pendulum = makeEnvironment(specOf('Pendulum-v1', { timeLimit: 3 }), 1, new Generator(1))
    for (let step = 1; step <= 3; step++) {
      garnet.step(Float64Array.of(0))
      pendulum.step(Float64Array.of(0))
      expect([garnet.terminatedN[0], garnet.truncatedN[0]]).toEqual([step === 3 ? 1 : 0, 0])
      expect([pendulum.terminatedN[0], pendulum.truncatedN[0]]).toEqual([0, step === 3 ? 1 : 0])
    }
    pendulum.resetCopy(0)
    expect([pendulum.truncatedN[0], pendulum.stepsN[0]]).toEqual([0, 0])
    // A pole that falls at the very step of the time limit has fallen.
    const cartPole = makeEnvironment(specOf('CartPole-v1', { timeLimit: 1 }), 1, new Generator(1))
    cartPole.setState(0, [0, 0, 0.2, 3])
    cartPole.step(Float64Array.of(1))
    expect([cartPole.rewardsN[0], cartPole.terminatedN[0], cartPole.truncatedN[0]]).toEqual([1, 1, 0])
  })

  test('without a time limit nothing truncates', () => {
    const pendulum = makeEnvironment(specOf('Pendulum-v1', { timeLimit: null }), 1, new Generator(1))
    for (let step = 0; step < 1000; step++) pendulum.step(Float64Array.of(2))
    expect(pendulum.truncatedN[0]).toBe(0)
  })

  test('after the end, before the reset, a copy shows its final observation', () => {
    const lake = makeEnvironment(specOf('FrozenLake-v1', { slippery: false }), 1, new Generator(1))
    for (const action of [2, 1]) lake.step(Float64Array.of(action))
    expect([lake.observationsND[0], lake.terminatedN[0]]).toEqual([5, 1])
    // A terminal state is absorbing with reward zero.
    lake.step(Float64Array.of(1))
    expect([lake.observationsND[0], lake.rewardsN[0], lake.terminatedN[0]]).toEqual([5, 0, 1])
    lake.resetCopy(0)
    expect([lake.observationsND[0], lake.terminatedN[0]]).toEqual([0, 0])
  })

  test('a state of another number of copies is refused', () => {
    const saved = makeEnvironment(specOf('chain'), 2, new Generator(1)).save()
    expect(() => makeEnvironment(specOf('chain'), 3, new Generator(1)).load(saved)).toThrow(
      '2 copies and this one has 3',
    )
  })
})

describe('finite worlds', () => {
  const finite = builtIn.filter((id) => finiteModel(specOf(id)) !== undefined)

  test.each(finite)('%s: every row of the table sums to one', (id) => {
    const model = finiteModel(specOf(id))!
    expect(model.initialS.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12)
    for (let row = 0; row < model.states * model.actions; row++) {
      expect(
        model.probabilities.subarray(model.rowStart[row], model.rowStart[row + 1]).reduce((sum, p) => sum + p, 0),
      ).toBeCloseTo(1, 12)
    }
  })

  test.each(finite)('%s: the mean return of sampled episodes is the exact J of a uniform policy', (id) => {
    const horizon = Math.min((specOf(id) as { horizon: number }).horizon, 20)
    const spec = specOf(id, { horizon })
    const model = finiteModel(spec)!
    const uniform = new Float64Array(model.states * model.actions).fill(1 / model.actions)
    const exact = exactObjective(model, uniform)
    const copies = 20_000
    const environment = makeEnvironment(spec, copies, new Generator(4))
    const rng = new Generator(5)
    const returnsN = new Float64Array(copies)
    for (let copy = 0; copy < copies; copy++) {
      const action = [0]
      while (environment.terminatedN[copy] === 0) {
        action[0] = rng.below(model.actions)
        environment.stepCopy(copy, action)
        returnsN[copy]! += environment.rewardsN[copy]!
      }
    }
    const mean = returnsN.reduce((sum, value) => sum + value, 0) / copies
    const variance = returnsN.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (copies - 1)
    expect(Math.abs(mean - exact)).toBeLessThan(5 * Math.sqrt(variance / copies) + 1e-9)
  })

  test('the oracle takes terminal states as absorbing with reward zero', () => {
    const model = finiteModel(specOf('CliffWalking-v1'))!
    // Gymnasium's table still pays -1 for each step from the goal.
    expect(model.rewards[model.rowStart[47 * 4]!]).toBe(-1)
    expect(Array.from(expectedRewardsSA(model).subarray(47 * 4))).toEqual([0, 0, 0, 0])
  })

  test('a drawn map: walls, edges, slips and rewards', () => {
    const model = finiteModel(specOf('gridworld', { map: ['S#', '.G'], slip: 0.2, stepReward: -1, goalReward: 5 }))!
    const row = (state: number, action: number) => {
      const at = state * 4 + action
      return Array.from({ length: model.rowStart[at + 1]! - model.rowStart[at]! }, (_, i) => [
        model.nextStates[model.rowStart[at]! + i],
        model.probabilities[model.rowStart[at]! + i],
        model.rewards[model.rowStart[at]! + i],
      ])
    }
    // Right is a wall; its sides are down and up.
    expect(row(0, 2)).toEqual([
      [0, 0.8, -1],
      [2, 0.1, -1],
      [0, 0.1, -1],
    ])
    expect(row(2, 2)).toEqual([
      [3, 0.8, 5],
      [2, 0.1, -1],
      [0, 0.1, -1],
    ])
    expect(Array.from(model.terminalS)).toEqual([0, 0, 0, 1])
  })

  test('Taxi: known answers of its rules, and its well-known best mean', () => {
    const model = finiteModel(specOf('Taxi'))!
    const outcome = (state: number, action: number) => [
      model.nextStates[state * 6 + action],
      model.rewards[state * 6 + action],
      model.terminalS[model.nextStates[state * 6 + action]!],
    ]
    const encode = (row: number, column: number, passenger: number, destination: number) =>
      ((row * 5 + column) * 5 + passenger) * 4 + destination
    // Gymnasium's documentation: state 328 is taxi at (3, 1), passenger at Y, destination R.
    expect(encode(3, 1, 2, 0)).toBe(328)
    expect(outcome(328, 0)).toEqual([encode(4, 1, 2, 0), -1, 0])
    expect(outcome(328, 2)).toEqual([encode(3, 2, 2, 0), -1, 0])
    // A wall stands on its west side.
    expect(outcome(328, 3)).toEqual([328, -1, 0])
    expect(outcome(328, 4)).toEqual([328, -10, 0])
    expect(outcome(encode(4, 0, 2, 0), 4)).toEqual([encode(4, 0, 4, 0), -1, 0])
    expect(outcome(encode(0, 0, 4, 0), 5)).toEqual([encode(0, 0, 0, 0), 20, 1])
    expect(outcome(encode(4, 3, 4, 0), 5)).toEqual([encode(4, 3, 3, 0), -1, 0])
    expect(outcome(encode(2, 2, 4, 0), 5)).toEqual([encode(2, 2, 4, 0), -10, 0])
    expect(optimum(model).objective).toBeCloseTo(7.93, 2)
  })

  test('a Garnet world has the asked branching and depends on its own seed alone', () => {
    const model = (worldSeed: number) =>
      finiteModel(specOf('garnet', { worldSeed, states: 7, actions: 3, branching: 4 }))!
    expect(model(1)).toEqual(model(1))
    expect(model(1).probabilities).not.toEqual(model(2).probabilities)
    for (let row = 0; row < 21; row++) {
      const next = model(1).nextStates.subarray(model(1).rowStart[row], model(1).rowStart[row + 1])
      expect(new Set(next).size).toBe(4)
    }
  })
})
