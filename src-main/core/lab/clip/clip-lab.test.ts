import { describe, expect, test } from 'vitest'
import type { ClipSpec } from '../../../../src-shared/catalogue/labs/clip.ts'
import { policySpec } from '../../../../src-shared/catalogue/policies/index.ts'
import { labSpec } from '../../../../src-shared/catalogue/labs/index.ts'
import { criticSpec } from '../../../../src-shared/catalogue/critic.ts'
import { normalisationSpec } from '../../../../src-shared/catalogue/normalisation.ts'
import type { ClipEpoch, ClipResult } from '../../../../src-shared/domain/lab-results/clip.ts'
import { clipUpdate } from '../../algorithms/clip.ts'
import { estimate } from '../../algorithms/estimate.ts'
import type { Metrics } from '../../algorithms/metrics.ts'
import type { Parts } from '../../algorithms/parts.ts'
import { makeEnvironment } from '../../environments/registry.ts'
import { exactObjective } from '../../exact/policy-values.ts'
import { tabulate } from '../../algorithms/state-table.ts'
import { finish } from '../../finish.ts'
import { referenceEngine } from '../../networks/reference-engine.ts'
import type { LabPolicySource, LabTools } from '../lab-policy.ts'
import { clipLab, clipParts, updateOf } from './clip-lab.ts'

function planOf(changes: object, source: Partial<LabPolicySource> = {}) {
  const spec = labSpec.parse({ lab: 'clip', trajectories: 8, ...changes }) as ClipSpec
  const { environment } = spec
  if (environment.id === 'module') throw new Error('not here')
  const policy: LabPolicySource = {
    policy: { kind: 'tabular-softmax' },
    critic: undefined,
    normalisation: normalisationSpec.parse(undefined),
    seed: 1,
    snapshot: null,
    theta: null,
    ...source,
  }
  const tools: LabTools = {
    engines: { neural: referenceEngine(), exact: referenceEngine() },
    makeWorld: (copies, rng) => makeEnvironment(environment, copies, rng),
  }
  return { spec, policy, tools }
}
type Planned = ReturnType<typeof planOf>

const measured = ({ spec, policy, tools }: Planned): ClipResult =>
  finish(clipLab({ spec, policies: { policy }, recorded: null }, tools))
/** What a trainer's update leaves. */
function trained({ spec, policy, tools }: Planned): { parts: Parts; metrics: Metrics } {
  const parts = clipParts(spec, policy, tools)
  const metrics: Metrics = {}
  finish(clipUpdate(parts, updateOf(spec), metrics))
  return { parts, metrics }
}
const last = ({ epochs }: ClipResult): ClipEpoch => epochs.at(-1)!

/** Steps long enough that ratios leave 1 ± epsilon on both sides, for either sign. */
const far = { learningRate: 0.2, epochs: 6, minibatches: 3 }

describe('the update that is looked at is the trainers’', () => {
  const critic = criticSpec.parse({ network: { kind: 'tabular' }, fit: { kind: 'with-policy' } })
  const shared = criticSpec.parse({ network: { kind: 'shared' }, fit: { kind: 'with-policy' } })
  test.each([
    ['exact advantages', far, {}],
    ['returns', { ...far, advantages: { from: 'returns' }, normalise: false }, {}],
    ['GAE with a critic beside the policy', { ...far, advantages: { from: 'critic' } }, { critic }],
    [
      'GAE with a shared network',
      { ...far, advantages: { from: 'critic' } },
      { critic: shared, policy: policySpec.parse({ kind: 'neural-softmax', hidden: [8] }) },
    ],
  ] as [string, object, Partial<LabPolicySource>][])('with %s', (_, changes, source) => {
    const planned = planOf(changes, source)
    const result = measured(planned)
    const { parts, metrics } = trained(planned)
    expect(result.epochs.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(result.recordedClipFraction).toBe(metrics.clipFraction)
    expect(last(result).kl.full).toBeCloseTo(metrics.kl!, 12)
    expect(last(result).clippedSurrogate).toBeCloseTo(metrics.realisedImprovement!, 10)
    tabulate(parts.workspace, parts.table!)
    expect(last(result).objective).toBe(exactObjective(parts.table!.model, parts.table!.piSA, 1))
    expect(last(result).objective).not.toBe(result.epochs[0]!.objective)
  })
})

describe('the share of samples without a gradient', () => {
  test.each([
    ['exact advantages', far],
    ['normalised returns, with entropy', { ...far, advantages: { from: 'returns' }, entropyCoefficient: 0.01 }],
    ['a wide clip', { ...far, clip: 1.5, epochs: 12 }],
  ])('agrees with finite differences of each sample’s surrogate: %s', (_, changes) => {
    const planned = planOf(changes)
    const found = last(measured(planned))
    const { parts } = trained(planned)
    const zero = { positive: 0, negative: 0, none: 0 }
    for (let row = 0; row < parts.batch.rows; row++) {
      const psi = parts.batch.psiB[row]!
      const sign = psi > 1e-9 ? 'positive' : psi < -1e-9 ? 'negative' : 'none'
      if (largestSlope(parts, row, planned.spec.clip) < 1e-7) zero[sign]++
    }
    const { rows } = parts.batch
    // Were none clipped, nothing would be shown.
    expect(zero.positive).toBeGreaterThan(0)
    expect(found.positive!.zeroGradient * found.positive!.samples).toBeCloseTo(zero.positive, 9)
    expect((found.negative?.zeroGradient ?? 0) * (found.negative?.samples ?? 0)).toBeCloseTo(zero.negative, 9)
    expect(found.zeroGradient * rows).toBeCloseTo(zero.positive + zero.negative, 9)
  })

  test('is not the usual clip fraction where ratios went against their advantage', () => {
    const found = last(measured(planOf({ ...far, learningRate: 0.5 })))
    expect(found.clipFraction).toBeGreaterThan(found.zeroGradient)
    const { positive, negative } = found
    const samples = (key: 'outside' | 'zeroGradient') =>
      positive![key] * positive!.samples + negative![key] * negative!.samples
    expect(samples('outside') / samples('zeroGradient')).toBeCloseTo(found.clipFraction / found.zeroGradient, 10)
  })
})

/** Of min(r A, clip(r) A), by central differences in the table's row of the sample's state, from theta alone. */
function largestSlope({ policy, batch }: Parts, row: number, epsilon: number): number {
  const A = policy.distribution.outputs
  const [state, action] = [batch.statesB![row]!, batch.actions[row]!]
  const logits = Array.from(policy.theta.slice(state * A, (state + 1) * A))
  const surrogate = (shifted: number[]): number => {
    const logSum = Math.log(shifted.reduce((sum, logit) => sum + Math.exp(logit), 0))
    const ratio = Math.exp(shifted[action]! - logSum - batch.logProbsB[row]!)
    const psi = batch.psiB[row]!
    return Math.min(ratio * psi, Math.min(1 + epsilon, Math.max(1 - epsilon, ratio)) * psi)
  }
  const step = 1e-6
  const slopes = logits.map((_, k) => {
    const moved = (by: number) => surrogate(logits.map((logit, i) => (i === k ? logit + by : logit)))
    return Math.abs(moved(step) - moved(-step)) / (2 * step)
  })
  return Math.max(...slopes)
}

test('before the first step all ratios are 1 and nothing is clipped', () => {
  const { epochs, ratioEdges, samples } = measured(planOf(far))
  const [first] = epochs
  expect(first).toMatchObject({ zeroGradient: 0, clipFraction: 0, surrogate: 0, clippedSurrogate: 0 })
  expect(first!.positive!.ratios).toEqual({ p5: 1, median: 1, p95: 1 })
  for (const kl of [first!.kl.k1, first!.kl.k3, first!.kl.full, first!.kl.exact!]) expect(kl).toBeCloseTo(0, 12)
  for (const { positive, negative } of epochs) {
    const counted = [...positive!.counts, ...negative!.counts].reduce((sum, count) => sum + count, 0)
    expect(counted).toBe(positive!.samples + negative!.samples)
    expect(counted).toBeLessThanOrEqual(samples)
  }
  // Both bounds of the clip are edges, so that no bar holds samples of either side.
  for (const bound of [0.8, 1.2]) expect(ratioEdges.some((edge) => Math.abs(edge - bound) < 1e-12)).toBe(true)
})

test('KL on one state with two arms, against closed forms', () => {
  const arms = { environment: { id: 'bernoulli-bandit', probabilities: [0.9, 0.1] }, trajectories: 64 }
  const planned = planOf({ ...arms, advantages: { from: 'exact' }, learningRate: 0.3, epochs: 3 }, { theta: [0, 0] })
  const found = last(measured(planned))
  const { parts } = trained(planned)
  const [a, b] = [parts.policy.theta[0]!, parts.policy.theta[1]!]
  const pi = [1 / (1 + Math.exp(b - a)), 1 / (1 + Math.exp(a - b))]
  const kl = -0.5 * (Math.log(2 * pi[0]!) + Math.log(2 * pi[1]!))
  // One state: in full and exact are the same, and a step is a trajectory.
  expect(found.kl.exact).toBeCloseTo(kl, 12)
  expect(found.kl.full).toBeCloseTo(kl, 12)
  const share = parts.batch.actions.subarray(0, 64).reduce((ones, action) => ones + action, 0) / 64
  const logRatio = (1 - share) * Math.log(2 * pi[0]!) + share * Math.log(2 * pi[1]!)
  const ratio = (1 - share) * 2 * pi[0]! + share * 2 * pi[1]!
  expect(found.kl.k1).toBeCloseTo(-logRatio, 12)
  expect(found.kl.k3).toBeCloseTo(ratio - 1 - logRatio, 12)
  expect(found.objective).toBeCloseTo(0.9 * pi[0]! + 0.1 * pi[1]!, 12)
})

test('the critic of a run with scaled rewards sees them in its own scale', () => {
  const rewardsOf = (rewardSpread: number | null, rewardClip = 10): number => {
    const { spec, policy, tools } = planOf(
      { environment: { id: 'bernoulli-bandit', probabilities: [1, 1] }, advantages: { from: 'critic' } },
      {
        critic: criticSpec.parse({ network: { kind: 'tabular' } }),
        normalisation: normalisationSpec.parse({ rewards: true, rewardClip }),
        snapshot: {
          version: 1,
          update: 1,
          envSteps: 1,
          episodes: 1,
          theta: Float64Array.of(0, 0),
          criticTheta: Float64Array.of(0),
          observationMoments: null,
          rewardSpread,
        },
      },
    )
    const parts = clipParts(spec, policy, tools)
    finish(estimate(parts, {}))
    return parts.batch.rewardsB[0]!
  }
  expect(rewardsOf(null)).toBe(1)
  expect(rewardsOf(4)).toBe(0.25)
  expect(rewardsOf(4, 0.1)).toBe(0.1)
})

test('normal actions without a finite model: the truth is left out', () => {
  const planned = planOf(
    { environment: { id: 'point-mass' }, advantages: { from: 'returns' }, trajectories: 4, ...far },
    { policy: policySpec.parse({ kind: 'neural-gaussian', hidden: [8] }) },
  )
  const result = measured(planned)
  expect(result.epochs).toHaveLength(7)
  expect(last(result)).toMatchObject({ objective: null, kl: { exact: null } })
  expect(last(result).kl.full).toBeGreaterThan(0)
})

test('the same seed gives the same numbers, and another others', () => {
  const of = (seed: number) => measured(planOf({ ...far, seed }))
  expect(of(3)).toEqual(of(3))
  expect(of(4).epochs).not.toEqual(of(3).epochs)
})
