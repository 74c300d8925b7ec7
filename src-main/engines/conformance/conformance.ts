import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../core/networks/engine.ts'
import { initialiseParameters } from '../../core/networks/initialise.ts'
import type { NetworkShape, Vector } from '../../core/networks/network.ts'
import { referenceEngine } from '../../core/networks/reference-engine.ts'
import { Generator } from '../../core/random/generator.ts'
import { caseName, mlpCases, otherCases } from './cases.ts'
import type { ConformanceCase } from './cases.ts'
import { deviations } from './deviations.ts'
import { distanceToKink } from './kinks.ts'
import { vectorConformance } from './vector-conformance.ts'

/** All absolute, times max(1, |reference|). */
export interface Tolerances {
  forward: number
  /** Of backward and tangent, away from relu's kinks. */
  derivative: number
  tanh: number
  vector: number
}
export const float32Tolerances: Tolerances = { forward: 1e-5, derivative: 1e-4, tanh: 5e-7, vector: 1e-6 }

/**
 * What every engine must pass, against the float64 reference: one suite for all of them. `otherKinds`: tables and
 * linear maps too.
 */
export function conformance(
  name: string,
  makeEngine: () => Promise<Engine>,
  tolerances: Tolerances = float32Tolerances,
  { otherKinds = true }: { otherKinds?: boolean } = {},
): void {
  describe(`${name} conforms to the float64 reference`, () => {
    let engine: Engine
    beforeAll(async () => {
      engine = await makeEngine()
    })
    afterAll(() => engine.dispose())

    const cases = [...mlpCases, ...(otherKinds ? otherCases : [])]
    it.each(cases.map((c) => [caseName(c), c] as const))('%s', (_, c) => {
      expect(networkDeviations(engine, c, tolerances)).toEqual([])
    })
    it('tanh, over the whole range of float32', () => {
      expect(tanhDeviations(engine, tolerances)).toEqual([])
    })
    it.each(['tanh', 'relu', 'gelu'] as const)('shows NaN where parameters are NaN, through %s', (activation) => {
      const network = engine.network({ ...tanhOfOne, activation })
      const theta = engine.vector(4)
      theta.set([Number.NaN, 0, 1, 0])
      const inputs = engine.rows(1, 1)
      inputs[0] = 1
      expect(network.forward(theta, inputs, 1, network.createTape(1))[0]).toBeNaN()
    })
    it('refuses a batch longer than its tape', () => {
      const network = engine.network(tanhOfOne)
      const tape = network.createTape(2)
      expect(() => network.forward(engine.vector(4), engine.rows(3, 1), 3, tape)).toThrow(/longer than the tape/)
    })
    vectorConformance(() => engine, tolerances.vector)
  })
}

/** y = tanh(x), once its parameters are 1, 0, 1, 0. */
const tanhOfOne = {
  kind: 'mlp',
  inputs: 1,
  hidden: [1],
  outputs: 1,
  activation: 'tanh',
  layerNorm: false,
} satisfies NetworkShape

const reference = referenceEngine()
/** Float32 rounds z by about 1e-6. */
const kinkMargin = 2e-5

/** Inputs, parameters, an output gradient and a direction, all exact in float32. */
function draw({ shape, batch }: ConformanceCase) {
  const rng = new Generator(20_261_122, caseName({ shape, batch }))
  const normals = (count: number, scale: number): Float64Array =>
    Float64Array.from({ length: count }, () => Math.fround(scale * rng.normal()))
  const network = reference.network(shape)
  const theta = normals(network.parameterCount, 0.1)
  const start = new Float64Array(network.parameterCount)
  initialiseParameters(shape, start, { start: 'orthogonal', outputGain: 1 }, rng)
  for (let i = 0; i < theta.length; i++) theta[i] = Math.fround(theta[i]! + start[i]!)
  const inputs = new Float64Array(batch * network.inputSize)
  for (let b = 0; b < batch; b++)
    inputs.set(drawRow(shape, theta, normals, rng, network.inputSize), b * network.inputSize)
  return { network, theta, inputs, u: normals(batch * network.outputSize, 1), v: normals(network.parameterCount, 1) }
}

function drawRow(
  shape: NetworkShape,
  theta: Float64Array,
  normals: (count: number, scale: number) => Float64Array,
  rng: Generator,
  size: number,
): Float64Array {
  if (shape.kind === 'table') return Float64Array.of(rng.below(shape.rows))
  for (;;) {
    const row = normals(size, 1)
    if (distanceToKink(shape, theta, row) > kinkMargin) return row
  }
}

function networkDeviations(engine: Engine, c: ConformanceCase, tolerances: Tolerances): string[] {
  const { network, theta, inputs, u, v } = draw(c)
  const { batch } = c
  const tape = network.createTape(batch)
  const outputs = network.forward(theta, inputs, batch, tape)
  // The gradient is added to what is there.
  const gradient = new Float64Array(network.parameterCount).fill(0.5)
  network.backward(theta, tape, u, gradient)
  const tangent = new Float64Array(batch * network.outputSize)
  network.tangent(theta, tape, v, tangent)

  const tested = engine.network(c.shape)
  const sizes = deviations(
    'sizes',
    [tested.parameterCount, tested.inputSize, tested.outputSize],
    [network.parameterCount, network.inputSize, network.outputSize],
    0,
  )
  // Longer than it must be, and filled: what lies beyond a batch must not matter, nor be touched.
  const taken = (values: Float64Array): Vector => {
    const block = engine.vector(values.length + 3)
    block.set(values)
    block.fill(7, values.length)
    return block
  }
  const testedTape = tested.createTape(batch + 5)
  const testedTheta = taken(theta)
  const testedInputs = taken(inputs)
  const testedGradient = taken(new Float64Array(network.parameterCount).fill(0.5))
  const testedTangent = taken(new Float64Array(tangent.length).fill(9))
  const testedOutputs = tested.forward(testedTheta, testedInputs, batch, testedTape).slice()
  // The inputs belong to the caller again.
  testedInputs.fill(Number.NaN)
  tested.backward(testedTheta, testedTape, taken(u), testedGradient)
  tested.tangent(testedTheta, testedTape, taken(v), testedTangent)
  return [
    ...sizes,
    ...deviations('number of outputs', [testedOutputs.length], [outputs.length], 0),
    ...deviations('outputs', testedOutputs, outputs, tolerances.forward),
    ...deviations('gradient', testedGradient, gradient, tolerances.derivative),
    ...deviations('tangent', testedTangent, tangent, tolerances.derivative),
    ...deviations('theta after use', testedTheta, theta, 0),
    ...[testedTheta, testedGradient, testedTangent].flatMap((block) =>
      deviations('behind the end', block.subarray(-3), [7, 7, 7], 0),
    ),
  ]
}

function tanhDeviations(engine: Engine, { tanh }: Tolerances): string[] {
  const points: number[] = []
  for (let x = -12; x <= 12; x += 1 / 256) points.push(x + 1 / 1_000)
  for (let x = 1e-38; x < 1e38; x *= 3) points.push(x, -x)
  points.push(0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
  const network = engine.network(tanhOfOne)
  const theta = engine.vector(4)
  theta.set([1, 0, 1, 0])
  const inputs = engine.rows(points.length, 1)
  inputs.set(points)
  const outputs = network.forward(theta, inputs, points.length, network.createTape(points.length))
  return deviations('tanh', outputs, Float64Array.from(inputs, Math.tanh), tanh)
}
