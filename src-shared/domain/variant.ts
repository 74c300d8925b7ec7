import * as z from 'zod'
import { collectionSpec } from '../catalogue/collection.ts'
import { criticSpec } from '../catalogue/critic.ts'
import { estimatorSpec } from '../catalogue/estimators/index.ts'
import { normalisationSpec } from '../catalogue/normalisation.ts'
import { policySpec } from '../catalogue/policies/index.ts'
import { initialParameters } from './initial-parameters.ts'
import { climbsGradient, updateSpec } from '../catalogue/updates/index.ts'

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
  normalisation: normalisationSpec,
  policy: policySpec,
  estimator: estimatorSpec,
  critic: criticSpec.optional(),
  update: updateSpec,
  initialParameters: initialParameters.optional(),
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
