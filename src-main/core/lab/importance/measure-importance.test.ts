import { describe, expect, test } from 'vitest'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { policySpec } from '../../../../src-shared/catalogue/policies/index.ts'
import type { BuiltInEnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { recordTrajectories } from '../../algorithms/record.ts'
import { finiteModel, makeEnvironment } from '../../environments/registry.ts'
import { exactObjective } from '../../exact/policy-values.ts'
import { softmaxTable } from '../../exact/softmax-table.ts'
import { finish } from '../../finish.ts'
import { referenceEngine } from '../../networks/reference-engine.ts'
import { createPolicy } from '../../policies/policy.ts'
import type { Policy } from '../../policies/policy.ts'
import { Generator } from '../../random/generator.ts'
import { createActor } from '../../rollout/actor.ts'
import { measureImportance } from './measure-importance.ts'
import type { ImportancePlan } from './measure-importance.ts'

const engines = { neural: referenceEngine(), exact: referenceEngine() }

/** A policy whose parameters are drawn: a step of `spread` from the first ones. */
function policyOf(environment: EnvironmentSpec, policy: object, seed: number, spread: number): Policy {
  const { shape } = worldOf(environment)(1, new Generator(0))
  const made = createPolicy(policySpec.parse(policy), shape, false, engines, new Generator(1, 'policy'))
  const rng = new Generator(seed)
  for (let p = 0; p < made.theta.length; p++) made.theta[p]! += spread * rng.normal()
  return made
}
const worldOf = (environment: EnvironmentSpec) => (copies: number, rng: Generator) =>
  makeEnvironment(environment as BuiltInEnvironmentSpec, copies, rng)

function planOf(environment: EnvironmentSpec, behaviour: Policy, target: Policy): ImportancePlan {
  return {
    environment,
    makeWorld: worldOf(environment),
    model: finiteModel(environment),
    behaviour,
    target,
    trajectories: 400,
    discount: 0.9,
    referenceEpisodes: 0,
    seed: 3,
  }
}
const chain = environmentSpec.parse({ id: 'chain' })
const gaussian = { kind: 'linear-gaussian', features: { kind: 'polynomial', degree: 1 } }
const tabular = { kind: 'tabular-softmax' }

describe('between two tables of a finite world', () => {
  const behaviour = policyOf(chain, tabular, 1, 0)
  const target = policyOf(chain, tabular, 2, 1)
  const result = finish(measureImportance(planOf(chain, behaviour, target)))

  test('at distance 0 every weight is 1 and all estimates are the plain mean', () => {
    const { ordinary, perDecision, selfNormalised, effectiveSampleSize, largestWeight, kl } = result.points[0]!
    expect(effectiveSampleSize).toBeCloseTo(400, 9)
    expect(largestWeight).toBe(1)
    expect(perDecision!.value).toBeCloseTo(ordinary!.value, 9)
    expect(selfNormalised!.value).toBeCloseTo(ordinary!.value, 9)
    expect(kl!.value).toBe(0)
  })

  test('the truth is J of theta interpolated, solved', () => {
    const { truth, distance } = result.points[30]!
    expect(distance).toBe(0.6)
    const theta = behaviour.theta.map((from, p) => 0.4 * from + 0.6 * target.theta[p]!)
    const model = finiteModel(chain)!
    expect(truth!.value).toBeCloseTo(exactObjective(model, softmaxTable(theta, model.actions), 0.9), 10)
    expect(truth!.low).toBe(truth!.value)
    expect(result.truth.kind).toBe('exact')
  })

  test('estimates lie about the truth, and their intervals are as wide as the exact variances say', () => {
    for (const { distance, ordinary, perDecision, truth, exact, effectiveSampleSize } of result.points.slice(0, 26)) {
      const deviation = Math.sqrt(exact!.ordinaryVariance! / 400)
      expect(Math.abs(ordinary!.value - truth!.value), `at ${distance}`).toBeLessThan(4 * deviation)
      const half = (ordinary!.high - ordinary!.low) / 2 / 1.96
      expect(half / deviation).toBeGreaterThan(0.5)
      expect(half / deviation).toBeLessThan(2)
      const decisionDeviation = Math.sqrt(exact!.perDecisionVariance! / 400)
      expect(Math.abs(perDecision!.value - truth!.value)).toBeLessThan(4 * decisionDeviation)
      expect(effectiveSampleSize / 400 / exact!.effectiveSampleShare).toBeGreaterThan(0.7)
    }
    // Farther apart, fewer count.
    expect(result.points[50]!.effectiveSampleSize).toBeLessThan(result.points[25]!.effectiveSampleSize)
  })

  test('the same seed gives the same numbers, another one others', () => {
    expect(finish(measureImportance(planOf(chain, behaviour, target)))).toEqual(result)
    const other = finish(measureImportance({ ...planOf(chain, behaviour, target), seed: 4 }))
    expect(other.points[0]!.ordinary!.value).not.toBe(result.points[0]!.ordinary!.value)
  })

  test('recorded trajectories of the behaviour policy tell the same of the target', () => {
    const world = worldOf(chain)(1, new Generator(3, 'world'))
    const recorded = finish(
      recordTrajectories(createActor(behaviour, 1), chain, world, 400, new Generator(3, 'actions')),
    )
    const evaluated = finish(measureImportance({ ...planOf(chain, behaviour, target), behaviour: recorded }))
    expect(evaluated.points).toHaveLength(1)
    const [only] = evaluated.points
    const end = result.points[50]!
    expect(only!.distance).toBe(1)
    expect(only!.ordinary!.value).toBeCloseTo(end.ordinary!.value, 9)
    expect(only!.perDecision!.high).toBeCloseTo(end.perDecision!.high, 9)
    expect(only!.truth).toEqual(end.truth)
    // Measured there: the recording policy's other probabilities are not known.
    expect(only!.kl!.low).toBeLessThan(end.kl!.value)
    expect(only!.kl!.high).toBeGreaterThan(end.kl!.value)
    expect(only!.exact).toBeNull()
  })
})

describe('where no model is known', () => {
  const pointMass = environmentSpec.parse({ id: 'point-mass' })
  const behaviour = policyOf(pointMass, gaussian, 1, 0)
  const target = policyOf(pointMass, gaussian, 2, 0.02)

  test('J of normals on the way is sampled, and weights of the same trajectories agree with it', () => {
    const plan = { ...planOf(pointMass, behaviour, target), trajectories: 300, referenceEpisodes: 400 }
    const result = finish(measureImportance(plan))
    expect(result.truth).toEqual({ kind: 'sampled', episodes: 400 })
    const { truth, ordinary, effectiveSampleSize, exact } = result.points[10]!
    expect(exact).toBeNull()
    expect(effectiveSampleSize).toBeGreaterThan(20)
    expect(truth!.high - truth!.low).toBeGreaterThan(0)
    const apart = Math.abs(truth!.value - ordinary!.value)
    expect(apart).toBeLessThan(2 * (truth!.high - truth!.low + ordinary!.high - ordinary!.low))
    // In between the line is straight.
    const [a, b, c] = [5, 7, 10].map((i) => result.points[i]!.truth!.value)
    expect(b).toBeCloseTo(0.6 * a! + 0.4 * c!, 9)
  })

  test('two policies whose actions are of two kinds have no ratio', () => {
    const squashed = policyOf(pointMass, { ...gaussian, squash: true }, 1, 0)
    expect(() => finish(measureImportance(planOf(pointMass, behaviour, squashed)))).toThrow(/squash their actions/)
  })
})
