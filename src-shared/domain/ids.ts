import * as z from 'zod'

// Branded, so that one id can't be passed for another. Ids are random; exports leave them out.
export const experimentId = z
  .string()
  .regex(/^[0-9a-z]{8,40}$/, 'not an experiment id')
  .brand<'ExperimentId'>()
export type ExperimentId = z.infer<typeof experimentId>

export const runId = z
  .string()
  .regex(/^[0-9a-z]{8,40}$/, 'not a run id')
  .brand<'RunId'>()
export type RunId = z.infer<typeof runId>

export const savedComparisonId = z
  .string()
  .regex(/^[0-9a-z]{8,40}$/, 'not a comparison id')
  .brand<'SavedComparisonId'>()
export type SavedComparisonId = z.infer<typeof savedComparisonId>

export const seed = z.int().min(0).max(Number.MAX_SAFE_INTEGER).brand<'Seed'>()
export type Seed = z.infer<typeof seed>
