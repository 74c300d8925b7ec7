import { expect, it } from 'vitest'
import { recordsMetric } from '../../../src-shared/domain/recorded-metrics.ts'
import type { ExperimentSpecInput } from '../../../src-shared/domain/spec.ts'
import { cartPole, planOf, run, smallGrid, smallNetwork } from './test-runs.ts'

// Compare opens on a metric that the spec promises: what it promises is what an update gives.

type Variant = Omit<ExperimentSpecInput['variants'][number], 'name'>
const sampled: Variant = {
  collection: { trajectories: 6 },
  policy: { kind: 'tabular-softmax' },
  estimator: { kind: 'reward-to-go' },
  update: { kind: 'gradient-ascent' },
}
const cases: [string, ExperimentSpecInput['environment'], Variant, Partial<ExperimentSpecInput>][] = [
  ['sampled', smallGrid, sampled, {}],
  ['sampled, with diagnostics', smallGrid, sampled, { diagnosticsEvery: 1 }],
  [
    'a world that is not finite, with diagnostics',
    cartPole,
    { ...sampled, policy: { kind: 'neural-softmax', ...smallNetwork } },
    { diagnosticsEvery: 1 },
  ],
  [
    'exact',
    smallGrid,
    { ...sampled, collection: { exact: true }, estimator: { kind: 'exact-advantage' } },
    { budget: { updates: 3 } },
  ],
  [
    'exact policy iteration',
    smallGrid,
    {
      ...sampled,
      collection: { exact: true },
      estimator: { kind: 'exact-advantage' },
      update: { kind: 'policy-iteration' },
    },
    { budget: { updates: 3 } },
  ],
]

it.each(cases)('%s records what its spec promises', (_, environment, variant, options) => {
  const plan = planOf(environment, variant, options)
  const { learner, rows } = run(plan, 3)
  for (const metric of ['return', 'exactObjective', 'gradientNorm'] as const)
    expect([metric, rows.some((row) => row[metric] !== undefined)]).toEqual([
      metric,
      recordsMetric(metric, plan, plan.variant),
    ])
  learner.dispose()
})
