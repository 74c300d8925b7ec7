import * as z from 'zod'
import { isLabId } from '../catalogue/labs/index.ts'
import type { LabId } from '../catalogue/labs/index.ts'

export const labExperimentId = z
  .string()
  .regex(/^[0-9a-z]{8,40}$/, 'not the id of a lab’s result')
  .brand<'LabExperimentId'>()
export type LabExperimentId = z.infer<typeof labExperimentId>

/** `stopped`: by a person; what was measured until then is kept. `interrupted`: its trainer or the app ended. */
export const labStatus = z.enum(['running', 'done', 'stopped', 'interrupted', 'failed'])
export type LabStatus = z.infer<typeof labStatus>

export const labName = z.string().trim().min(1).max(200)

/** A lab experiment as lists have it: neither its spec nor its result. */
export const labExperiment = z.object({
  id: labExperimentId,
  lab: z.custom<LabId>((id) => typeof id === 'string' && isLabId(id), 'not a lab'),
  name: labName,
  status: labStatus,
  /** Why it failed or was interrupted, in a sentence. */
  statusReason: z.string().nullable(),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  deletedAt: z.number().nullable(),
})
export type LabExperiment = z.infer<typeof labExperiment>
