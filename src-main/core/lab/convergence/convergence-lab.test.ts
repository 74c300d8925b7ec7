import { describe, expect, it } from 'vitest'
import { environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { labSpec } from '../../../../src-shared/catalogue/labs/index.ts'
import type { LabSpecOf } from '../../../../src-shared/catalogue/labs/index.ts'
import { normalisationSpec } from '../../../../src-shared/catalogue/normalisation.ts'
import { convergenceResult } from '../../../../src-shared/domain/lab-results/convergence.ts'
import { finiteModel, makeEnvironment } from '../../environments/registry.ts'
import { referenceEngine } from '../../networks/reference-engine.ts'
import { convergenceLab, rangeOf } from './convergence-lab.ts'

const means = [0.2, 0.5, 0.9]
const bandit = environmentSpec.parse({ id: 'bernoulli-bandit', probabilities: means })

function measured(written: object, theta: number[] | null = null) {
  const spec = labSpec.parse({ lab: 'convergence', environment: bandit, ...written }) as LabSpecOf<'convergence'>
  const { environment } = spec
  if (environment.id === 'module') throw new Error('not a built-in world')
  const policy = {
    policy: { kind: 'tabular-softmax' as const },
    critic: undefined,
    normalisation: normalisationSpec.parse(undefined),
    seed: 1,
    snapshot: null,
    theta,
  }
  const steps = convergenceLab(
    { spec, policies: { policy }, recorded: null },
    {
      engines: { neural: referenceEngine(), exact: referenceEngine() },
      makeWorld: (copies, rng) => makeEnvironment(environment, copies, rng),
    },
  )
  for (;;) {
    const step = steps.next()
    if (step.done) return convergenceResult.parse(step.value)
  }
}

describe('the convergence lab on a bandit', () => {
  const result = measured({ updates: 60, trajectories: 16 })
  const { decreasing, constant, betas, variances, bounds, range } = result

  it('begins at the gradient and the batch’s variance that closed forms give', () => {
    const J = means.reduce((sum, mean) => sum + mean / 3, 0)
    const g = means.map((mean) => (mean - J) / 3)
    const square = g.reduce((sum, x) => sum + x * x, 0)
    expect(decreasing.squaredNorms[0]).toBeCloseTo(square, 12)
    expect(constant.objectives[0]).toBeCloseTo(J, 12)
    // E|r (e_a - pi)|^2 - |g|^2, over 16 trajectories: rewards are 0 or 1, and |e_a - pi|^2 = 2/3.
    const variance = ((J * 2) / 3 - square) / 16
    expect(variances[0]! / variance).toBeGreaterThan(0.6)
    expect(variances[0]! / variance).toBeLessThan(1.6)
    expect(variances.at(-1)! / variance).toBeLessThan(1.6)
  })

  it('knows the range of J', () => {
    expect(range).toBeCloseTo(0.9 - 0.2, 12)
    expect(rangeOf(finiteModel(environmentSpec.parse({ id: 'chain' }))!, 1)).toBeGreaterThan(0)
  })

  it('takes the theorem’s steps, by what was known before each', () => {
    decreasing.steps.forEach((step, k) => {
      const theory = Math.sqrt(range / (betas[k]! * variances[k]! * (k + 1)))
      expect(step).toBeCloseTo(Math.min(1 / betas[k]!, theory), 12)
      expect(bounds[k]).toBeCloseTo(4 * Math.sqrt((range * betas[k]! * variances[k]!) / (k + 1)), 12)
    })
    expect(constant.steps).toEqual(Array.from({ length: 60 }, () => 0.5))
    expect(betas).toEqual(betas.toSorted((a, b) => a - b))
    expect(result.capped).toBe(decreasing.steps.filter((step, k) => Math.abs(step - 1 / betas[k]!) < 1e-12).length)
  })

  it('averages the squared norms, and gets better', () => {
    for (const { squaredNorms, averages, objectives } of [decreasing, constant]) {
      expect(averages[9]).toBeCloseTo(
        squaredNorms.slice(0, 10).reduce((sum, norm) => sum + norm / 10, 0),
        12,
      )
      expect(objectives.at(-1)).toBeGreaterThan(objectives[0]! + 0.1)
    }
  })

  it('is the same again from the same seed, and another from another', () => {
    expect(measured({ updates: 60, trajectories: 16 })).toEqual(result)
    expect(measured({ updates: 60, trajectories: 16, seed: 2 })).not.toEqual(result)
  })
})

it('stands still where the gradient is zero', () => {
  const { decreasing } = measured({ environment: { ...bandit, probabilities: [0.5, 0.5] }, updates: 3 })
  expect(decreasing.squaredNorms.every((norm) => norm < 1e-20)).toBe(true)
})
