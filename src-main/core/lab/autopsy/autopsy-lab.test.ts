import { describe, expect, it } from 'vitest'
import { labSpec } from '../../../../src-shared/catalogue/labs/index.ts'
import type { AutopsyMethod, AutopsySpec } from '../../../../src-shared/catalogue/labs/autopsy.ts'
import type { AutopsyResult } from '../../../../src-shared/domain/lab-results/autopsy.ts'
import { finish } from '../../finish.ts'
import { sourceForTest, toolsForTest } from '../test-lab.ts'
import { autopsyLab } from './autopsy-lab.ts'

function measured(changes: object): AutopsyResult {
  const spec = labSpec.parse({ lab: 'autopsy', batches: 3, ...changes }) as AutopsySpec
  const plan = { spec, policies: { policy: sourceForTest(spec.policy) }, recorded: null }
  return finish(autopsyLab(plan, toolsForTest(spec.environment)))
}
const stepOf = (result: AutopsyResult, method: AutopsyMethod) => result.steps.find((each) => each.method === method)!

const arms = {
  environment: { id: 'bernoulli-bandit', probabilities: [0.8, 0.3] },
  policy: { from: 'typed', theta: [0.5, 0] },
}
const pull = (x: number): number => 1 / (1 + Math.exp(-x))

describe('on two arms, against closed forms', () => {
  const ascent = { learningRate: 2, optimiser: { kind: 'sgd' } }
  const result = measured({
    ...arms,
    psi: 'exact-advantage',
    trajectories: 1_000,
    methods: ['gradient-ascent'],
    lengths: 'own-settings',
    gradientAscent: ascent,
  })
  const step = stepOf(result, 'gradient-ascent')

  it('gradient ascent goes 2 g, the mean score times the advantage', () => {
    const p = pull(0.5)
    // Where an arm is pulled, the score's first entry is its indicator less p; both advantages come to g on average.
    const g = p * (1 - p) * 0.5
    expect(step.at!.x).toBeCloseTo(2 * g, 1)
    expect(step.at!.y).toBeCloseTo(-step.at!.x, 12)
    expect(step.predicted).toBeCloseTo((step.norm * step.norm) / 2, 12)
  })

  it('J, KL and the plane are those of the two parameters', () => {
    const { x } = step.at!
    const [p, q] = [pull(0.5), pull(0.5 + 2 * x)]
    expect(step.truth!.value).toBeCloseTo((q - p) * 0.5, 12)
    expect(step.kl).toBeCloseTo(p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q)), 12)
    expect(step.outside).toBe(0)
    const { axes, points, x: xs, y: ys, objectives, kls } = result.plane!
    expect(axes).toBe('parameters')
    const at = points * 5 + 30
    const difference =
      0.5 + xs.low + ((xs.high - xs.low) * 30) / (points - 1) - (ys.low + ((ys.high - ys.low) * 5) / (points - 1))
    const r = pull(difference)
    expect(objectives[at]).toBeCloseTo(0.3 + 0.5 * r, 12)
    expect(kls[at]).toBeCloseTo(p * Math.log(p / r) + (1 - p) * Math.log((1 - p) / (1 - r)), 12)
  })
})

describe('in a gridworld', () => {
  const all = measured({})

  it('every step spends the same KL, exactly', () => {
    expect(all.steps).toHaveLength(5)
    for (const { kl, factor } of all.steps) {
      expect(factor).toBeGreaterThan(0)
      expect(kl).toBeCloseTo(0.05, 8)
    }
    for (const { kl } of all.batches) for (const spent of kl) expect(spent).toBeCloseTo(0.05, 8)
  })

  it('for its KL the natural step’s first-order promise is the largest, to second order', () => {
    const small = measured({ delta: 1e-6, batches: 1 })
    const natural = stepOf(small, 'natural-gradient').predicted
    // The Fisher matrix of the batch is damped, and the KL is exact: so a little less than the largest may be.
    for (const { predicted } of small.steps) expect(predicted).toBeLessThan(natural * 1.1)
    for (const { predicted, surrogate } of small.steps) expect(surrogate / predicted).toBeCloseTo(1, 1)
  })

  it('judges each step on the very batch that the update saw', () => {
    const own = measured({ lengths: 'own-settings', methods: ['trust-region'], batches: 4 })
    // TRPO's line search takes no step whose surrogate falls or whose KL on its batch is above delta, which the judge sees.
    const [batch] = own.batches
    for (const surrogate of batch!.surrogate) expect(surrogate).toBeGreaterThan(0)
    expect(own.steps[0]!.batchKl).toBeLessThanOrEqual(0.01)
    expect(own.steps[0]!.batchKl).toBeGreaterThan(0.005)
  })

  it('what one update does, others beside it don’t change', () => {
    const alone = measured({ methods: ['clip'] })
    expect(stepOf(alone, 'clip')).toEqual(stepOf(all, 'clip'))
    expect(alone.batches[0]).toEqual(all.batches.find(({ method }) => method === 'clip'))
  })

  it('the plane holds the exact gradient: J rises along it from theta', () => {
    const { axes, points, objectives, x, y } = all.plane!
    expect(axes).toBe('natural')
    const column = (at: number) => Math.round(((at - x.low) / (x.high - x.low)) * (points - 1))
    const row = Math.round(((0 - y.low) / (y.high - y.low)) * (points - 1))
    const here = column(0)
    expect(objectives[row * points + here + 3]).toBeGreaterThan(objectives[row * points + here]!)
    for (const { outside } of all.steps) expect(outside).toBeGreaterThan(0)
  })

  it('is the same again from the same seed', () => {
    expect(measured({})).toEqual(all)
  })
})

it('where the world is not finite there is no plane, and J is sampled', () => {
  const result = measured({
    environment: { id: 'CartPole-v1' },
    policy: { from: 'fresh', policy: { kind: 'neural-softmax', hidden: [8] } },
    trajectories: 4,
    referenceEpisodes: 10,
    batches: 1,
  })
  expect(result.plane).toBeNull()
  expect(result.truth).toEqual({ kind: 'sampled', episodes: 10 })
  for (const { kl, batchKl, truth } of result.steps) {
    expect(kl).toBe(batchKl)
    expect(kl).toBeCloseTo(0.05, 4)
    expect(truth!.high).toBeGreaterThan(truth!.low)
  }
})
