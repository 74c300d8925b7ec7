import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Generator } from '../random/generator.ts'
import { initialiseParameters, orthogonalMatrix } from './initialise.ts'
import { inputWidth, outputWidth, parameterCount } from './mlp-layout.ts'
import type { NetworkShape } from './network.ts'
import { referenceEngine } from './reference-engine.ts'

const size = fc.integer({ min: 1, max: 7 })
const mlpParts = {
  inputs: size,
  hidden: fc.array(size, { maxLength: 3 }),
  activation: fc.constantFrom('tanh', 'relu', 'gelu'),
  layerNorm: fc.boolean(),
} as const
const anyShape: fc.Arbitrary<NetworkShape> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('mlp'), outputs: size, ...mlpParts }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('mlp-scores'), actions: size, ...mlpParts }) },
  fc.record({ kind: fc.constant('table'), rows: size, outputs: size }),
  fc.record({ kind: fc.constant('linear'), inputs: size, outputs: size }),
  fc.record({ kind: fc.constant('linear-scores'), features: size, actions: size }),
)

const engine = referenceEngine()

/** A network at random parameters, with a batch of inputs, an output gradient u and a direction v. */
function prepare(shape: NetworkShape, batch: number, seed: number) {
  const rng = new Generator(seed, 'networks.test')
  const normals = (count: number): Float64Array => Float64Array.from({ length: count }, () => rng.normal())
  const network = engine.network(shape)
  const tape = network.createTape(batch + 2)
  const theta = normals(network.parameterCount)
  const inputs =
    shape.kind === 'table'
      ? Float64Array.from({ length: batch }, () => rng.below(shape.rows))
      : normals(batch * network.inputSize)
  return { network, tape, theta, inputs, u: normals(batch * network.outputSize), v: normals(network.parameterCount) }
}
type Prepared = ReturnType<typeof prepare>

const outputsAt = ({ network, tape, inputs }: Prepared, theta: Float64Array, batch: number): Float64Array =>
  network.forward(theta, inputs, batch, tape).slice()

const shifted = (theta: Float64Array, v: Float64Array, step: number): Float64Array =>
  theta.map((x, i) => x + step * v[i]!)

/** Central differences of the outputs along v. */
function differences(p: Prepared, batch: number, step: number): Float64Array {
  const above = outputsAt(p, shifted(p.theta, p.v, step), batch)
  const below = outputsAt(p, shifted(p.theta, p.v, -step), batch)
  return above.map((x, i) => (x - below[i]!) / (2 * step))
}

const cases = fc.record({ shape: anyShape, batch: fc.integer({ min: 1, max: 4 }), seed: fc.nat() })

describe('the reference networks', () => {
  it('have a tangent that agrees with central differences', () => {
    fc.assert(
      fc.property(cases, ({ shape, batch, seed }) => {
        const p = prepare(shape, batch, seed)
        const coarse = differences(p, batch, 1e-5)
        const fine = differences(p, batch, 5e-6)
        // Where two step sizes disagree a relu's kink or a sharp layer norm lies between: no derivative to compare
        // with.
        fc.pre(coarse.every((x, i) => Math.abs(x - fine[i]!) <= 1e-5 * Math.max(1, Math.abs(x))))
        p.network.forward(p.theta, p.inputs, batch, p.tape)
        const tangent = new Float64Array(batch * p.network.outputSize)
        p.network.tangent(p.theta, p.tape, p.v, tangent)
        for (let i = 0; i < tangent.length; i++)
          expect(Math.abs(tangent[i]! - fine[i]!)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(fine[i]!)))
      }),
      { numRuns: 300 },
    )
  })

  it('have a backward that is the transpose of the tangent, and adds to what is there', () => {
    fc.assert(
      fc.property(cases, ({ shape, batch, seed }) => {
        const p = prepare(shape, batch, seed)
        p.network.forward(p.theta, p.inputs, batch, p.tape)
        const tangent = new Float64Array(batch * p.network.outputSize)
        p.network.tangent(p.theta, p.tape, p.v, tangent)
        const gradient = new Float64Array(p.network.parameterCount).fill(1)
        p.network.backward(p.theta, p.tape, p.u, gradient)
        const left = engine.dot(p.u, tangent)
        const right = engine.dot(gradient, p.v) - p.v.reduce((sum, x) => sum + x, 0)
        const scale = p.u.reduce((sum, x, i) => sum + Math.abs(x * tangent[i]!), 1)
        expect(Math.abs(left - right)).toBeLessThanOrEqual(1e-9 * scale)
      }),
      { numRuns: 300 },
    )
  })

  it('have a backward that agrees with central differences, parameter by parameter', () => {
    fc.assert(
      fc.property(cases, ({ shape, batch, seed }) => {
        const p = prepare(shape, batch, seed)
        const value = (theta: Float64Array): number => engine.dot(p.u, outputsAt(p, theta, batch))
        const slope = (i: number, step: number): number => {
          const basis = new Float64Array(p.theta.length)
          basis[i] = 1
          return (value(shifted(p.theta, basis, step)) - value(shifted(p.theta, basis, -step))) / (2 * step)
        }
        const slopes = p.theta.map((_, i) => slope(i, 5e-6))
        fc.pre(slopes.every((x, i) => Math.abs(x - slope(i, 1e-5)) <= 1e-5 * Math.max(1, Math.abs(x))))
        p.network.forward(p.theta, p.inputs, batch, p.tape)
        const gradient = new Float64Array(p.network.parameterCount)
        p.network.backward(p.theta, p.tape, p.u, gradient)
        for (let i = 0; i < gradient.length; i++)
          expect(Math.abs(gradient[i]! - slopes[i]!)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(slopes[i]!)))
      }),
      { numRuns: 100 },
    )
  })

  it('give one row of a batch what they give it alone', () => {
    fc.assert(
      fc.property(cases, ({ shape, batch, seed }) => {
        const p = prepare(shape, batch, seed)
        const together = outputsAt(p, p.theta, batch)
        for (let b = 0; b < batch; b++) {
          const { inputSize, outputSize } = p.network
          const alone = p.network.forward(p.theta, p.inputs.subarray(b * inputSize, (b + 1) * inputSize), 1, p.tape)
          expect([...alone]).toEqual([...together.subarray(b * outputSize, (b + 1) * outputSize)])
        }
      }),
    )
  })

  it('state their sizes', () => {
    fc.assert(
      fc.property(anyShape, (shape) => {
        const network = engine.network(shape)
        expect([network.parameterCount, network.inputSize, network.outputSize]).toEqual([
          parameterCount(shape),
          inputWidth(shape),
          outputWidth(shape),
        ])
      }),
    )
  })

  it('compute a known two-layer network', () => {
    const network = engine.network({
      kind: 'mlp',
      inputs: 2,
      hidden: [2],
      outputs: 1,
      activation: 'tanh',
      layerNorm: false,
    })
    const theta = Float64Array.of(1, 2, 3, 4, 0.5, -0.5, 2, -1, 0.25) // W1 [2][2], b1, W2 [2][1], b2
    const tape = network.createTape(1)
    const [y] = network.forward(theta, Float64Array.of(0.1, 0.2), 1, tape)
    expect(y).toBeCloseTo(2 * Math.tanh(0.1 + 0.6 + 0.5) - Math.tanh(0.2 + 0.8 - 0.5) + 0.25, 14)
  })

  it('normalise each layer to mean 0 and variance 1 before gain and shift', () => {
    const shape: NetworkShape = { kind: 'mlp', inputs: 3, hidden: [5], outputs: 5, activation: 'relu', layerNorm: true }
    const network = engine.network(shape)
    const theta = new Float64Array(network.parameterCount)
    const rng = new Generator(1, 'norm')
    initialiseParameters(shape, theta, { start: 'orthogonal', outputGain: 1 }, rng)
    // Shift 10 keeps relu open; the last layer is the identity: outputs are n itself.
    theta.fill(10, 25, 30)
    for (let i = 0; i < 5; i++) for (let o = 0; o < 5; o++) theta[30 + i * 5 + o] = i === o ? 1 : 0
    const n = network.forward(theta, Float64Array.of(1, -2, 0.5), 1, network.createTape(1))
    const mean = n.reduce((sum, x) => sum + x, 0) / 5
    const variance = n.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / 5
    expect(mean).toBeCloseTo(10, 12)
    expect(variance).toBeCloseTo(1, 4)
  })

  it('refuse a batch longer than the tape, and an index that is no row', () => {
    const table = engine.network({ kind: 'table', rows: 3, outputs: 2 })
    const theta = engine.vector(6)
    expect(() => table.forward(theta, Float64Array.of(0, 1), 2, table.createTape(1))).toThrow(/longer than the tape/)
    expect(() => table.forward(theta, Float64Array.of(3), 1, table.createTape(1))).toThrow(
      /no row of a table with 3 rows/,
    )
  })
})

describe('initialiseParameters', () => {
  it('makes orthogonal matrices of the given gain, either way round', () => {
    fc.assert(
      fc.property(size, size, fc.nat(), (inputs, outputs, seed) => {
        const W = orthogonalMatrix(inputs, outputs, 2, new Generator(seed))
        const along = (i: number, k: number): number => (inputs <= outputs ? W[i * outputs + k]! : W[k * outputs + i]!)
        for (let i = 0; i < Math.min(inputs, outputs); i++) {
          for (let j = 0; j <= i; j++) {
            let product = 0
            for (let k = 0; k < Math.max(inputs, outputs); k++) product += along(i, k) * along(j, k)
            expect(product).toBeCloseTo(i === j ? 4 : 0, 10)
          }
        }
      }),
    )
  })

  it('keeps glorot weights within their limit and spreads them evenly', () => {
    const shape: NetworkShape = {
      kind: 'mlp',
      inputs: 40,
      hidden: [],
      outputs: 60,
      activation: 'tanh',
      layerNorm: false,
    }
    const theta = new Float64Array(parameterCount(shape))
    initialiseParameters(shape, theta, { start: 'glorot', outputGain: 0.01 }, new Generator(3))
    const weights = theta.subarray(0, 2400)
    const limit = Math.sqrt(6 / 100)
    expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(limit)
    const variance = weights.reduce((sum, w) => sum + w * w, 0) / 2400
    expect(Math.abs(variance / ((limit * limit) / 3) - 1)).toBeLessThan(0.1)
    expect(theta.subarray(2400).every((b) => b === 0)).toBe(true)
  })

  it('starts tables and linear policies uniform, and leaves what lies beyond the network alone', () => {
    const theta = new Float64Array(8).fill(7)
    initialiseParameters(
      { kind: 'table', rows: 3, outputs: 2 },
      theta,
      { start: 'orthogonal', outputGain: 1 },
      new Generator(1),
    )
    expect([...theta]).toEqual([0, 0, 0, 0, 0, 0, 7, 7])
  })
})
