import { describe, expect, it } from 'vitest'
import { environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { labSpec } from '../../../../src-shared/catalogue/labs/index.ts'
import type { LabSpecOf } from '../../../../src-shared/catalogue/labs/index.ts'
import { policySpec } from '../../../../src-shared/catalogue/policies/index.ts'
import { normalisationSpec } from '../../../../src-shared/catalogue/normalisation.ts'
import { naturalResult } from '../../../../src-shared/domain/lab-results/natural.ts'
import { finiteModel, makeEnvironment } from '../../environments/registry.ts'
import { softmaxFisher } from '../../exact/fisher.ts'
import { logitsGradientSA, solvePolicy } from '../../exact/policy-gradient.ts'
import { softmaxTable } from '../../exact/softmax-table.ts'
import { finish } from '../../finish.ts'
import { referenceEngine } from '../../networks/reference-engine.ts'
import { Generator } from '../../random/generator.ts'
import { solveExplicitly } from '../../updates/explicit-solve.ts'
import type { LabPolicySource, LabTools } from '../lab-policy.ts'
import { bernoulliAscents } from './bernoulli.ts'
import { largestEigen } from './lanczos.ts'
import { naturalLab } from './natural-lab.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

const rng = new Generator(3, 'test')

/** Positive semidefinite, of this rank. */
function randomMatrix(P: number, rank: number): Float64Array {
  const roots = Float64Array.from({ length: P * rank }, () => rng.normal())
  return Float64Array.from({ length: P * P }, (_, i) => {
    let sum = 0
    for (let k = 0; k < rank; k++) sum += roots[Math.floor(i / P) * rank + k]! * roots[(i % P) * rank + k]!
    return sum
  })
}
const times = (matrixPP: Float64Array, P: number) => (x: ArrayLike<number>, out: { [p: number]: number }) => {
  for (let i = 0; i < P; i++) {
    let sum = 0
    for (let j = 0; j < P; j++) sum += matrixPP[i * P + j]! * x[j]!
    out[i] = sum
  }
}

describe('eigenvalues', () => {
  it.each([1, 2, 5, 40])('of a symmetric matrix with %i rows are those of its eigenvectors', (P) => {
    const matrixPP = randomMatrix(P, Math.ceil(P / 2))
    const { valuesP, vectorsPP } = finish(symmetricEigen(matrixPP, P))
    expect([...valuesP]).toEqual([...valuesP].toSorted((a, b) => a - b))
    for (let k = 0; k < P; k++) {
      const u = Float64Array.from({ length: P }, (_, i) => vectorsPP[i * P + k]!)
      const image = new Float64Array(P)
      times(matrixPP, P)(u, image)
      for (let i = 0; i < P; i++) expect(image[i]).toBeCloseTo(valuesP[k]! * u[i]!, 9)
      expect(u.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 12)
    }
  })

  it('of a large matrix, the largest: by Lanczos the same as from the whole', () => {
    const P = 60
    const matrixPP = randomMatrix(P, 20)
    const whole = finish(symmetricEigen(matrixPP, P)).valuesP.toReversed()
    const { valuesK, errorsK, vectorsKP } = finish(largestEigen(times(matrixPP, P), P, 5, 40, new Generator(1, 'x')))
    for (let k = 0; k < 5; k++) {
      expect(valuesK[k]).toBeCloseTo(whole[k]!, 8)
      expect(errorsK[k]).toBeLessThan(1e-6)
      const u = vectorsKP.slice(k * P, (k + 1) * P)
      const image = new Float64Array(P)
      times(matrixPP, P)(u, image)
      expect(image[3]).toBeCloseTo(valuesK[k]! * u[3]!, 6)
    }
    // Too few products: what each may be off by says so.
    const early = finish(largestEigen(times(matrixPP, P), P, 5, 8, new Generator(1, 'x')))
    for (let k = 0; k < 5; k++) {
      const nearest = Math.min(...whole.map((value) => Math.abs(value - early.valuesK[k]!)))
      expect(nearest).toBeLessThanOrEqual(early.errorsK[k]! + 1e-9)
    }
    expect(early.errorsK[4]).toBeGreaterThan(1e-3)
  })
})

describe('the Bernoulli example', () => {
  const eta = 0.01
  const J = (theta: number) => 100 / (1 + Math.exp(-theta)) + 1 / (1 + Math.exp(theta))

  it('adds 99 eta a natural step, wherever theta is', () => {
    const { natural } = bernoulliAscents(-2, eta, 30)
    for (const step of natural.steps) expect(step).toBeCloseTo(99 * eta, 12)
    expect(natural.thetas[30]).toBeCloseTo(-2 + 30 * 99 * eta, 10)
  })

  it('adds eta times the derivative of J a vanilla step', () => {
    const { vanilla } = bernoulliAscents(-2, eta, 30)
    vanilla.steps.forEach((step, k) => {
      const theta = vanilla.thetas[k]!
      expect(step / eta).toBeCloseTo((J(theta + 1e-5) - J(theta - 1e-5)) / 2e-5, 6)
      expect(vanilla.objectives[k]).toBeCloseTo(J(theta), 10)
    })
  })
})

const world = (id: 'chain' | 'CartPole-v1') => {
  const environment = environmentSpec.parse({ id })
  if (environment.id === 'module') throw new Error('not a built-in world')
  return environment
}

function measured(
  id: 'chain' | 'CartPole-v1',
  written: object,
  policy: LabPolicySource['policy'],
  theta: number[] | null = null,
) {
  const spec = labSpec.parse({ lab: 'natural', environment: { id }, ...written }) as LabSpecOf<'natural'>
  const source = {
    policy,
    critic: undefined,
    normalisation: normalisationSpec.parse(undefined),
    seed: 1,
    snapshot: null,
    theta,
  }
  const tools: LabTools = {
    engines: { neural: referenceEngine(), exact: referenceEngine() },
    makeWorld: (copies, random) => makeEnvironment(world(id), copies, random),
  }
  const steps = naturalLab({ spec, policies: { policy: source }, recorded: null }, tools)
  for (;;) {
    const step = steps.next()
    if (step.done) return naturalResult.parse(step.value)
  }
}
const network = (...hidden: number[]) => policySpec.parse({ kind: 'neural-softmax', hidden })

describe('the Fisher matrix of a table', () => {
  const model = finiteModel(world('chain'))!
  const SA = model.states * model.actions
  const theta = Array.from({ length: SA }, () => rng.normal())
  const result = measured('chain', { damping: 0.02, cgSteps: 60, discount: 0.9 }, { kind: 'tabular-softmax' }, theta)
  const piSA = softmaxTable(theta, model.actions)
  const solved = solvePolicy(model, piSA, 0.9)
  const fisher = softmaxFisher(solved.visitsS, piSA)

  it('has the spectrum of the exact one', () => {
    const { valuesP } = finish(symmetricEigen(fisher, SA))
    expect(result.spectrum.whole).toBe(true)
    result.spectrum.eigenvalues.forEach((value, k) => expect(value).toBeCloseTo(valuesP[SA - 1 - k]!, 10))
    // Adding the same to all preferences of a state changes nothing.
    expect(result.spectrum.eigenvalues.filter((value) => Math.abs(value) < 1e-10).length).toBeGreaterThanOrEqual(
      model.states,
    )
    expect(result.spectrum.gradientShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10)
    expect(result.trajectories).toBeNull()
  })

  it('turns the gradient as solving with it does, at every damping and by conjugate gradient', () => {
    const g = logitsGradientSA(solved, piSA)
    expect(result.gradientNorm).toBeCloseTo(Math.sqrt(g.reduce((sum, x) => sum + x * x, 0)), 10)
    const solution = (damping: number) => {
      const x = new Float64Array(SA)
      const multiply = (direction: ArrayLike<number>, out: { [p: number]: number }) => {
        times(fisher, SA)(direction, out)
        for (let i = 0; i < SA; i++) out[i]! += damping * direction[i]!
      }
      finish(solveExplicitly(multiply, g, damping, x, new Float64Array(SA), new Float64Array(SA)))
      const gx = x.reduce((sum, value, i) => sum + value * g[i]!, 0)
      const xx = x.reduce((sum, value) => sum + value * value, 0)
      const Fx = new Float64Array(SA)
      times(fisher, SA)(x, Fx)
      return {
        angle: (Math.acos(gx / Math.sqrt(xx * result.gradientNorm * result.gradientNorm)) * 180) / Math.PI,
        improvement: Math.sqrt(2 * result.delta * gx),
        klShare: x.reduce((sum, value, i) => sum + value * Fx[i]!, 0) / gx,
      }
    }
    expect(result.dampings).toHaveLength(9)
    for (const at of result.dampings.slice(0, 7)) {
      const { angle, improvement, klShare } = solution(at.damping)
      expect(at.angleDegrees).toBeCloseTo(angle, 5)
      expect(at.predictedImprovement).toBeCloseTo(improvement, 7)
      expect(at.klShare).toBeCloseTo(klShare, 6)
    }
    const { angleDegrees, actual, kept } = result.conjugateGradient!
    expect(angleDegrees).toBeCloseTo(solution(0.02).angle, 5)
    expect(actual.at(-1)).toBeLessThan(1e-8)
    actual.forEach((residual, k) => expect(residual).toBeCloseTo(kept[k]!, 8))
  })
})

describe('the Fisher matrix of a network', () => {
  const written = { trajectories: 10, cgSteps: 5, seed: 4 }

  it('is whole where it is small, and has no negative eigenvalue', () => {
    const result = measured('CartPole-v1', written, network(4))
    expect(result).toMatchObject({ parameters: 30, trajectories: 10, precision: 'float64' })
    expect(Math.min(...result.spectrum.eigenvalues)).toBeGreaterThan(-1e-9 * result.spectrum.eigenvalues[0]!)
    expect(result.conjugateGradient!.kept).toHaveLength(5)
    expect(result).toEqual(measured('CartPole-v1', written, network(4)))
  })

  it('gives its largest eigenvalues where it is large', () => {
    const result = measured('CartPole-v1', written, network(24, 24))
    expect(result.spectrum.whole).toBe(false)
    expect(result.spectrum.eigenvalues.length).toBeGreaterThan(40)
    expect(result.spectrum.eigenvalues.length).toBeLessThanOrEqual(50)
    expect(result.spectrum.errors![0]).toBeLessThan(1e-6 * result.spectrum.eigenvalues[0]!)
    expect(result.dampings.map(({ angleDegrees }) => angleDegrees)).toEqual(
      result.dampings.map(({ angleDegrees }) => angleDegrees).toSorted((a, b) => a - b),
    )
  })
})
