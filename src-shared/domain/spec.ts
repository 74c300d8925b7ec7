import * as z from 'zod'
import { combinationProblems } from '../catalogue/combinations.ts'
import { criticSpec } from '../catalogue/critic.ts'
import { environmentSpec } from '../catalogue/environments/index.ts'
import { estimatorSpec } from '../catalogue/estimators/index.ts'
import { policySpec } from '../catalogue/policies/index.ts'
import { climbsGradient, updateSpec } from '../catalogue/updates/index.ts'

/** How a batch comes about. Which key is there decides the kind, as docs/architecture.md writes it. */
export const collectionSpec = z
  .union([
    z
      .strictObject({
        trajectories: z
          .int()
          .min(1)
          .max(100_000)
          .meta({ title: 'trajectories M', description: 'Whole trajectories for each update.' }),
        baselineTrajectories: z.int().min(1).max(100_000).optional().meta({
          title: 'baseline trajectories N',
          description: 'Separate trajectories, only to learn the baseline from.',
        }),
      })
      .meta({
        title: 'trajectories',
        description: 'Whole trajectories: exactly the first M that were started, each run to its end.',
      }),
    z
      .strictObject({
        stepsPerCopy: z.int().min(1).max(1_000_000).meta({
          title: 'steps per copy',
          description: 'Steps that each copy of the world takes for one update; episodes may be cut.',
        }),
      })
      .meta({ title: 'steps', description: 'A fixed number of steps of each copy.' }),
    z
      .strictObject({
        dataset: z
          .string()
          .min(1, 'name the file of stored trajectories')
          .meta({ title: 'data set', description: 'A file of stored trajectories, recorded from a run.' }),
        trajectories: z
          .int()
          .min(1)
          .max(100_000)
          .optional()
          .meta({ title: 'trajectories M', description: 'How many of them each update uses; empty uses all.' }),
      })
      .meta({ title: 'data set', description: 'Stored trajectories of another policy: nothing new is sampled.' }),
    z
      .strictObject({
        exact: z.literal(true).meta({ title: 'exact', description: 'Expectations solved from the model.' }),
      })
      .meta({
        title: 'exact',
        description:
          'No samples: expectations are solved from the model. Takes no env steps, so the budget is in updates or time.',
      }),
  ])
  .default({ trajectories: 32 })
  .meta({ title: 'collect', description: 'The data that each update uses.' })
export type CollectionSpec = z.infer<typeof collectionSpec>

export const variantSpec = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'give the variant a name')
    .max(120)
    .meta({ title: 'name', description: 'Its name in tables and legends.' }),
  /** Which colour and dash it keeps, in every view; given when it is made. */
  slot: z
    .int()
    .min(0)
    .max(999)
    .optional()
    .meta({ title: 'colour slot', description: 'Which colour and dash the variant keeps in every view.' }),
  collection: collectionSpec,
  policy: policySpec,
  estimator: estimatorSpec,
  critic: criticSpec.optional(),
  update: updateSpec,
})
export type VariantSpec = z.infer<typeof variantSpec>

/**
 * Whether the critic may be fitted while its policy is: in the same minibatches, with parameters of its own. Tables and
 * linear maps take less time to fit than to hand over.
 */
export function fitsBesidePolicy({ update, critic }: VariantSpec): boolean {
  return climbsGradient(update) && critic?.fit.kind === 'with-policy' && critic.network.kind === 'neural'
}

/** Exact expectations and stored trajectories take no steps of the environment. */
export const takesEnvSteps = ({ collection }: Pick<VariantSpec, 'collection'>): boolean =>
  'stepsPerCopy' in collection || ('trajectories' in collection && !('dataset' in collection))

export const budgetSpec = z
  .union([
    z
      .strictObject({
        envSteps: z
          .int()
          .min(1)
          .max(1e12)
          .meta({ title: 'env steps', description: 'Steps of the environment, over all copies.', unit: 'env steps' }),
      })
      .meta({ title: 'env steps' }),
    z
      .strictObject({
        updates: z
          .int()
          .min(1)
          .max(1e9)
          .meta({ title: 'updates', description: 'Updates of the policy.', unit: 'updates' }),
      })
      .meta({ title: 'updates' }),
    z
      .strictObject({
        seconds: z
          .number()
          .positive()
          .max(1e7)
          .meta({ title: 'time', description: 'Compute time of each run, without pauses.', unit: 's' }),
      })
      .meta({ title: 'compute time' }),
  ])
  .default({ envSteps: 100_000 })
  .meta({ title: 'budget', description: 'A run ends with the first update at or beyond its budget.' })
export type BudgetSpec = z.infer<typeof budgetSpec>

export const evaluationSpec = z
  .strictObject({
    every: z
      .union([
        z.int().min(1).max(1e9).meta({ title: 'updates', description: 'After so many updates.', unit: 'updates' }),
        z.strictObject({
          envSteps: z.int().min(1).max(1e12).meta({
            title: 'every',
            description: 'The first update at or beyond each multiple of so many env steps, from step 0 on.',
            unit: 'env steps',
          }),
        }),
      ])
      .default(10)
      .meta({
        title: 'every',
        description:
          'How often: after so many updates, or at each multiple of so many env steps, from step 0 on. One more at the end.',
      }),
    episodes: z
      .int()
      .min(1)
      .max(10_000)
      .default(20)
      .meta({ title: 'episodes', description: 'Episodes of one evaluation, apart from training.' }),
    actions: z
      .enum(['sampled', 'mode'])
      .default('sampled')
      .meta({ title: 'actions', description: 'Sampled from the policy, or its most likely action.' }),
  })
  .meta({
    title: 'evaluation',
    description: 'Episodes apart from training, with their own random numbers; outside env steps and compute time.',
  })
export type EvaluationSpec = z.infer<typeof evaluationSpec>

export const engineChoice = z.enum(['auto', 'simd', 'tfjs-native', 'tfjs-wasm', 'tfjs-cpu']).meta({
  title: 'engine',
  description: 'What computes the networks. Auto picks by a fixed rule and says why.',
})
export type EngineChoice = z.infer<typeof engineChoice>

const experimentShape = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'give the experiment a name')
    .max(200)
    .meta({ title: 'name', description: 'Its name in History and Compare.' }),
  environment: environmentSpec,
  variants: z.array(variantSpec).min(1, 'an experiment needs at least one variant').max(50),
  evaluation: evaluationSpec.nullable().default({ every: 10, episodes: 20, actions: 'sampled' }),
  seeds: z
    .array(z.int().min(0).max(Number.MAX_SAFE_INTEGER))
    .min(1, 'name at least one seed')
    .max(1000)
    .default([1, 2, 3])
    .meta({
      title: 'seeds',
      description: 'One run for each variant and seed; the same seeds for every variant.',
    }),
  budget: budgetSpec,
  recordEvery: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(1)
    .meta({ title: 'record every', description: 'One row of metrics for this many updates.', unit: 'updates' }),
  diagnosticsEvery: z.int().min(1).max(1_000_000).nullable().default(null).meta({
    title: 'diagnostics every',
    description:
      'Costly metrics (gradient variance, exact quantities) are recorded once in this many updates; empty leaves them out.',
    unit: 'updates',
  }),
  engine: engineChoice.default('auto'),
  checkpoints: z
    .strictObject({
      every: z.int().min(1).max(1_000_000).nullable().default(null).meta({
        title: 'checkpoint every',
        description: 'Saves the policy after this many updates; the last one is always saved.',
        unit: 'updates',
      }),
    })
    .default({ every: null })
    .meta({ title: 'checkpoints', description: 'Saved states from which a run can continue.' }),
})

/**
 * An experiment: everything that decides its runs' bits. What doesn't combine is refused with the field's path and the
 * reason.
 */
export const experimentSpec = experimentShape.superRefine((spec, context) => {
  const twice = spec.seeds.find((seed, index) => spec.seeds.indexOf(seed) !== index)
  if (twice !== undefined) {
    context.addIssue({ code: 'custom', path: ['seeds'], message: `seed ${twice} is listed twice` })
  }
  const names = spec.variants.map((variant) => variant.name)
  names.forEach((name, index) => {
    if (names.indexOf(name) !== index)
      context.addIssue({
        code: 'custom',
        path: ['variants', index, 'name'],
        message: `two variants are called "${name}": give each its own name`,
      })
  })
  const { evaluation } = spec
  const withoutSteps = spec.variants.find((variant) => !takesEnvSteps(variant))
  if (evaluation !== null && typeof evaluation.every === 'object' && withoutSteps !== undefined)
    context.addIssue({
      code: 'custom',
      path: ['evaluation', 'every'],
      message: `“${withoutSteps.name}” takes no env steps: give the updates between two evaluations`,
    })
  spec.variants.forEach((variant, index) => {
    for (const problem of combinationProblems(spec.environment, variant, spec.budget)) {
      context.addIssue({ code: 'custom', path: ['variants', index, ...problem.path], message: problem.reason })
    }
  })
})
export type ExperimentSpec = z.infer<typeof experimentSpec>
/** As a person writes it: defaults may be left out. */
export type ExperimentSpecInput = z.input<typeof experimentSpec>
export { experimentShape }
