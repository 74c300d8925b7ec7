import * as z from 'zod'
import { environmentSpec } from '../catalogue/environments/index.ts'
import { budgetSpec } from './budget.ts'
import { chosenFrom } from './chosen-from.ts'
import { combinationProblems } from './combinations.ts'
import { evaluationSpec } from './evaluation.ts'
import { leftOutOf, pointsOf, sweepProblems } from './points.ts'
import { snapshotSpec } from './snapshots.ts'
import { sweepSpec } from './sweep.ts'
import { takesEnvSteps, variantSpec } from './variant.ts'

const engineChoice = z.enum(['auto', 'simd', 'tfjs-native', 'tfjs-wasm', 'tfjs-cpu']).meta({
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
      description:
        'One run for each variant and seed. One seed gives every variant the same first weights, where networks are alike, ' +
        'and the same stream of starts and noise: variants are compared seed by seed.',
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
        title: 'save state every',
        description: 'Saves the full state after this many updates; the last one is always saved.',
        unit: 'updates',
      }),
    })
    .default({ every: null })
    .meta({ title: 'saved states', description: 'Saved states from which a run can continue.' }),
  snapshots: snapshotSpec.optional(),
  sweep: sweepSpec.optional(),
  chosenFrom: chosenFrom.optional(),
})

const mostRunsQueuedAtOnce = 10_000

/** Why so many runs are not queued by one call; null where they may be. */
export function tooManyRuns(runs: number): string | null {
  if (runs <= mostRunsQueuedAtOnce) return null
  return `these are ${runs.toLocaleString('en-US')} runs, and ${mostRunsQueuedAtOnce.toLocaleString('en-US')} are the most: name fewer`
}

/** A spec that may be queued once more: which points of its sweep are left out is for the rules of today to say. */
export function notQueuedYet<S extends Pick<z.infer<typeof experimentShape>, 'sweep'>>(spec: S): S {
  if (spec.sweep?.leftOut === undefined) return spec
  const { leftOut: _leftOut, ...sweep } = spec.sweep
  return { ...spec, sweep }
}

/** As it is stored: with what its sweep leaves out, which must stay so. */
export function asQueued(spec: ExperimentSpec): ExperimentSpec {
  if (spec.sweep === undefined) return spec
  return { ...spec, sweep: { ...spec.sweep, leftOut: leftOutOf(spec).map(({ place }) => place) } }
}

/**
 * An experiment: everything that decides its runs' bits. What doesn't combine is refused with the field's path and the
 * reason.
 */
export const experimentSpec = experimentShape.overwrite(notQueuedYet).superRefine((spec, context) => {
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
  for (const { path, message } of sweepProblems(spec)) context.addIssue({ code: 'custom', path, message })
  const points = pointsOf(spec)
  const tooMany = tooManyRuns(points.length * spec.seeds.length)
  if (tooMany !== null) context.addIssue({ code: 'custom', path: ['seeds'], message: tooMany })
  for (const { variant, environment, template, settings } of points) {
    // A sweep leaves out what doesn't combine.
    if (settings.length > 0) continue
    for (const problem of combinationProblems(environment, variant, spec.budget)) {
      context.addIssue({ code: 'custom', path: ['variants', template, ...problem.path], message: problem.reason })
    }
  }
})
export type ExperimentSpec = z.infer<typeof experimentSpec>
/** As a person writes it: defaults may be left out. */
export type ExperimentSpecInput = z.input<typeof experimentSpec>
export { experimentShape }
