import { describe, expect, it } from 'vitest'
import { labSpec } from '../../../../src-shared/catalogue/labs/index.ts'
import type { EstimatorsSpec, MeasuredEstimator } from '../../../../src-shared/catalogue/labs/estimators.ts'
import { normalisationSpec } from '../../../../src-shared/catalogue/normalisation.ts'
import type { EstimatorAtSize, EstimatorsResult } from '../../../../src-shared/domain/lab-results/estimators.ts'
import { makeEnvironment } from '../../environments/registry.ts'
import { referenceEngine } from '../../networks/reference-engine.ts'
import { estimatorLab } from './estimator-lab.ts'

function measured(changes: object): EstimatorsResult {
  const spec = labSpec.parse({ lab: 'estimators', ...changes }) as EstimatorsSpec
  const { policy, environment } = spec
  if (environment.id === 'module' || policy.from === 'run') throw new Error('not here')
  const source = {
    policy: policy.from === 'fresh' ? policy.policy : ({ kind: 'tabular-softmax' } as const),
    critic: undefined,
    normalisation: normalisationSpec.parse(undefined),
    seed: policy.from === 'fresh' ? policy.seed : 0,
    snapshot: null,
    theta: policy.from === 'typed' ? policy.theta.flat() : null,
  }
  const steps = estimatorLab(
    { spec, policies: { policy: source }, recorded: null },
    {
      engines: { neural: referenceEngine(), exact: referenceEngine() },
      makeWorld: (copies, rng) => makeEnvironment(environment, copies, rng),
    },
  )
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
const at = (result: EstimatorsResult, id: MeasuredEstimator, size: number): EstimatorAtSize =>
  result.estimators.find((each) => each.id === id)!.atSizes.find(({ batchSize }) => batchSize === size)!
const near = ({ value, low, high }: { value: number; low: number; high: number }, truth: number) =>
  expect(Math.abs(value - truth)).toBeLessThan((3 * (high - low)) / 2)

/** Two arms that pay 1 with these probabilities, and a policy that takes the first with probability 0.731. */
const arms = {
  environment: { id: 'bernoulli-bandit', probabilities: [0.8, 0.3] },
  policy: { from: 'typed', theta: [1, 0] },
}
const pi = [1 / (1 + Math.exp(-1)), 1 / (1 + Math.exp(1))] as const
/** The gradient's first component; the second is its opposite. */
const g = pi[0] * pi[1] * (0.8 - 0.3)

describe('on two arms, against closed forms', () => {
  const result = measured({
    ...arms,
    estimators: ['reward-to-go', 'mean-baseline', 'exact-advantage'],
    batches: 4_000,
    largestBatch: 4,
  })
  it('the gradient and its length', () => {
    expect(result.truth).toMatchObject({ kind: 'exact', discount: 1 })
    expect(result.truth.norm.value).toBeCloseTo(Math.SQRT2 * g, 12)
  })
  it('the variance of the score times the reward', () => {
    // |e_a - pi|^2 = 2 (1 - pi_a)^2, and R^2 = R
    const second = pi[0] * 0.8 * 2 * pi[1] * pi[1] + pi[1] * 0.3 * 2 * pi[0] * pi[0]
    const variance = second - 2 * g * g
    const one = at(result, 'reward-to-go', 1)
    expect(one.exact!.variance).toBeCloseTo(variance, 12)
    expect(one.exact!.squaredBias).toBeCloseTo(0, 12)
    near(one.variance, variance)
    near(at(result, 'reward-to-go', 4).variance, variance / 4)
  })
  it('of the exact advantage', () => {
    const J = pi[0] * 0.8 + pi[1] * 0.3
    const [first, second] = [0.8 - J, 0.3 - J]
    const variance = pi[0] * first * first * 2 * pi[1] * pi[1] + pi[1] * second * second * 2 * pi[0] * pi[0] - 2 * g * g
    expect(at(result, 'exact-advantage', 1).exact!.variance).toBeCloseTo(variance, 12)
    near(at(result, 'exact-advantage', 2).variance, variance / 2)
  })
  it('the bias of -g / M of the same batch’s mean', () => {
    for (const size of [1, 2, 4]) {
      const { pHolm, exact } = at(result, 'mean-baseline', size)
      expect(pHolm).toBeLessThan(0.05)
      expect(exact).toBeNull()
    }
    expect(at(result, 'mean-baseline', 1).squaredBias.value).toBeCloseTo(2 * g * g, 12)
    for (const size of [2, 4]) near(at(result, 'mean-baseline', size).squaredBias, (2 * g * g) / (size * size))
    expect(at(result, 'reward-to-go', 4).pHolm).toBeGreaterThan(0.05)
  })
})

/** Three steps through a chain of three states. */
const chain = {
  environment: { id: 'chain', states: 3, horizon: 4 },
  policy: { from: 'typed', theta: [0.5, 0, 0.2, 0, 0.4, 0] },
}

describe('on a chain', () => {
  it('what is measured agrees with what all trajectories say', () => {
    const result = measured({
      ...chain,
      estimators: ['total-return', 'reward-to-go', 'mean-baseline', 'learned-baseline', 'gae', 'exact-advantage'],
      baselines: 'exact',
      batches: 2_000,
      largestBatch: 2,
    })
    expect(result.enumeratedTrajectories).toBeGreaterThan(1)
    for (const { atSizes } of result.estimators)
      for (const { variance, squaredBias, meanSquaredError, exact } of atSizes) {
        near(variance, exact!.variance)
        near(squaredBias, exact!.squaredBias)
        near(meanSquaredError, exact!.meanSquaredError)
      }
  })
  it('GAE is biased by its critic’s error, whatever M, and not by an exact critic', () => {
    const gae = { ...chain, estimators: ['gae'], lambda: 0.5, batches: 2_000, largestBatch: 16, smallestBatch: 4 }
    const off = measured({ ...gae, critic: { from: 'exact', error: 1 } })
    const biases = [4, 8, 16].map((size) => at(off, 'gae', size))
    for (const { pHolm, squaredBias, exact } of biases) {
      expect(pHolm).toBeLessThan(0.05)
      near(squaredBias, exact!.squaredBias)
    }
    expect(biases[0]!.exact!.squaredBias).toBe(biases[2]!.exact!.squaredBias)
    const right = measured({ ...gae, critic: { from: 'exact', error: 0 } })
    for (const size of [4, 8, 16]) expect(at(right, 'gae', size).pHolm).toBeGreaterThan(0.05)
    expect(at(right, 'gae', 4).exact!.squaredBias).toBeCloseTo(0, 20)
  })
  it('leaving out gamma^h is a bias', () => {
    const discounted = {
      ...chain,
      estimators: ['reward-to-go'],
      discount: 0.6,
      batches: 4_000,
      smallestBatch: 16,
      largestBatch: 16,
    }
    expect(at(measured(discounted), 'reward-to-go', 16).pHolm).toBeGreaterThan(0.05)
    const left = at(measured({ ...discounted, weightStates: false }), 'reward-to-go', 16)
    expect(left.pHolm).toBeLessThan(0.05)
    near(left.squaredBias, left.exact!.squaredBias)
    expect(left.exact!.squaredBias).toBeGreaterThan(0)
  })
  it('separate baselines add no bias, and those of the same batch do', () => {
    const learned = {
      ...chain,
      estimators: ['mean-baseline', 'learned-baseline'],
      critic: { from: 'exact', error: 0.5 },
      baselineTrajectories: 4,
      batches: 3_000,
      smallestBatch: 2,
      largestBatch: 2,
    }
    const separate = measured({ ...learned, baselines: 'separate' })
    const same = measured({ ...learned, baselines: 'same-batch' })
    for (const id of ['mean-baseline', 'learned-baseline'] as const) {
      expect(at(separate, id, 2).pHolm).toBeGreaterThan(0.05)
      expect(at(same, id, 2).pHolm).toBeLessThan(0.05)
    }
  })
  it('a fitted critic is the same for all batches', () => {
    const spec = {
      ...chain,
      estimators: ['gae'],
      critic: { from: 'fitted', trajectories: 20 },
      batches: 400,
      largestBatch: 1,
    }
    const { exact, variance } = at(measured(spec), 'gae', 1)
    expect(exact).not.toBeNull()
    // The enumeration uses the critic before the first batch, and the last batches agree with it.
    near(variance, exact!.variance)
  })
})

describe('where a world can’t be solved', () => {
  const lqr = {
    environment: { id: 'lqr', timeLimit: 5 },
    policy: { from: 'fresh', policy: { kind: 'linear-gaussian', features: { kind: 'polynomial' } } },
    estimators: ['total-return', 'reward-to-go'],
    batches: 500,
    smallestBatch: 4,
    largestBatch: 4,
    referenceTrajectories: 5_000,
  }
  it('a large sample stands for the truth, with an interval, and the unbiased are not accused', () => {
    const result = measured(lqr)
    const { kind, norm, trajectories } = result.truth
    expect(kind).toBe('sampled')
    expect(trajectories).toBe(5_000)
    expect(norm.low).toBeLessThan(norm.value)
    expect(norm.high).toBeGreaterThan(norm.value)
    expect(result.enumeratedTrajectories).toBeNull()
    for (const id of ['total-return', 'reward-to-go'] as const) expect(at(result, id, 4).pHolm).toBeGreaterThan(0.05)
  })
})
