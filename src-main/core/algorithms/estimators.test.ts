import { describe, expect, it } from 'vitest'
import type { ExperimentSpecInput } from '../../../src-shared/domain/spec.ts'
import { estimateBias } from '../../../src-shared/catalogue/estimate-bias.ts'
import { makeEnvironment } from '../environments/registry.ts'
import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { logitsGradientSA, solvePolicy } from '../exact/policy-gradient.ts'
import { softmaxTable } from '../exact/softmax-table.ts'
import { finish } from '../finish.ts'
import { Generator } from '../random/generator.ts'
import { buildParts } from './build-parts.ts'
import { estimate, fitCriticAfterwards } from './estimate.ts'
import { createLearner } from './learner.ts'
import { everyRow, perWeight } from './parts.ts'
import type { Parts } from './parts.ts'
import { differentiateRows, emptySums } from './policy-room.ts'
import { scoreTimesPsi } from './surrogates.ts'
import { engines, planOf } from './test-runs.ts'

// Every estimator's gradient, averaged over many independent batches of M = 4 trajectories, against the oracle: within
// five standard errors in every component for the unbiased ones, beyond that somewhere for the biased ones. Seeds are
// fixed.

const world = {
  id: 'finite-mdp',
  transitions: [
    [
      [0.6, 0.3, 0.1],
      [0.1, 0.7, 0.2],
      [0.2, 0.2, 0.6],
    ],
    [
      [0.3, 0.3, 0.4],
      [0.8, 0.1, 0.1],
      [0.1, 0.6, 0.3],
    ],
    [
      [0.2, 0.5, 0.3],
      [0.4, 0.4, 0.2],
      [0.1, 0.1, 0.8],
    ],
  ],
  rewards: [
    [1, 0, 2],
    [0, 3, -1],
    [2, 1, 0],
  ],
  initial: [0.5, 0.3, 0.2],
  horizon: 3,
  copies: 3,
} satisfies ExperimentSpecInput['environment']
const thetaSA = [0.3, -0.5, 0.1, 0.8, 0, -0.4, -0.2, 0.6, 0.2]
const behaviourSA = [0, 0.3, 0.2, 0.2, 0.4, 0, 0.3, 0.1, -0.2]
const M = 4

type VariantInput = Omit<ExperimentSpecInput['variants'][number], 'name' | 'policy' | 'update'>

function partsOf(variant: VariantInput): Parts & { table: { model: FiniteMdp } } {
  const plan = planOf(
    world,
    { policy: { kind: 'tabular-softmax' }, update: { kind: 'gradient-ascent' }, ...variant },
    { diagnosticsEvery: 1_000_000 },
  )
  const { environment } = plan
  if (environment.id === 'module') throw new Error('built in')
  const parts = buildParts(
    plan,
    engines(),
    makeEnvironment(environment, environment.copies, new Generator(7, 'environment')),
  )
  parts.policy.theta.set(thetaSA)
  return parts as Parts & { table: { model: FiniteMdp } }
}

/**
 * How many standard errors each component of the mean estimate is away from the exact gradient; the largest in size.
 * The gradient of J_gamma with the estimator's gamma, unless another discount is given.
 */
function worstDeviation(
  parts: Parts & { table: { model: FiniteMdp } },
  batches: number,
  between: (parts: Parts) => void = () => {},
  discount = parts.plan.variant.estimator.discount,
): number {
  const { policy, room } = parts
  const piSA = softmaxTable(thetaSA, 3)
  const exact = logitsGradientSA(solvePolicy(parts.table.model, piSA, discount), piSA)
  const P = exact.length
  const sum = new Float64Array(P)
  const squares = new Float64Array(P)
  for (let batch = 0; batch < batches; batch++) {
    between(parts)
    finish(estimate(parts, {}))
    const weight = perWeight(parts.batch, 'trajectory') / parts.batch.rows
    differentiateRows(
      policy,
      room,
      parts.batch,
      everyRow(parts),
      0,
      parts.batch.rows,
      scoreTimesPsi(),
      weight,
      { entropyWeight: 0, klWeight: 0, valueLoss: undefined },
      emptySums(),
    )
    for (let p = 0; p < P; p++) {
      const g = room.gradientP[p]!
      sum[p]! += g
      squares[p]! += g * g
    }
  }
  let worst = 0
  for (let p = 0; p < P; p++) {
    const mean = sum[p]! / batches
    const standardError = Math.sqrt((squares[p]! / batches - mean * mean) / (batches - 1))
    worst = Math.max(worst, Math.abs(mean - exact[p]!) / standardError)
  }
  return worst
}

const trajectories = { collection: { trajectories: M } }
const separate = { collection: { trajectories: M, baselineTrajectories: 3 } }
const fit = { kind: 'separate', epochs: 2, minibatchSize: 6, learningRate: 0.1, optimiser: { kind: 'sgd' } } as const
const tabular = (timeStep: boolean) => ({ network: { kind: 'tabular' }, timeStep, fit }) as const
const discounted = { discount: 0.8, discountStates: true }

/** Puts the exact V_h of the policy into a tabular critic with the time step. */
function knowExactValues(parts: Parts & { table: { model: FiniteMdp } }): void {
  const { valuesHS } = solvePolicy(parts.table.model, softmaxTable(thetaSA, 3), parts.plan.variant.estimator.discount)
  parts.critic!.theta.set(valuesHS.subarray(0, parts.critic!.theta.length))
}

describe('unbiased estimators agree with the oracle', () => {
  const variants: [name: string, variant: VariantInput][] = [
    ['total return', { ...trajectories, estimator: { kind: 'total-return', discount: 1 } }],
    ['total return, discounted', { ...trajectories, estimator: { kind: 'total-return', discount: 0.8 } }],
    ['reward-to-go', { ...trajectories, estimator: { kind: 'reward-to-go', discount: 1 } }],
    ['reward-to-go, discounted', { ...trajectories, estimator: { kind: 'reward-to-go', ...discounted } }],
    ['exact advantage', { ...trajectories, estimator: { kind: 'exact-advantage', discount: 1 } }],
    ['exact advantage, discounted', { ...trajectories, estimator: { kind: 'exact-advantage', ...discounted } }],
    [
      'leave-one-out mean',
      { ...trajectories, estimator: { kind: 'mean-baseline', source: 'leave-one-out', discount: 1 } },
    ],
    [
      'mean of separate trajectories',
      { ...separate, estimator: { kind: 'mean-baseline', source: 'separate', discount: 1 } },
    ],
    [
      'baseline learned from separate trajectories',
      { ...separate, estimator: { kind: 'learned-baseline', source: 'separate', discount: 1 }, critic: tabular(true) },
    ],
    [
      'the same, discounted and without the time step',
      {
        ...separate,
        estimator: { kind: 'learned-baseline', source: 'separate', ...discounted },
        critic: tabular(false),
      },
    ],
  ]
  it.each(variants)('%s', (_name, variant) => {
    expect(worstDeviation(partsOf(variant), 4_000)).toBeLessThan(5)
  })

  it('baseline learned from the same batch, its values taken before the fit', () => {
    const parts = partsOf({
      ...trajectories,
      estimator: { kind: 'learned-baseline', source: 'same-batch', discount: 1 },
      critic: { ...tabular(true), fit: { kind: 'with-policy' } },
    })
    // What earlier batches taught it.
    knowExactValues(parts)
    expect(worstDeviation(parts, 4_000)).toBeLessThan(5)
    expect(parts.batch.valuesB.some((value) => value !== 0)).toBe(true)
  })

  it.each([0, 0.4, 1])('GAE on the exact V_h, lambda %s', (lambda) => {
    const parts = partsOf({
      ...trajectories,
      estimator: { kind: 'advantage', lambda, normalise: false, ...discounted },
      critic: tabular(true),
    })
    knowExactValues(parts)
    expect(worstDeviation(parts, 4_000)).toBeLessThan(5)
  })

  it('TD on the exact V_h', () => {
    const parts = partsOf({
      ...trajectories,
      estimator: { kind: 'advantage', method: 'td', discount: 1, normalise: false },
      critic: tabular(true),
    })
    knowExactValues(parts)
    expect(worstDeviation(parts, 4_000)).toBeLessThan(5)
  })

  it.each(['per-trajectory', 'per-decision'] as const)('ordinary importance sampling, %s', (weights) => {
    expect(storedDeviation(weights, false, 6_000)).toBeLessThan(5)
  })
})

describe('biased estimators miss the oracle', () => {
  const variants: [name: string, variant: VariantInput][] = [
    [
      'mean of the same batch',
      { ...trajectories, estimator: { kind: 'mean-baseline', source: 'same-batch', discount: 1 } },
    ],
    [
      'baseline learned from the same batch',
      {
        ...trajectories,
        estimator: { kind: 'learned-baseline', source: 'same-batch', discount: 1 },
        critic: { ...tabular(true), fit: { ...fit, epochs: 10, learningRate: 0.5 } },
      },
    ],
    ['normalised', { ...trajectories, estimator: { kind: 'reward-to-go', discount: 1, normalise: true } }],
    ['discounted without gamma^h', { ...trajectories, estimator: { kind: 'reward-to-go', discount: 0.5 } }],
  ]
  it.each(variants)('%s', (_name, variant) => {
    expect(worstDeviation(partsOf(variant), 4_000)).toBeGreaterThan(5)
  })

  it.each([
    ['TD', { method: 'td' }],
    ['GAE with lambda below 1', { method: 'gae', lambda: 0.3 }],
  ] as const)('%s on a fitted critic', (_name, method) => {
    const parts = partsOf({
      ...trajectories,
      estimator: { kind: 'advantage', ...method, discount: 1, normalise: false },
      critic: tabular(false),
    })
    let first = true
    const fitToLastBatch = (): void => {
      if (!first) finish(fitCriticAfterwards(parts, {}))
      first = false
    }
    expect(worstDeviation(parts, 12_000, fitToLastBatch)).toBeGreaterThan(5)
  })

  it.each(['per-trajectory', 'per-decision'] as const)('self-normalised weights, %s', (weights) => {
    expect(storedDeviation(weights, true, 6_000)).toBeGreaterThan(5)
  })
})

// What the interface says of an estimate, measured: against the gradient of J_gamma and against that of J.
describe('the sentence on bias is true', () => {
  const advantageOf = (part: object) =>
    ({
      ...trajectories,
      estimator: { kind: 'advantage', normalise: false, ...part },
      critic: tabular(false),
    }) as VariantInput
  const weighted = { discount: 0.5, discountStates: true }
  const unweighted = { discount: 0.1 }
  const of = (kind: string, part: object) => ({ ...trajectories, estimator: { kind, ...part } }) as VariantInput
  const variants: [name: string, unbiasedFor: 'J' | 'J_gamma' | 'neither', variant: VariantInput][] = [
    ['total return', 'J', of('total-return', { discount: 1 })],
    ['total return, gamma below 1', 'J_gamma', of('total-return', unweighted)],
    ['total return, gamma below 1, weighting asked for', 'J_gamma', of('total-return', weighted)],
    ['reward-to-go', 'J', of('reward-to-go', { discount: 1 })],
    ['reward-to-go, weighted', 'J_gamma', of('reward-to-go', weighted)],
    ['reward-to-go, unweighted', 'neither', of('reward-to-go', unweighted)],
    ['exact advantage, weighted', 'J_gamma', of('exact-advantage', weighted)],
    ['exact advantage, unweighted', 'neither', of('exact-advantage', unweighted)],
    ['leave-one-out mean, weighted', 'J_gamma', of('mean-baseline', weighted)],
    ['mean of the same batch', 'neither', of('mean-baseline', { source: 'same-batch', discount: 1 })],
    ['Monte Carlo advantage', 'J', advantageOf({ method: 'monte-carlo', discount: 1 })],
    ['Monte Carlo advantage, weighted', 'J_gamma', advantageOf({ method: 'monte-carlo', ...weighted })],
    ['GAE(1) with a horizon', 'J', advantageOf({ lambda: 1, discount: 1 })],
    ['GAE(1), unweighted', 'neither', advantageOf({ lambda: 1, ...unweighted })],
    ['GAE(0.3)', 'neither', advantageOf({ lambda: 0.3, discount: 1 })],
    ['normalised', 'neither', advantageOf({ method: 'monte-carlo', discount: 1, normalise: true })],
  ]
  it.each(variants)('%s: %s', (_name, unbiasedFor, variant) => {
    const parts = partsOf(variant)
    expect(estimateBias(parts.plan.environment, parts.plan.variant)?.unbiasedFor).toBe(unbiasedFor)
    let first = true
    const fitToLastBatch = (): void => {
      if (!first) finish(fitCriticAfterwards(parts, {}))
      first = false
    }
    const { discount } = parts.plan.variant.estimator
    const offJ = worstDeviation(parts, 6_000, fitToLastBatch, 1)
    const offJGamma = discount === 1 ? offJ : worstDeviation(parts, 6_000, fitToLastBatch, discount)
    expect({ J: offJ < 5, J_gamma: offJGamma < 5 }).toEqual({
      J: unbiasedFor === 'J',
      J_gamma: unbiasedFor === 'J_gamma' || (unbiasedFor === 'J' && discount === 1),
    })
  })
})

/** The same for likelihood ratios: each batch reweights four new trajectories of another policy. */
function storedDeviation(weights: 'per-trajectory' | 'per-decision', selfNormalised: boolean, batches: number): number {
  const behaviour = createLearner(
    planOf(world, {
      ...trajectories,
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'total-return' },
      update: { kind: 'gradient-ascent' },
    }),
    engines(),
  )
  behaviour.load({ ...behaviour.save(), theta: Float64Array.from(behaviourSA) })
  const recorded = finish(behaviour.record(batches * M))
  const parts = partsOf({
    collection: { dataset: 'recorded' },
    estimator: { kind: 'importance-sampling', weights, selfNormalised, ...discounted },
  })
  let next = 0
  return worstDeviation(parts, batches, () => {
    parts.plan.dataset = { ...recorded, trajectories: recorded.trajectories.slice(next, (next += M)) }
  })
}
