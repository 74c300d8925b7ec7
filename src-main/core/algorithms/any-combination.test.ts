import { expect, it } from 'vitest'
import { estimatorCatalogue } from '../../../src-shared/catalogue/estimators/index.ts'
import { optimiser as optimiserSchema } from '../../../src-shared/catalogue/fields.ts'
import { policyCatalogue } from '../../../src-shared/catalogue/policies/index.ts'
import { updateCatalogue } from '../../../src-shared/catalogue/updates/index.ts'
import { experimentSpec } from '../../../src-shared/domain/spec.ts'
import type { ExperimentSpec, ExperimentSpecInput } from '../../../src-shared/domain/spec.ts'
import { finish } from '../finish.ts'
import { referenceEngine } from '../networks/reference-engine.ts'
import { Generator } from '../random/generator.ts'
import { createLearner } from './learner.ts'

// A combination picked at random either runs, or is refused by the schema with its reason: never a third thing.

type VariantInput = ExperimentSpecInput['variants'][number]
const rng = new Generator(20_261_123, 'combinations')
const pick = <T>(choices: readonly T[]): T => choices[rng.below(choices.length)]!
const flip = () => rng.below(2) === 0

const environments: ExperimentSpecInput['environment'][] = [
  { id: 'gridworld', horizon: 6, copies: 3 },
  { id: 'FrozenLake-v1', horizon: 8, copies: 2 },
  { id: 'warm-up', copies: 2 },
  { id: 'garnet', horizon: 4, copies: 2 },
  { id: 'CartPole-v1', timeLimit: 12, copies: 2 },
  { id: 'Pendulum-v1', timeLimit: 6, copies: 2 },
  { id: 'point-mass', timeLimit: 6, copies: 2 },
]
const features = () =>
  pick([{ kind: 'one-hot' }, { kind: 'polynomial', degree: 2 }, { kind: 'fourier', order: 1 }] as const)
const network = () => ({
  hidden: pick([[], [3], [4, 3]]),
  activation: pick(['tanh', 'relu', 'gelu'] as const),
  layerNorm: flip(),
  start: pick(['orthogonal', 'glorot'] as const),
})
const sigma = () => pick([{ kind: 'fixed', value: 0.5 }, { kind: 'learned' }, { kind: 'state-dependent' }] as const)

const policy = (): VariantInput['policy'] =>
  pick<VariantInput['policy']>([
    { kind: 'tabular-softmax' },
    { kind: 'linear-softmax', features: features() },
    { kind: 'neural-softmax', ...network() },
    { kind: 'neural-scores', ...network() },
    { kind: 'linear-gaussian', features: features(), sigma: sigma(), squash: flip() },
    { kind: 'neural-gaussian', ...network(), sigma: sigma(), squash: flip() },
  ])
const common = () => ({ discount: pick([1, 0.9]), discountStates: flip(), normalise: flip() })
const estimator = (): VariantInput['estimator'] =>
  pick<VariantInput['estimator']>([
    { kind: 'total-return', ...common() },
    { kind: 'reward-to-go', ...common() },
    { kind: 'mean-baseline', source: pick(['separate', 'leave-one-out', 'same-batch'] as const), ...common() },
    { kind: 'learned-baseline', source: pick(['separate', 'same-batch'] as const), ...common() },
    { kind: 'advantage', method: pick(['gae', 'td', 'monte-carlo'] as const), ...common() },
    { kind: 'exact-advantage', ...common() },
  ])
const optimiser = () => ({ kind: pick(optimiserSchema.unwrap().options).shape.kind.value })
const schedule = () => pick(['constant', 'inverse-sqrt', 'linear', 'cosine'] as const)
const per = () => pick(['trajectory', 'step'] as const)
const update = (): VariantInput['update'] =>
  pick<VariantInput['update']>([
    {
      kind: 'gradient-ascent',
      optimiser: optimiser(),
      schedule: schedule(),
      minibatches: pick([1, 2]),
      per: per(),
      entropyCoefficient: pick([0, 0.01]),
      maxGradientNorm: pick([null, 0.5]),
    },
    {
      kind: 'natural-gradient',
      step: pick([{ kind: 'normalised' }, { kind: 'fixed' }] as const),
      solver: pick(['conjugate-gradient', 'explicit'] as const),
      per: per(),
    },
    { kind: 'trust-region', per: per() },
    {
      kind: 'kl-penalty',
      penalty: pick(['full', 'single-sample'] as const),
      adaptive: flip(),
      epochs: 2,
      minibatches: pick([1, 2]),
      per: per(),
      schedule: schedule(),
    },
    {
      kind: 'clip',
      epochs: 2,
      minibatches: pick([1, 3]),
      per: per(),
      targetKl: pick([null, 0.01]),
      clipSchedule: schedule(),
    },
    {
      kind: 'policy-iteration',
      exploration: pick([null, 0, 0.1]),
      fit: pick([
        { kind: 'table' },
        { kind: 'linear', features: features(), epochs: 2 },
        { kind: 'neural', ...network(), epochs: 2 },
      ] as const),
    },
  ])
const critic = (): VariantInput['critic'] => ({
  network: pick([
    { kind: 'neural', ...network() },
    { kind: 'linear', features: features() },
    { kind: 'tabular' },
    { kind: 'shared' },
  ] as const),
  timeStep: flip(),
  loss: pick([{ kind: 'squared' }, { kind: 'clipped' }] as const),
  fit: pick([{ kind: 'with-policy' }, { kind: 'separate', epochs: 2, minibatchSize: 16 }] as const),
})
const collection = (): VariantInput['collection'] =>
  pick<VariantInput['collection']>([
    { trajectories: 3 },
    { trajectories: 3 },
    { trajectories: 4, baselineTrajectories: 3 },
    { stepsPerCopy: 9 },
    { exact: true },
  ])

/**
 * Draws until the schema takes one; critic and collection are what the draws most often stumble over, so they are drawn
 * anew first.
 */
function drawAccepted(): { spec: ExperimentSpec; refused: number } {
  let refused = 0
  for (;;) {
    const chosenCollection = collection()
    const budget =
      typeof chosenCollection === 'object' && 'exact' in chosenCollection
        ? { updates: 2 }
        : pick([{ updates: 2 }, { envSteps: 60 }])
    const chosenEstimator = estimator()
    const wantsCritic = chosenEstimator.kind === 'advantage' || chosenEstimator.kind === 'learned-baseline'
    const parsed = experimentSpec.safeParse({
      name: 'drawn',
      environment: pick(environments),
      variants: [
        {
          name: 'drawn',
          collection: chosenCollection,
          policy: policy(),
          estimator: chosenEstimator,
          update: update(),
          ...(wantsCritic || rng.below(10) === 0 ? { critic: critic() } : {}),
        },
      ],
      budget,
      evaluation: { every: 1, episodes: 2, actions: pick(['sampled', 'mode'] as const) },
      diagnosticsEvery: pick([null, 1]),
    })
    if (parsed.success) return { spec: parsed.data, refused }
    for (const issue of parsed.error.issues) expect(issue.message.length).toBeGreaterThan(10)
    refused++
  }
}

it('runs 400 combinations drawn at random', () => {
  const kinds = new Set<string>()
  let refusals = 0
  for (let drawn = 0; drawn < 400; drawn++) {
    const { spec, refused } = drawAccepted()
    refusals += refused
    const variant = spec.variants[0]!
    for (const kind of [
      variant.policy.kind,
      variant.estimator.kind,
      variant.update.kind,
      ...Object.keys(variant.collection),
    ])
      kinds.add(kind)
    const engine = referenceEngine()
    try {
      const learner = createLearner({ ...spec, variant, seed: drawn }, { neural: engine, exact: engine })
      for (let k = 0; k < 2; k++) {
        const values = finish(learner.update())
        for (const [name, value] of Object.entries(values))
          expect(Number.isFinite(value), `${name} is ${value}`).toBe(true)
      }
      expect(Number.isFinite(finish(learner.evaluate()).evaluationReturn)).toBe(true)
      learner.dispose()
    } catch (error) {
      throw new Error(`${spec.environment.id}: ${JSON.stringify(variant)}`, { cause: error })
    }
  }
  expect(refusals).toBeGreaterThan(100)
  // Every policy, estimator, update and way of collecting came up (likelihood ratios need a stored data set and have
  // tests of their own).
  const parts = [...policyCatalogue, ...estimatorCatalogue, ...updateCatalogue].map(({ id }) => id)
  const drawnParts = parts.filter((id) => id !== 'importance-sampling')
  const collections = ['trajectories', 'baselineTrajectories', 'stepsPerCopy', 'exact']
  expect([...kinds].toSorted()).toEqual([...drawnParts, ...collections].toSorted())
})
