import { expect, test } from 'vitest'
import { engines, planOf, smallGrid, smallNetwork } from '../algorithms/test-runs.ts'
import { makeEnvironment } from '../environments/registry.ts'
import type { BuiltInEnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { policyValues } from '../exact/policy-values.ts'
import { Generator } from '../random/generator.ts'
import { policyAtStep } from './policy-at-step.ts'
import { buildShownParts } from './shown-parts.ts'
import { solveShown } from './solved-policy.ts'

const discount = 0.9
const plan = planOf(smallGrid, {
  collection: { trajectories: 4 },
  policy: { kind: 'tabular-softmax' },
  estimator: { kind: 'advantage', discount },
  critic: { network: { kind: 'neural', ...smallNetwork }, timeStep: true, fit: { kind: 'separate' } },
  update: { kind: 'gradient-ascent', per: 'trajectory' },
})
const parts = buildShownParts(
  plan,
  engines(),
  (copies, rng) => makeEnvironment(plan.environment as BuiltInEnvironmentSpec, copies, rng),
  new Generator(1, 'test'),
)
const { model } = parts.table!

test('a critic that sees the time step is held against V_h under its own discount, at each step and over all', () => {
  const solved = solveShown(parts, 1)
  const { states: S, horizon: H } = model
  const truth = policyValues(model, solved.piSA, discount).valuesHS
  const critic = solved.criticValues!
  expect(critic.seesTime).toBe(true)
  expect(critic.values).toHaveLength(H * S)
  const at = (h: number, s: number) => h * S + s
  for (const h of [0, 1, H - 1]) {
    const { criticS, criticErrorS } = policyAtStep(model, solved, h, null)
    for (let s = 0; s < S; s++) {
      expect(criticS![s]).toBe(critic.values[at(h, s)])
      expect(criticErrorS![s]).toBe(critic.values[at(h, s)]! - truth[at(h, s)]!)
    }
  }
  const { criticErrorS, visitsS } = policyAtStep(model, solved, 'summed', null)
  for (let s = 0; s < S; s++) {
    let [weight, error] = [0, 0]
    for (let h = 0; h < H; h++) {
      const d = solved.exact.occupancyHS[at(h, s)]!
      weight += d
      error += d * (critic.values[at(h, s)]! - truth[at(h, s)]!)
    }
    const found = criticErrorS![s]!
    expect(weight === 0 ? Number.isNaN(found) : Math.abs(found - error / visitsS[s]!) < 1e-10).toBe(true)
  }
})

test('where rewards are scaled, the critic’s values are shown in the world’s rewards', () => {
  const plain = solveShown(parts, 1).criticValues!.values
  expect([...solveShown(parts, 2.5).criticValues!.values]).toEqual([...plain].map((value) => value * 2.5))
})
