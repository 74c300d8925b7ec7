import { describe, expect, it } from 'vitest'
import { labSpec } from '../../../../src-shared/catalogue/labs/index.ts'
import type { SurrogateSpec } from '../../../../src-shared/catalogue/labs/surrogate.ts'
import type { SurrogateResult } from '../../../../src-shared/domain/lab-results/surrogate.ts'
import { finish } from '../../finish.ts'
import { sourceForTest, toolsForTest } from '../test-lab.ts'
import { surrogateLab } from './surrogate-lab.ts'

function measured(changes: object): SurrogateResult {
  const spec = labSpec.parse({ lab: 'surrogate', ...changes }) as SurrogateSpec
  const plan = { spec, policies: { policy: sourceForTest(spec.policy) }, recorded: null }
  return finish(surrogateLab(plan, toolsForTest(spec.environment)))
}

/** Two arms that pay 1 with these probabilities; theta = (0, 0), so each is pulled half of the time. */
const arms = {
  environment: { id: 'bernoulli-bandit', probabilities: [0.8, 0.3] },
  policy: { from: 'typed', theta: [0, 0] },
  clip: 0.2,
  reach: 2,
}
/** With x = theta_0 - theta_1 the first arm is pulled with this probability. */
const pull = (x: number): number => 1 / (1 + Math.exp(-x))
/** dJ / dtheta_0 at (0, 0); the second is its opposite. */
const g = 0.5 * 0.5 * (0.8 - 0.3)

describe('on two arms, against closed forms', () => {
  const result = measured({ ...arms, expectations: 'exact' })

  it('the slope at theta, and that both have the same gradient', () => {
    expect(result.slope).toBeCloseTo(2 * g * g, 12)
    expect(result.trueSlope).toBeCloseTo(2 * g * g, 12)
  })

  it('J, first order, surrogate, clipped surrogate and KL at each point', () => {
    expect(result.points).toHaveLength(41)
    for (const { alpha, truth, firstOrder, surrogate, clipped, kl } of result.points) {
      const p = pull(2 * alpha * g)
      // One step a trajectory: the surrogate is J itself, for no state is reached in another way.
      expect(truth!.value).toBeCloseTo((p - 0.5) * 0.5, 12)
      expect(surrogate).toBeCloseTo((p - 0.5) * 0.5, 12)
      expect(firstOrder).toBeCloseTo(alpha * 2 * g * g, 12)
      // A(first) = 0.25, A(second) = -0.25; ratios p / 0.5 count up to 1.2, and (1 - p) / 0.5 down to 0.8.
      const [up, down] = [Math.min(2 * p, 1.2) - 1, Math.max(2 * (1 - p), 0.8) - 1]
      expect(clipped).toBeCloseTo(0.5 * up * 0.25 - 0.5 * down * 0.25, 12)
      expect(kl).toBeCloseTo(-0.5 * Math.log(2 * p) - 0.5 * Math.log(2 * (1 - p)), 12)
    }
  })

  it('the line ends where the KL is the reach', () => {
    expect(result.points.at(-1)!.kl).toBeCloseTo(2, 8)
  })

  it('a large batch with exact advantages says what the model says', () => {
    const sampled = measured({ ...arms, psi: 'exact-advantage', trajectories: 20_000 })
    expect(sampled.slope / result.slope).toBeCloseTo(1, 1)
    for (const i of [10, 40]) {
      // Both end at the same KL, so points of one number are at about the same policy.
      expect(sampled.points[i]!.surrogate).toBeCloseTo(result.points[i]!.surrogate, 2)
      expect(sampled.points[i]!.clipped).toBeCloseTo(result.points[i]!.clipped, 2)
      expect(sampled.points[i]!.truth!.value).toBeCloseTo(result.points[i]!.truth!.value, 2)
    }
  })
})

describe('in a world of several steps', () => {
  const garnet = { environment: { id: 'garnet', states: 6, actions: 3, horizon: 8, worldSeed: 4 } }

  it('surrogate and J agree to first order at theta and part further on', () => {
    const fine = measured({ ...garnet, expectations: 'exact', reach: 1e-6 }).points.at(-1)!
    expect(fine.surrogate / fine.truth!.value).toBeCloseTo(1, 2)
    const far = measured({ ...garnet, expectations: 'exact', reach: 10 }).points.at(-1)!
    expect(Math.abs(far.surrogate / far.truth!.value - 1)).toBeGreaterThan(0.02)
  })

  it('the natural direction is the one that needs the least KL for its promise', () => {
    const end = (direction: string) =>
      measured({ ...garnet, expectations: 'exact', direction, reach: 1e-6 }).points.at(-1)!.firstOrder
    expect(end('natural')).toBeGreaterThan(end('gradient'))
  })

  it('is the same again from the same seed, and another from another', () => {
    expect(measured({ ...garnet, seed: 3 })).toEqual(measured({ ...garnet, seed: 3 }))
    expect(measured({ ...garnet, seed: 4 })).not.toEqual(measured({ ...garnet, seed: 3 }))
  })
})

it('where the world is not finite J is sampled at every fourth point, at theta without any change', () => {
  const result = measured({
    environment: { id: 'CartPole-v1' },
    policy: { from: 'fresh', policy: { kind: 'neural-softmax', hidden: [8] } },
    trajectories: 4,
    reach: 2,
    referenceEpisodes: 10,
  })
  expect(result.truth).toEqual({ kind: 'sampled', episodes: 10 })
  expect(result.points[0]).toMatchObject({ truth: { value: 0, low: 0, high: 0 }, kl: 0, surrogate: 0, clipped: 0 })
  expect(result.points.filter(({ truth }) => truth !== null)).toHaveLength(11)
  expect(result.points.at(-1)!.kl).toBeCloseTo(2, 4)
  const { low, high } = result.points.at(-1)!.truth!
  expect(high).toBeGreaterThan(low)
})

it('a policy without any gradient is refused', () => {
  const same = { ...arms, environment: { id: 'bernoulli-bandit', probabilities: [0.5, 0.5] }, expectations: 'exact' }
  expect(() => measured(same)).toThrow(/gradient is zero/)
})
