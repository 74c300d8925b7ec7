// What the tests of this folder share: every combination that Design lets one choose, and other values of its fields.
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { optimiser } from '../../../src-shared/catalogue/fields.ts'
import { updateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import { combinationProblems } from '../../../src-shared/domain/combinations.ts'
import { variantSpec } from '../../../src-shared/domain/variant.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import { formulasOf } from './index.ts'
import { latexOf } from './term.ts'

export type Part = Record<string, unknown>
export const environment = environmentSpec.parse({
  id: 'gridworld',
  map: ['S..', '.#.', '..G'],
  slip: 0.2,
  horizon: 9,
  copies: 2,
})
export const budget = { updates: 9 }

/** Of each estimator and update, the shapes that core treats apart. */
const estimators: Part[] = [
  { kind: 'total-return' },
  { kind: 'reward-to-go' },
  { kind: 'mean-baseline', source: 'separate' },
  { kind: 'mean-baseline', source: 'leave-one-out' },
  { kind: 'mean-baseline', source: 'same-batch' },
  { kind: 'learned-baseline', source: 'separate' },
  { kind: 'learned-baseline', source: 'same-batch' },
  { kind: 'advantage', method: 'gae' },
  { kind: 'advantage', method: 'td' },
  { kind: 'advantage', method: 'monte-carlo' },
  { kind: 'exact-advantage' },
  { kind: 'importance-sampling', weights: 'per-trajectory' },
  { kind: 'importance-sampling', weights: 'per-decision' },
].map((part) => ({ discount: 0.9, normalise: false, ...part }))
const climbing = { learningRate: 0.05, maxGradientNorm: null }
const updates: Part[] = [
  { kind: 'gradient-ascent', ...climbing, optimiser: { kind: 'sgd' } },
  { kind: 'gradient-ascent', ...climbing, optimiser: { kind: 'momentum' } },
  { kind: 'gradient-ascent', ...climbing, minibatches: 2, entropyCoefficient: 0.1 },
  { kind: 'natural-gradient', cgSteps: 2 },
  { kind: 'natural-gradient', step: { kind: 'fixed', eta: 0.2 }, solver: 'explicit' },
  // A step so long that the line search turns back.
  { kind: 'trust-region', cgSteps: 2, delta: 5, per: 'trajectory' },
  { kind: 'kl-penalty', ...climbing, epochs: 2, minibatches: 2 },
  { kind: 'kl-penalty', ...climbing, epochs: 2, adaptive: true },
  { kind: 'clip', ...climbing, learningRate: 0.3, epochs: 4, minibatches: 2, clip: 0.1 },
  { kind: 'policy-iteration' },
  { kind: 'policy-iteration', fit: { kind: 'linear', features: { kind: 'one-hot' }, epochs: 2 } },
]
const collections: Part[] = [{ trajectories: 6 }, { stepsPerCopy: 12 }, { exact: true }, { dataset: 'recorded' }]

/** Each field with other values for it; what is a number has to be read in the formula. */
export const others: Record<string, unknown[]> = {
  'collection.trajectories': [7],
  'collection.baselineTrajectories': [5],
  'collection.stepsPerCopy': [13],
  'estimator.discount': [0.83, 1],
  'estimator.discountStates': [true],
  'estimator.normalise': [true],
  'estimator.lambda': [0.61],
  'estimator.method': ['gae', 'td', 'monte-carlo'],
  'estimator.source': ['separate', 'leave-one-out', 'same-batch'],
  'estimator.weights': ['per-trajectory', 'per-decision'],
  'estimator.selfNormalised': [true],
  'update.learningRate': [0.037],
  'update.schedule': ['constant', 'inverse-sqrt', 'linear', 'cosine'],
  'update.optimiser': optimiser.unwrap().options.map(({ shape }) => ({ kind: shape.kind.value })),
  'update.optimiser.momentum': [0.57],
  'update.minibatches': [1, 3],
  'update.epochs': [1, 3],
  'update.per': ['trajectory', 'step'],
  'update.entropyCoefficient': [0.17, 0],
  'update.maxGradientNorm': [0.0123],
  'update.lambda': [0.41],
  'update.adaptive': [true],
  'update.penalty': ['single-sample'],
  'update.leastLambda': [2.3],
  'update.mostLambda': [0.37],
  'update.targetKl': [0.0041],
  'update.clip': [0.13],
  'update.clipSchedule': ['inverse-sqrt', 'linear', 'cosine'],
  'update.delta': [2.7],
  'update.step': [
    { kind: 'normalised', delta: 0.013 },
    { kind: 'fixed', eta: 0.31 },
  ],
  'update.step.delta': [0.017],
  'update.step.klLimit': [1.01, null],
  'update.step.eta': [0.23],
  'update.solver': ['conjugate-gradient', 'explicit'],
  'update.cgSteps': [3],
  'update.damping': [0.19, 0],
  'update.backtrackFactor': [0.43],
  'update.maxBacktracks': [2],
  'update.exploration': [0.13, 0],
  'update.fit': [{ kind: 'table' }, { kind: 'linear' }, { kind: 'neural', hidden: [4] }],
  'update.fit.epochs': [3],
  'update.fit.minibatchSize': [7],
  'update.fit.learningRate': [0.0371],
  'critic.timeStep': [true],
  'policy.sigma': [{ kind: 'fixed', value: 0.37 }, { kind: 'learned' }, { kind: 'state-dependent' }],
  'policy.sigma.value': [0.43],
  'policy.squash': [true],
}

export const at = (root: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Part | undefined)?.[key], root)
export function withAt(root: Part, [first, ...rest]: string[], value: unknown): Part {
  return { ...root, [first!]: rest.length === 0 ? value : withAt(root[first!] as Part, rest, value) }
}
export const parse = (variant: Part): VariantSpec | undefined => {
  const parsed = variantSpec.safeParse({ name: 'a', ...variant })
  return parsed.success && combinationProblems(environment, parsed.data, budget).length === 0 ? parsed.data : undefined
}

/** Every combination that Design lets one choose, with a critic and a number of baseline trajectories where asked. */
export const bases: VariantSpec[] = collections.flatMap((collection) =>
  estimators.flatMap((estimator) =>
    updates.flatMap((update) => {
      const fitting = (critic: Part | undefined) => {
        const separate = estimator.source === 'separate' && 'trajectories' in collection
        const whole = 'exact' in collection || 'dataset' in collection ? { minibatches: 1 } : {}
        return parse({
          collection: { ...collection, ...(separate ? { baselineTrajectories: 4 } : {}) },
          policy: { kind: 'tabular-softmax' },
          estimator,
          ...(critic ? { critic } : {}),
          update: {
            ...update,
            ...('minibatches' in update ? whole : {}),
            ...('per' in updateSpec.parse(update) ? { per: 'stepsPerCopy' in collection ? 'step' : 'trajectory' } : {}),
          },
        })
      }
      const found =
        fitting(undefined) ?? fitting({ network: { kind: 'tabular' }, fit: { kind: 'separate', epochs: 2 } })
      return found ? [found] : []
    }),
  ),
)

export const shown = (variant: VariantSpec, world = environment): string =>
  formulasOf(variant, world).map(latexOf).join('\n')
