import { expect, it } from 'vitest'
import type { UpdateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import { makeEnvironment } from '../environments/registry.ts'
import { finish } from '../finish.ts'
import { Generator } from '../random/generator.ts'
import { buildParts } from './build-parts.ts'
import { takeNaturalStep } from './delta-step.ts'
import { createLearner } from './learner.ts'
import type { LearnerPlan, Metrics } from './learner.ts'
import { engines, planOf, smallGrid, smallNetwork } from './test-runs.ts'
import type { VariantInput } from './test-runs.ts'

// An update that leaves parameters which are no numbers says so: it throws, or a metric of its row is not finite.

const sampled = { collection: { trajectories: 6 }, estimator: { kind: 'reward-to-go' } } as const
const exact = { collection: { exact: true }, estimator: { kind: 'exact-advantage' } } as const
const table = { kind: 'tabular-softmax' } as const
const neural = { kind: 'neural-softmax', ...smallNetwork } as const

/** The schema bounds each of these fields; a step beyond what numbers hold needs more than one of them, or luck. */
const beyond = 1e308

const diverging: [name: string, variant: VariantInput, enormous: Partial<UpdateSpec>][] = [
  ['gradient ascent, plain', { ...sampled, policy: table, update: ascent('sgd') }, { learningRate: beyond }],
  ['gradient ascent, momentum', { ...sampled, policy: table, update: ascent('momentum') }, { learningRate: beyond }],
  ['gradient ascent, Adam', { ...sampled, policy: neural, update: ascent('adam') }, { learningRate: beyond }],
  ['gradient ascent, exact', { ...exact, policy: table, update: ascent('adam') }, { learningRate: beyond }],
  ['KL penalty', { ...sampled, policy: table, update: { kind: 'kl-penalty' } }, { learningRate: beyond }],
  ['clipping', { ...sampled, policy: neural, update: { kind: 'clip' } }, { learningRate: beyond }],
  ...(['conjugate-gradient', 'explicit'] as const).flatMap((solver) =>
    [sampled, exact].map((collected): (typeof diverging)[number] => [
      `natural gradient, ${solver}, ${'exact' in collected.collection ? 'exact' : 'sampled'}`,
      { ...collected, policy: table, update: { kind: 'natural-gradient', step: { kind: 'fixed' }, solver } },
      { step: { kind: 'fixed', eta: beyond } },
    ]),
  ),
]
function ascent(optimiser: 'sgd' | 'momentum' | 'adam'): UpdateSpecInput {
  return { kind: 'gradient-ascent', optimiser: { kind: optimiser } }
}
type UpdateSpecInput = VariantInput['update']

function withUpdate(plan: LearnerPlan, changes: Partial<UpdateSpec>): LearnerPlan {
  return { ...plan, variant: { ...plan.variant, update: { ...plan.variant.update, ...changes } as UpdateSpec } }
}
const notFinite = (row: Metrics) => Object.entries(row).filter(([, value]) => !Number.isFinite(value))

it.each(diverging)('an enormous step shows: %s', (_name, variant, enormous) => {
  const learner = createLearner(withUpdate(planOf(smallGrid, variant), enormous), engines())
  expect(() => {
    const row = finish(learner.update())
    if (notFinite(row).length > 0) throw new Error('diverged')
  }).toThrow('diverged')
})

it.each([
  ['trust region', { ...sampled, policy: neural, update: { kind: 'trust-region' } }],
  ['trust region, exact', { ...exact, policy: table, update: { kind: 'trust-region', per: 'trajectory' } }],
] as [string, VariantInput][])('a step that is too long is not taken: %s', (_name, variant) => {
  const learner = createLearner(withUpdate(planOf(smallGrid, variant), { delta: beyond }), engines())
  for (let k = 0; k < 2; k++) {
    expect(notFinite(finish(learner.update()))).toEqual([])
    expect(learner.save().theta.every(Number.isFinite)).toBe(true)
  }
})

it('a natural step of fixed length that leads beyond what numbers hold is told at once', () => {
  const update = { kind: 'natural-gradient', step: { kind: 'fixed', eta: 1 } } as const
  const plan = planOf(smallGrid, { ...exact, policy: table, update })
  const { environment } = plan
  const natural = plan.variant.update
  if (environment.id === 'module' || natural.kind !== 'natural-gradient') throw new Error('another plan')
  const parts = buildParts(plan, engines(), makeEnvironment(environment, 1, new Generator(1, 'environment')))
  parts.natural!.vectors.x.fill(Number.MAX_VALUE)
  const step = () => finish(takeNaturalStep(parts, natural, 1, 1, () => 0, {}))
  expect(step).toThrow('the policy’s parameters are no longer finite')
})

it('a critic that is no longer finite shows in the next update', () => {
  const learner = createLearner(
    planOf(smallGrid, {
      collection: { trajectories: 6 },
      policy: neural,
      estimator: { kind: 'advantage' },
      critic: { network: { kind: 'neural', ...smallNetwork } },
      update: { kind: 'clip' },
    }),
    engines(),
  )
  const state = learner.save()
  learner.load({ ...state, criticTheta: state.criticTheta!.fill(Number.NaN) })
  expect(() => finish(learner.update())).toThrow('diverged')
})
