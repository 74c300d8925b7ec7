import { expect, it } from 'vitest'
import type { Engine } from '../../core/networks/engine.ts'
import type { Vector } from '../../core/networks/network.ts'
import { referenceEngine } from '../../core/networks/reference-engine.ts'
import { Generator } from '../../core/random/generator.ts'
import { deviations } from './deviations.ts'

/** Shorter than a lane, no multiple of one, and longer than a block of sums. */
const lengths = [1, 2, 3, 4, 5, 8, 15, 16, 31, 64, 67, 4_096, 4_097, 9_155]

/** Of what is worked out in float64: a few roundings. */
const float64Tolerance = 4e-15

/** Vector operations against the reference, at every length; none touches what lies behind its vector. */
export function vectorConformance(engineOf: () => Engine, tolerance: number): void {
  const reference = referenceEngine()

  function pairs(length: number, count: number): { ours: Vector[]; theirs: Float64Array[]; behind: () => string[] } {
    const rng = new Generator(length, 'vectors')
    const theirs = Array.from({ length: count }, () => Float64Array.from({ length }, () => Math.fround(rng.normal())))
    const blocks = theirs.map((values) => {
      const block = engineOf().vector(length + 9)
      block.set(values)
      block.fill(7, length)
      return block
    })
    return {
      ours: blocks.map((block) => block.subarray(0, length)),
      theirs,
      behind: () =>
        blocks.flatMap((block) => deviations('behind the end', block.subarray(length), new Float64Array(9).fill(7), 0)),
    }
  }

  it.each(lengths)('sums over vectors of %i numbers', (length) => {
    const { ours, theirs } = pairs(length, 2)
    const [x, y] = ours as [Vector, Vector]
    const [x64, y64] = theirs as [Float64Array, Float64Array]
    // A sum's rounding is measured by what is summed, not by what is left after cancelling.
    const magnitude = Math.sqrt(reference.squaredNorm(x64) * reference.squaredNorm(y64))
    expect(Math.abs(engineOf().dot(x, y) - reference.dot(x64, y64))).toBeLessThanOrEqual(
      tolerance * Math.max(1, magnitude),
    )
    expect(deviations('squared norm', [engineOf().squaredNorm(x)], [reference.squaredNorm(x64)], tolerance)).toEqual([])
  })

  it.each(lengths)('exponentials of %i numbers, over the whole range', (length) => {
    const rng = new Generator(length, 'exponentials')
    const engine = engineOf()
    const x = engine.doubles(length + 1)
    for (let i = 0; i < length; i++)
      x[i] = i % 3 === 0 ? rng.normal() : i % 3 === 1 ? 1e-3 * rng.normal() : 1_400 * rng.uniform() - 700
    x[length] = 7
    const expected = Array.from(x.subarray(0, length), Math.exp)
    engine.exponentials(x, length, x)
    expect(Math.max(...expected.map((value, i) => Math.abs(x[i]! - value) / value))).toBeLessThan(float64Tolerance)
    expect(x[length]).toBe(7)
  })

  it('exponentials at the ends: 1 for 0, NaN for NaN, next to nothing far below, beyond float32 far above', () => {
    const engine = engineOf()
    const x = engine.doubles(6)
    x.set([0, Number.NaN, -1e4, Number.NEGATIVE_INFINITY, 1e4, -0])
    engine.exponentials(x, 6, x)
    expect([x[0], x[5]]).toEqual([1, 1])
    expect(x[1]).toBeNaN()
    for (const small of [x[2]!, x[3]!]) expect(small).toBeLessThan(1e-300)
    expect(Math.fround(x[4]!)).toBe(Number.POSITIVE_INFINITY)
  })

  it.each([
    { rows: 1, actions: 2, stride: 2 },
    { rows: 7, actions: 1, stride: 1 },
    { rows: 8, actions: 2, stride: 3 },
    { rows: 71, actions: 6, stride: 6 },
    { rows: 3, actions: 18, stride: 19 },
  ])('softmax of $rows rows of $actions logits, $stride apart', ({ rows, actions, stride }) => {
    const engine = engineOf()
    const rng = new Generator(rows, 'softmax')
    const logits = engine.rows(rows, stride)
    for (let i = 0; i < logits.length; i++) logits[i] = (i % 5 === 0 ? 40 : 2) * rng.normal()
    const [probabilities, normalisers] = [engine.doubles(rows * actions + 2).fill(7), engine.doubles(rows + 2).fill(7)]
    engine.softmax(logits, stride, actions, rows, probabilities, normalisers)
    const [expected, expectedNormalisers] = [new Float64Array(rows * actions), new Float64Array(rows)]
    reference.softmax(Float64Array.from(logits), stride, actions, rows, expected, expectedNormalisers)
    expect([
      ...deviations('probabilities', probabilities, [...expected, 7, 7], float64Tolerance),
      ...deviations('normalisers', normalisers, [...expectedNormalisers, 7, 7], float64Tolerance),
    ]).toEqual([])
    for (let b = 0; b < rows; b++)
      expect(probabilities.subarray(b * actions, (b + 1) * actions).reduce((sum, pi) => sum + pi)).toBeCloseTo(1, 14)
  })

  it('softmax keeps the digits of what is unlikely, and shows NaN', () => {
    const engine = engineOf()
    const logits = engine.rows(2, 2)
    logits.set([0, -30, 0, Number.NaN])
    const [probabilities, normalisers] = [engine.doubles(4), engine.doubles(2)]
    engine.softmax(logits, 2, 2, 2, probabilities, normalisers)
    expect(probabilities[1]! / Math.exp(-30)).toBeCloseTo(1, 11)
    expect(normalisers[0]! / Math.log1p(Math.exp(-30))).toBeCloseTo(1, 2)
    expect([probabilities[2], probabilities[3], normalisers[1]].every(Number.isNaN)).toBe(true)
  })

  it.each([1, 2, 3, 4, 5, 21])(
    'gathers rows of %i numbers, of its vectors and of doubles, also of tables that it did not hand out',
    (width) => {
      const engine = engineOf()
      const rng = new Generator(width, 'gather')
      const rowsB = engine.indices(9)
      for (let i = 0; i < 9; i++) rowsB[i] = rng.below(12)
      const [vectors, doubles] = [engine.rows(12, width), engine.doubles(12 * width)]
      for (const table of [vectors, doubles]) {
        for (let i = 0; i < table.length; i++) table[i] = rng.normal()
        for (const from of [table, table.slice()]) {
          const out = (table === doubles ? engine.doubles(8 * width) : engine.rows(8, width)).fill(7)
          engine.gather(from, width, rowsB, 2, 9, out)
          const expected = Array.from(rowsB.subarray(2), (row) =>
            Array.from(table.subarray(row * width, (row + 1) * width)),
          ).flat()
          expect([...out]).toEqual([...expected, ...Array.from({ length: width }, () => 7)])
        }
      }
    },
  )

  it.each(lengths)('adds a multiple of a vector of %i numbers', (length) => {
    const { ours, theirs, behind } = pairs(length, 2)
    engineOf().addScaled(ours[0]!, -0.75, ours[1]!)
    reference.addScaled(theirs[0]!, -0.75, theirs[1]!)
    expect([...deviations('y', ours[0]!, theirs[0]!, tolerance), ...behind()]).toEqual([])
  })

  it.each(lengths)('steps of vectors of %i numbers', (length) => {
    for (const [name, take] of Object.entries(steps)) {
      const { ours, theirs, behind } = pairs(length, 4)
      for (const [, , , squares] of [ours, theirs])
        for (let i = 0; i < length; i++) squares![i] = Math.abs(squares![i]!)
      take(engineOf(), ours as Walked)
      take(reference, theirs as Walked)
      const found = ['theta', 'gradient', 'signed memory', 'squares'].flatMap((what, i) =>
        deviations(`${name}: ${what}`, ours[i]!, theirs[i]!, tolerance),
      )
      expect([...found, ...behind()]).toEqual([])
    }
  })
}

type StepName = Extract<keyof Engine, `${string}Step`>
type Walked = [theta: Vector, gradient: Vector, signed: Vector, squares: Vector]

/**
 * Each of an engine's steps, on numbers that it might have remembered: `signed` ones and `squares`, never negative. The
 * compiler asks for every step that there is.
 */
const steps: { [Name in StepName]: (engine: Engine, walked: Walked) => void } = {
  sgdStep: (engine, [theta, gradient]) => engine.sgdStep(theta, gradient, 0.125, 0.5),
  momentumStep: (engine, [theta, gradient, velocity]) => engine.momentumStep(theta, gradient, velocity, 0.03, 0.9, 0.7),
  rmspropStep: (engine, [theta, gradient, , squares]) =>
    engine.rmspropStep(theta, gradient, squares, 0.02, 0.95, 1e-5, 0.6),
  adamStep(engine, [theta, gradient, m, v]) {
    let [decay1, decay2] = [1, 1]
    for (let step = 0; step < 3; step++) {
      decay1 *= 0.9
      decay2 *= 0.999
      engine.adamStep(theta, gradient, m, v, {
        learningRate: 0.01,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-5,
        correction1: 1 - decay1,
        correction2: 1 - decay2,
        gradientScale: 0.3,
      })
    }
  },
}
