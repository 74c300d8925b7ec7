import * as z from 'zod'
import { shownStep } from '../../../src-shared/domain/shown-step.ts'

/** The bytes of a snapshot, or of a saved state where a run has no snapshots. */
const snapshotBytes = z.object({ update: z.int().min(0), bytes: z.instanceof(Uint8Array) })

/** Beside the run's job: which of its snapshots are to be solved, at which time step. */
export const inspectedSnapshots = z.object({
  step: shownStep,
  /** The one before the first, for its KL; null where there is none. */
  before: snapshotBytes.nullable(),
  /** In their order, none left out between the first and the last. */
  snapshots: z.array(snapshotBytes).min(1),
})

const numbers = z.custom<Float64Array>((it) => it instanceof Float64Array)
const policyAtStep = z.object({
  update: z.int(),
  envSteps: z.number(),
  piSA: numbers,
  valuesS: numbers,
  qSA: numbers,
  advantagesSA: numbers,
  criticS: numbers.nullable(),
  criticErrorS: numbers.nullable(),
  occupancyS: numbers,
  visitsS: numbers,
  greedyS: numbers,
  objective: z.number(),
  discountedObjective: z.number().nullable(),
  entropy: z.number(),
  klToPrevious: z.object({ step: z.number(), trajectory: z.number() }).nullable(),
  stepsPerEpisode: z.number(),
})

export const inspectAnswer = z.object({ kind: z.literal('inspect'), snapshots: z.array(policyAtStep) })

/** A snapshot in the bytes that snapshots are kept as, and what of it can be said without reading it. */
export const snapshotAnswer = z.object({
  kind: z.literal('snapshot'),
  bytes: z.instanceof(Uint8Array),
  envSteps: z.int(),
  episodes: z.int(),
  policy: z.int(),
  critic: z.int().nullable(),
  normalised: z.boolean(),
})

/** What a finite world is like, and the best that can be done in it; null for every other world. */
export const worldAnswer = z.object({
  kind: z.literal('world'),
  finite: z
    .object({
      states: z.int(),
      actions: z.int(),
      horizon: z.int(),
      discount: z.number(),
      columns: z.int().nullable(),
      /** The best J, under the world's own discount. */
      optimum: z.number(),
    })
    .nullable(),
})
