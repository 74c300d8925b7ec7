import * as z from 'zod'
import { comparisonSpec } from './comparison.ts'
import { savedComparisonId } from './ids.ts'

/** What people call it; no two have the same. */
export const comparisonName = z.string().trim().min(1).max(200)
export const comparisonNotes = z.string().max(100_000)

/** A comparison that was given a name: what is compared and how it is drawn, and what was found. */
export const savedComparison = z.object({
  id: savedComparisonId,
  name: comparisonName,
  notes: comparisonNotes,
  spec: comparisonSpec,
  /** Milliseconds since 1970: when it was first saved, and when it was last changed. */
  createdAt: z.number(),
  changedAt: z.number(),
  deletedAt: z.number().nullable(),
})
export type SavedComparison = z.infer<typeof savedComparison>
