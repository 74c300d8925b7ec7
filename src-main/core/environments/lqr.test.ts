import { describe, expect, test } from 'vitest'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { LqrSpec } from '../../../src-shared/catalogue/environments/lqr.ts'
import { Generator } from '../random/generator.ts'
import { makeEnvironment } from './registry.ts'
import type { RiccatiSolution } from './riccati.ts'
import { riccatiAction, solveRiccati } from './riccati.ts'

const specOf = (parameters: Record<string, unknown> = {}): LqrSpec =>
  environmentSpec.parse({ id: 'lqr', ...parameters }) as LqrSpec

/** Mean return and its standard error over `episodes` copies under u = -K_h x, each gain multiplied by `share`. */
function simulate(
  spec: LqrSpec,
  solution: RiccatiSolution,
  episodes: number,
  share = 1,
): { mean: number; error: number } {
  const environment = makeEnvironment(spec, episodes, new Generator(3))
  const size = spec.actionCost.length
  const actionsNK = new Float64Array(episodes * size)
  const returnsN = new Float64Array(episodes)
  for (let step = 0; step < spec.timeLimit!; step++) {
    for (let copy = 0; copy < episodes; copy++)
      riccatiAction(solution, step, environment.observationsND, copy * spec.dynamics.length, actionsNK, copy * size)
    environment.step(actionsNK.map((u) => share * u))
    environment.rewardsN.forEach((reward, copy) => (returnsN[copy]! += reward))
  }
  const mean = returnsN.reduce((sum, value) => sum + value, 0) / episodes
  const variance = returnsN.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (episodes - 1)
  return { mean, error: Math.sqrt(variance / episodes) }
}

describe('Riccati', () => {
  test('a scalar case by hand: two steps, A = B = Q = R = 1', () => {
    const spec = specOf({
      dynamics: [[1]],
      control: [[1]],
      stateCost: [[1]],
      actionCost: [[1]],
      timeLimit: 2,
      noise: 0.5,
      initialRange: 3,
    })
    const { gainsUX, costXX, expectedReturn } = solveRiccati(spec)
    // P_2 = 0, K_1 = 0, P_1 = 1, K_0 = 1/2, P_0 = 1 + 1 (1 - 1/2) = 3/2.
    expect(gainsUX.map((gain) => gain[0])).toEqual([0.5, 0])
    expect(costXX[0]).toBe(1.5)
    // E x^2 = 9/3 at the start; the noise of step 0 costs P_1, of step 1 nothing.
    expect(expectedReturn).toBeCloseTo(-(1.5 * 3 + 0.25), 12)
  })

  test('without a time limit the gain solves the algebraic equation: golden ratio', () => {
    const { gainsUX, costXX, expectedReturn } = solveRiccati(
      specOf({ dynamics: [[1]], control: [[1]], stateCost: [[1]], actionCost: [[1]], timeLimit: null }),
    )
    expect(costXX[0]).toBeCloseTo((1 + Math.sqrt(5)) / 2, 12)
    expect(gainsUX[0]![0]).toBeCloseTo((Math.sqrt(5) - 1) / 2, 12)
    expect(expectedReturn).toBeUndefined()
  })

  test('a world that no controller can hold is refused in words', () => {
    expect(() =>
      solveRiccati(specOf({ dynamics: [[2]], control: [[0]], stateCost: [[1]], actionCost: [[1]], timeLimit: null })),
    ).toThrow('set a time limit')
  })

  test('simulated, it earns what it says, and weaker or stronger gains earn less on the same starts and noise', () => {
    const coupled = specOf({
      dynamics: [
        [1, 0.1, 0],
        [-0.2, 0.95, 0.05],
        [0, 0.1, 0.9],
      ],
      control: [
        [0.1, 0],
        [0.2, 0.1],
        [0, 0.3],
      ],
      stateCost: [
        [1, 0.1, 0],
        [0.1, 0.5, 0],
        [0, 0, 0.2],
      ],
      actionCost: [
        [0.2, 0.05],
        [0.05, 0.3],
      ],
      timeLimit: 40,
    })
    for (const spec of [specOf(), coupled]) {
      const solution = solveRiccati(spec)
      const best = simulate(spec, solution, 5000)
      expect(Math.abs(best.mean - solution.expectedReturn!)).toBeLessThan(5 * best.error)
      for (const share of [0.7, 1.3]) expect(simulate(spec, solution, 5000, share).mean).toBeLessThan(best.mean)
    }
  })
})

describe('schema', () => {
  test.each([
    [{ control: [[0.1]] }, 'control has 1 rows: it must be 2 by 1'],
    [{ dynamics: [[1, 0.1], [0]] }, 'dynamics[1] has 1 entries: it must be 2 by 2'],
    [
      {
        stateCost: [
          [1, 2],
          [0, 1],
        ],
      },
      'stateCost must be symmetric',
    ],
    [
      {
        stateCost: [
          [1, 2],
          [2, 1],
        ],
      },
      'stateCost must not be negative in any direction',
    ],
    [{ actionCost: [[0]] }, 'actionCost must be positive definite: every action costs something'],
  ])('%o is refused', (parameters, message) => {
    const parsed = environmentSpec.safeParse({ id: 'lqr', ...parameters })
    expect(parsed.error?.issues.map((issue) => issue.message)).toContain(message)
  })
})
