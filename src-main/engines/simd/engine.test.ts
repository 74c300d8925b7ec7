import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialiseParameters } from '../../core/networks/initialise.ts'
import type { NetworkShape } from '../../core/networks/network.ts'
import { Generator } from '../../core/random/generator.ts'
import { ensureKernels, kernelBuildNames, kernelBuilds } from './build.ts'
import type { KernelBuild } from './build.ts'
import { compileKernels } from './kernels.ts'
import { createSimdEngine } from './engine.ts'
import type { SimdEngine } from './engine.ts'
import { knownAnswer, knownAnswers } from './known-answer.ts'

const files = await ensureKernels()
const runnable = kernelBuildNames.filter((build) => compileKernels(files[build]))
const fused = runnable.filter((build) => kernelBuilds[build].arithmetic === 'fused')
const smallEngine = (build: KernelBuild): Promise<SimdEngine> => createSimdEngine({ build, memoryBytes: 16_000_000 })

const width = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(64, 100, 257))
const anyMlp: fc.Arbitrary<NetworkShape> = fc.record({
  kind: fc.constant('mlp'),
  inputs: width,
  hidden: fc.array(width, { maxLength: 3 }),
  outputs: width,
  activation: fc.constantFrom('tanh', 'relu', 'gelu'),
  layerNorm: fc.boolean(),
})
const anyBatch = fc.integer({ min: 1, max: 140 })

/** Everything that one forward, backward, tangent and Adam step put out. */
function bitsOf(engine: SimdEngine, shape: NetworkShape, batch: number, seed: number): number[] {
  const rng = new Generator(seed)
  const network = engine.network(shape)
  const theta = engine.vector(network.parameterCount)
  initialiseParameters(shape, theta, { start: 'orthogonal', outputGain: 1 }, rng)
  const [gradient, m, v] = [0, 0, 0].map(() => engine.vector(network.parameterCount)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  const inputs = engine.rows(batch, network.inputSize).map(() => rng.normal())
  const inputRows = engine.rows(batch, network.inputSize)
  inputRows.set(inputs)
  const u = engine.rows(batch, network.outputSize)
  for (let i = 0; i < u.length; i++) u[i] = rng.normal()
  const tape = network.createTape(batch)
  const outputs = network.forward(theta, inputRows, batch, tape).slice()
  network.backward(theta, tape, u, gradient)
  const tangent = engine.rows(batch, network.outputSize)
  network.tangent(theta, tape, gradient, tangent)
  const step = {
    learningRate: 0.01,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    correction1: 0.1,
    correction2: 0.001,
    gradientScale: 0.5,
  }
  engine.adamStep(theta, gradient, m, v, step)
  return [...outputs, ...gradient, ...tangent, ...theta, engine.squaredNorm(gradient)]
}

describe('the SIMD engine', () => {
  it.skipIf(fused.length < 2)('gives the same bits from both fused builds, at any shape and batch', async () => {
    await fc.assert(
      fc.asyncProperty(anyMlp, anyBatch, fc.nat(), async (shape, batch, seed) => {
        const [wide, narrow] = await Promise.all(
          fused.map(async (build) => bitsOf(await smallEngine(build), shape, batch, seed)),
        )
        expect(wide).toEqual(narrow)
      }),
      { numRuns: 40 },
    )
  })

  it.each(runnable)('gives a row of a batch the bits that it gives it alone (%s)', async (build) => {
    await fc.assert(
      fc.asyncProperty(anyMlp, anyBatch, fc.nat(), async (shape, batch, seed) => {
        const engine = await smallEngine(build)
        const rng = new Generator(seed)
        const network = engine.network(shape)
        const theta = engine.vector(network.parameterCount)
        initialiseParameters(shape, theta, { start: 'orthogonal', outputGain: 1 }, rng)
        const inputs = engine.rows(batch, network.inputSize)
        for (let i = 0; i < inputs.length; i++) inputs[i] = rng.normal()
        const tape = network.createTape(batch)
        const together = network.forward(theta, inputs, batch, tape).slice()
        const row = rng.below(batch)
        const alone = network.forward(theta, inputs.subarray(row * network.inputSize), 1, tape)
        expect([...alone]).toEqual([...together.subarray(row * network.outputSize, (row + 1) * network.outputSize)])
      }),
      { numRuns: 40 },
    )
  })

  it.each(runnable)('gives the known answer (%s)', async (build) => {
    expect(knownAnswer(await smallEngine(build))).toBe(knownAnswers[kernelBuilds[build].arithmetic])
  })

  it('chooses a build and says why', async () => {
    const engine = await createSimdEngine()
    expect(runnable).toContain(engine.build)
    expect(engine.arithmetic).toBe(kernelBuilds[engine.build].arithmetic)
    expect(engine.buildReason).toMatch(/\w{5}/)
  })

  it('says what to do when its memory is full', async () => {
    const engine = await createSimdEngine({ memoryBytes: 1_000_000 })
    expect(() => engine.vector(1_000_000)).toThrow(
      /memory of 1 MB is full \(3 MB are missing\): create it with a larger memoryBytes/,
    )
    expect(engine.vector(1_000).every((x) => x === 0)).toBe(true)
  })

  it('refuses vectors that it did not hand out, and such as are too short', async () => {
    const engine = await createSimdEngine({ memoryBytes: 1_000_000 })
    const network = engine.network({
      kind: 'mlp',
      inputs: 2,
      hidden: [3],
      outputs: 1,
      activation: 'tanh',
      layerNorm: false,
    })
    const tape = network.createTape(4)
    const theta = engine.vector(network.parameterCount)
    expect(() => network.forward(theta, new Float32Array(8), 4, tape)).toThrow(/that it allocated/)
    expect(() => network.forward(theta, engine.rows(3, 2), 4, tape)).toThrow(/inputs has 6 numbers where 8 are needed/)
    expect(() => engine.dot(theta, engine.vector(2))).toThrow(/2 numbers/)
  })
})
