import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { featureCount, featureProblem } from '../../../src-shared/catalogue/feature-count.ts'
import { featureSpec } from '../../../src-shared/catalogue/features.ts'
import type { FeatureSpec } from '../../../src-shared/catalogue/features.ts'
import {
  environmentCatalogue,
  environmentSpec,
  environmentTraits,
} from '../../../src-shared/catalogue/environments/index.ts'
import type { BuiltInEnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentShape } from '../environments/environment.ts'
import { makeEnvironment } from '../environments/registry.ts'
import { Generator } from '../random/generator.ts'
import { createFeatureMap } from './features.ts'

const vector = (low: number[], high: number[]): EnvironmentShape => ({
  observation: { kind: 'vector', size: low.length, low, high },
  action: { kind: 'discrete', actions: 2 },
})
const index = (states: number, columns?: number): EnvironmentShape => ({
  observation: { kind: 'index', states, columns },
  action: { kind: 'discrete', actions: 2 },
})

/** phi of one observation, written between guards that must stay as they are. */
function phi(spec: FeatureSpec, shape: EnvironmentShape, observation: number[]): number[] {
  const map = createFeatureMap(spec, shape)
  const out = new Float64Array(map.size + 2).fill(-7)
  map.write([99, ...observation], 1, out, 1)
  expect([out[0], out[map.size + 1]]).toEqual([-7, -7])
  return Array.from(out.subarray(1, -1))
}

function sizeOrProblem(features: FeatureSpec, shape: EnvironmentShape): { size: number } | { problem: string } {
  try {
    return { size: createFeatureMap(features, shape).size }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}

describe('known answers', () => {
  test('one-hot', () => expect(phi({ kind: 'one-hot' }, index(4), [2])).toEqual([0, 0, 1, 0]))

  test('polynomial of degree 2 in two numbers: 1, y, y^2, x, x y, x^2 over [-1, 1]', () => {
    // x = 3 of [0, 4] is 0.5; y = -1 of [-2, 2] is -0.5.
    expect(phi({ kind: 'polynomial', degree: 2 }, vector([0, -2], [4, 2]), [3, -1])).toEqual([
      1, -0.5, 0.25, 0.5, -0.25, 0.25,
    ])
    // Never clipped: a linear policy stays linear beyond the range.
    expect(phi({ kind: 'polynomial', degree: 1 }, vector([-1], [1]), [5])).toEqual([1, 5])
  })

  test('Fourier of order 1 in two numbers: cos 0, cos pi y, cos pi x, cos pi (x + y)', () => {
    const found = phi({ kind: 'fourier', order: 1 }, vector([0, 0], [1, 1]), [0.5, 0.25])
    const expected = [1, Math.SQRT1_2, 0, -Math.SQRT1_2]
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 12))
  })

  test('radial: at a centre that bump is the largest, halfway two are equal', () => {
    const shape = vector([0], [1])
    const atCentre = phi({ kind: 'radial', centres: 3, width: 0.5 }, shape, [0.5])
    expect(atCentre[0]).toBe(atCentre[2])
    expect(atCentre[1]! / atCentre[0]!).toBeCloseTo(Math.exp(0.25 / (2 * 0.0625)), 10)
    const between = phi({ kind: 'radial', centres: 3, width: 0.5 }, shape, [0.25])
    expect(between[0]).toBeCloseTo(between[1]!, 12)
  })

  test('tiles: two tilings of two tiles over [0, 1], the second shifted by half a tile', () => {
    const at = (x: number) => phi({ kind: 'tiles', tilings: 2, tiles: 2 }, vector([0], [1]), [x])
    expect(at(0.1)).toEqual([1, 0, 0, 1, 0, 0])
    expect(at(0.3)).toEqual([1, 0, 0, 0, 1, 0])
    expect(at(0.8)).toEqual([0, 1, 0, 0, 0, 1])
    expect(at(1)).toEqual([0, 0, 1, 0, 0, 1])
  })

  test('a map’s row and column are its coordinates; any other world’s is its index', () => {
    // State 7 of a map with 4 columns and 3 rows: row 1 of 0 to 2, column 3 of 0 to 3.
    expect(phi({ kind: 'polynomial', degree: 1 }, index(12, 4), [7])).toEqual([1, 1, 0])
    expect(phi({ kind: 'polynomial', degree: 1 }, index(5), [3])).toEqual([1, 0.5])
  })

  test('a matrix gives the state’s row, or a row for each action', () => {
    expect(
      phi(
        {
          kind: 'matrix',
          rows: [
            [1, 2],
            [3, 4],
          ],
        },
        index(2),
        [1],
      ),
    ).toEqual([3, 4])
    const perPair: FeatureSpec = { kind: 'matrix', rows: [[1], [2], [3], [4]] }
    expect(phi(perPair, index(2), [1])).toEqual([3, 4])
    expect(createFeatureMap(perPair, index(2)).perAction).toBe(1)
    // The chapter's example: phi(1) = 1, phi(0) = 0 in its one state.
    expect(phi({ kind: 'matrix', rows: [[0], [1]] }, index(1), [0])).toEqual([0, 1])
  })
})

describe('properties', () => {
  const point = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 })
  const shape = vector([-1, -1, 0], [1, 1, 2])

  test('radial features are never negative and sum to one, however narrow', () => {
    fc.assert(
      fc.property(point, fc.double({ min: 0.01, max: 3, noNaN: true }), (x, width) => {
        const found = phi({ kind: 'radial', centres: 4, width }, shape, x)
        expect(found.every((value) => value >= 0)).toBe(true)
        expect(found.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
      }),
    )
  })

  test('exactly one tile of each tiling is on', () => {
    fc.assert(
      fc.property(point, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5 }), (x, tilings, tiles) => {
        const found = phi({ kind: 'tiles', tilings, tiles }, shape, x)
        for (let tiling = 0; tiling < tilings; tiling++) {
          const own = found.slice((tiling * found.length) / tilings, ((tiling + 1) * found.length) / tilings)
          expect(own.filter((value) => value === 1)).toHaveLength(1)
          expect(own.filter((value) => value === 0)).toHaveLength(own.length - 1)
        }
      }),
    )
  })

  const featureKinds = featureSpec.unwrap().options.map(({ shape }) => shape.kind.value)

  test('every map has as many features as the catalogue says, on every world where it fits', () => {
    for (const entry of environmentCatalogue) {
      if (entry.id === 'module') continue
      const spec = environmentSpec.parse({ id: entry.id }) as BuiltInEnvironmentSpec
      const world = environmentTraits(spec)
      for (const id of featureKinds) {
        const features = featureSpec.parse(
          id === 'matrix'
            ? { kind: id, rows: Array.from({ length: world.states ?? 2 }, () => [1, 2, 3]) }
            : { kind: id },
        )
        const problem = featureProblem(features, world)
        expect({
          id: entry.id,
          features: id,
          ...sizeOrProblem(features, makeEnvironment(spec, 1, new Generator(1)).shape),
        }).toEqual({
          id: entry.id,
          features: id,
          ...(problem === undefined ? { size: featureCount(features, world) } : { problem: problem.sentence }),
        })
      }
    }
  })
})

describe('what doesn’t fit says so', () => {
  test.each([
    [
      { kind: 'one-hot' } as FeatureSpec,
      vector([0], [1]),
      'one-hot features need a finite world; pick polynomial, Fourier, radial or tile features',
    ],
    [
      { kind: 'tiles', tilings: 8, tiles: 8 } as FeatureSpec,
      vector([0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1]),
      'these make 4,251,528 features of 6 numbers',
    ],
    [
      { kind: 'matrix', rows: [[1], [2], [3]] } as FeatureSpec,
      index(2),
      'the matrix has 3 rows; give it one for each of the 2 states, or one for each of the 4 pairs of state and action',
    ],
  ])('%o', (spec, shape, sentence) => {
    expect(() => createFeatureMap(spec, shape)).toThrow(sentence)
  })
})
