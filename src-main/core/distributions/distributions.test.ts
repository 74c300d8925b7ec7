import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referenceEngine } from '../networks/reference-engine.ts'
import { Generator } from '../random/generator.ts'
import { categorical } from './categorical.ts'
import { diagonalGaussian, logTanhDerivative } from './diagonal-gaussian.ts'
import type { Distribution } from './distribution.ts'

// Every derivative in output space against central finite differences, on one row that is wider than the distribution's
// own numbers.

const outputsOf = (count: number) =>
  fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: count, maxLength: count })

interface Case {
  name: string
  distribution: Distribution
  actions: fc.Arbitrary<number[]>
  squashed: boolean
}
const numbers = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 2 })
const cases: Case[] = [
  {
    name: 'categorical',
    distribution: categorical(4, referenceEngine()),
    actions: fc.integer({ min: 0, max: 3 }).map((action) => [action]),
    squashed: false,
  },
  { name: 'gaussian', distribution: diagonalGaussian(2), actions: numbers, squashed: false },
  {
    name: 'squashed gaussian',
    distribution: diagonalGaussian(2, { logHalfRangeK: [0, 0.7] }),
    actions: numbers,
    squashed: true,
  },
]

/** What the head says of one row. */
function measure(distribution: Distribution, outputs: number[], action: number[], oldOutputs: number[]) {
  const head = distribution.createHead(1)
  const logProb = new Float64Array(1)
  head.prepare(Float64Array.from(outputs), outputs.length, 1, Float64Array.from(action), logProb)
  return { head, logProb: logProb[0]!, entropy: head.entropySum(), kl: head.klSum(Float64Array.from(oldOutputs)) }
}

function finiteDifferences(f: (outputs: number[]) => number, outputs: number[]): number[] {
  const step = 1e-5
  return outputs.map((_, k) => {
    const at = (shift: number) => f(outputs.map((value, i) => (i === k ? value + shift : value)))
    return (at(step) - at(-step)) / (2 * step)
  })
}

/** The largest difference of two vectors, relative to max(1, |expected|). */
function deviation(actual: ArrayLike<number>, expected: number[]): number {
  return Math.max(...expected.map((value, k) => Math.abs(actual[k]! - value) / Math.max(1, Math.abs(value))))
}

describe.each(cases)('$name', ({ distribution, actions, squashed }) => {
  const K = distribution.outputs
  const rows = outputsOf(K + 1)

  it('has the score of its log-probability', () => {
    fc.assert(
      fc.property(rows, actions, (outputs, action) => {
        const gradient = new Float64Array(K + 1)
        measure(distribution, outputs, action, outputs).head.setGradient(
          Float64Array.of(1),
          0,
          new Float64Array(K + 1),
          gradient,
        )
        expect(
          deviation(
            gradient,
            finiteDifferences((x) => measure(distribution, x, action, outputs).logProb, outputs),
          ),
        ).toBeLessThan(1e-5)
      }),
    )
  })

  it('has the gradient of KL(old || new), which is zero and least where they are equal', () => {
    fc.assert(
      fc.property(rows, rows, actions, (outputs, old, action) => {
        const gradient = new Float64Array(K + 1)
        const { head, kl } = measure(distribution, outputs, action, old)
        head.addKlGradient(1, Float64Array.from(old), gradient)
        expect(kl).toBeGreaterThanOrEqual(-1e-12)
        expect(measure(distribution, outputs, action, outputs).kl).toBeCloseTo(0, 12)
        expect(
          deviation(
            gradient,
            finiteDifferences((x) => measure(distribution, x, action, old).kl, outputs),
          ),
        ).toBeLessThan(1e-5)
      }),
    )
  })

  it('has the Fisher matrix of its KL’s curvature', () => {
    fc.assert(
      fc.property(rows, rows, actions, (outputs, direction, action) => {
        const product = new Float64Array(K + 1)
        measure(distribution, outputs, action, outputs).head.fisherProduct(Float64Array.from(direction), 1, product)
        const gradientAt = (shift: number): Float64Array => {
          const gradient = new Float64Array(K + 1)
          const moved = outputs.map((value, k) => value + shift * direction[k]!)
          measure(distribution, moved, action, outputs).head.addKlGradient(1, Float64Array.from(outputs), gradient)
          return gradient
        }
        const [above, below] = [gradientAt(1e-5), gradientAt(-1e-5)]
        expect(
          deviation(
            product,
            Array.from(above, (value, k) => (value - below[k]!) / 2e-5),
          ),
        ).toBeLessThan(1e-5)
      }),
    )
  })

  it('has the gradient of its entropy', () => {
    fc.assert(
      fc.property(rows, rows, actions, (outputs, old, action) => {
        const gradient = new Float64Array(K + 1)
        const { head, entropy } = measure(distribution, outputs, action, old)
        expect(head.setGradient(Float64Array.of(0), 1, Float64Array.from(old), gradient)).toBeCloseTo(entropy, 12)
        // With squashing the entropy is estimated on the drawn noise: the action moves with the outputs.
        const drawn = (x: number[]) => action.map((u, k) => x[k]! + Math.exp(x[2 + k]! - old[2 + k]!) * (u - old[k]!))
        expect(
          deviation(
            gradient,
            finiteDifferences((x) => measure(distribution, x, squashed ? drawn(x) : action, old).entropy, outputs),
          ),
        ).toBeLessThan(1e-5)
      }),
    )
  })

  it('draws actions as often as it says', () => {
    const outputs = Float64Array.from({ length: K }, (_, k) => 0.4 * k - 0.5)
    const draws = 20_000
    const rng = new Generator(3, distribution.kind)
    const sample = distribution.createSampler(1)
    const action = new Float64Array(distribution.actionSize)
    const logProb = new Float64Array(1)
    let entropy = 0
    for (let draw = 0; draw < draws; draw++) {
      sample(outputs, K, 1, rng, action, logProb, 0)
      entropy -= logProb[0]! / draws
      expect(measure(distribution, Array.from(outputs), Array.from(action), Array.from(outputs)).logProb).toBeCloseTo(
        logProb[0]!,
        9,
      )
    }
    const unsquashed = distribution.kind === 'gaussian' ? diagonalGaussian(2) : distribution
    expect(entropy).toBeCloseTo(
      measure(unsquashed, Array.from(outputs), Array.from(action), Array.from(outputs)).entropy,
      1,
    )
  })
})

it('log(1 - tanh(u)^2) keeps its digits far out', () => {
  expect(logTanhDerivative(0.7)).toBeCloseTo(Math.log(1 - Math.tanh(0.7) * Math.tanh(0.7)), 12)
  expect(logTanhDerivative(-400)).toBeCloseTo(2 * (Math.LN2 - 400), 9)
})
