import * as z from 'zod'
import { labSpec } from '../catalogue/labs/index.ts'
import { labResult } from '../domain/lab-results/index.ts'
import { labExperiment, labExperimentId, labName } from '../domain/lab.ts'
import { done, method, nothing } from './method.ts'

/** What is known of settings before they are measured. */
const labPlan = z.object({
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
  /** About; null where the settings don't fit. Bytes are of the trainer's memory. */
  effort: z
    .object({
      seconds: z.number(),
      bytes: z.number(),
      tooMuch: z.boolean(),
      lower: z.object({ path: z.string(), title: z.string() }),
    })
    .nullable(),
})
export type LabPlan = z.infer<typeof labPlan>

const opened = z.object({
  experiment: labExperiment,
  /** Null where another version wrote it, and this one can't read it. */
  spec: labSpec.nullable(),
  /** Null where nothing was measured. */
  result: labResult.nullable(),
})

/** The part of the contract that the Lab asks. Changes are told by the event `labs`, measuring by `lab-progress`. */
export const labMethods = {
  'labs.list': method('read', nothing, z.object({ labs: z.array(labExperiment) })),
  'labs.get': method('read', z.strictObject({ id: labExperimentId }), opened),
  'labs.plan': method('read', z.strictObject({ spec: z.unknown() }), labPlan),
  /**
   * Stores the experiment and begins to measure. `invalid-input` names the fields; `lab-too-large` where it would take
   * more than 10 minutes or 2 GiB, unless `anyway`; `module-not-allowed` as where a run is queued.
   */
  'labs.start': method(
    'write',
    z.strictObject({ spec: z.unknown(), name: labName.optional(), anyway: z.boolean().default(false) }),
    labExperiment,
  ),
  /** What was measured until then is kept. */
  'labs.stop': method('write', z.strictObject({ id: labExperimentId }), done),
  'labs.rename': method('write', z.strictObject({ id: labExperimentId, name: labName }), labExperiment),
  /** Into the bin; one that measures is stopped. */
  'labs.remove': method('write', z.strictObject({ id: labExperimentId }), labExperiment),
  'labs.restore': method('write', z.strictObject({ id: labExperimentId }), labExperiment),
} as const
