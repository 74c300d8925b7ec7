import { expect, it } from 'vitest'
import type { Engine } from '../../core/networks/engine.ts'
import type { Vector } from '../../core/networks/network.ts'
import { referenceEngine } from '../../core/networks/reference-engine.ts'
import { Generator } from '../../core/random/generator.ts'
import { deviations } from './deviations.ts'

/** Shorter than a lane, no multiple of one, and longer than a block of sums. */
const lengths = [1, 2, 3, 4, 5, 8, 15, 16, 31, 64, 67, 4_096, 4_097, 9_155]

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
      behind: () => blocks.flatMap((block) => deviations('behind the end', block.subarray(length), new Float64Array(9).fill(7), 0)),
    }
  }

  it.each(lengths)('sums over vectors of %i numbers', (length) => {
    const { ours, theirs } = pairs(length, 2)
    const [x, y] = ours as [Vector, Vector]
    const [x64, y64] = theirs as [Float64Array, Float64Array]
    // A sum's rounding is measured by what is summed, not by what is left after cancelling.
    const magnitude = Math.sqrt(reference.squaredNorm(x64) * reference.squaredNorm(y64))
    expect(Math.abs(engineOf().dot(x, y) - reference.dot(x64, y64))).toBeLessThanOrEqual(tolerance * Math.max(1, magnitude))
    expect(deviations('squared norm', [engineOf().squaredNorm(x)], [reference.squaredNorm(x64)], tolerance)).toEqual([])
  })

  it.each(lengths)('steps of vectors of %i numbers', (length) => {
    const { ours, theirs, behind } = pairs(length, 5)
    const [theta, gradient, velocity, m, v] = ours as [Vector, Vector, Vector, Vector, Vector]
    const [theta64, gradient64, velocity64, m64, v64] = theirs as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
    const engine = engineOf()
    for (const moments of [v, v64]) for (let i = 0; i < length; i++) moments[i] = Math.abs(moments[i]!)
    engine.addScaled(theta, -0.75, gradient)
    reference.addScaled(theta64, -0.75, gradient64)
    engine.sgdStep(theta, gradient, 0.125, 0.5)
    reference.sgdStep(theta64, gradient64, 0.125, 0.5)
    engine.momentumStep(theta, gradient, velocity, 0.03, 0.9, 0.7)
    reference.momentumStep(theta64, gradient64, velocity64, 0.03, 0.9, 0.7)
    let decay1 = 1
    let decay2 = 1
    for (let step = 0; step < 3; step++) {
      decay1 *= 0.9
      decay2 *= 0.999
      const adam = {
        learningRate: 0.01,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-5,
        correction1: 1 - decay1,
        correction2: 1 - decay2,
        gradientScale: 0.3,
      }
      engine.adamStep(theta, gradient, m, v, adam)
      reference.adamStep(theta64, gradient64, m64, v64, adam)
    }
    expect([
      ...deviations('velocity', velocity, velocity64, tolerance),
      ...deviations('m', m, m64, tolerance),
      ...deviations('v', v, v64, tolerance),
      ...deviations('theta', theta, theta64, tolerance),
      ...behind(),
    ]).toEqual([])
  })
}
