import * as z from 'zod'
import { labSpec } from '../../../src-shared/catalogue/labs/index.ts'
import { referenceCase } from '../../../src-shared/catalogue/labs/reference-case.ts'
import { labResult } from '../../../src-shared/domain/lab-results/index.ts'
import { resolvedEngine } from '../../../src-shared/domain/run.ts'
import { variantSpec } from '../../../src-shared/domain/variant.ts'

/** Where a policy of a lab comes from a run: how it was trained, and the bytes of a snapshot or of a saved state. */
const runPolicy = z.object({
  variant: variantSpec.extend({ name: z.string() }),
  seed: z.int().min(0),
  snapshot: z.instanceof(Uint8Array),
})
export type RunPolicy = z.infer<typeof runPolicy>

/** Everything that decides a lab's numbers. The trainer reports on its way, and answers early when it is cancelled. */
export const labJob = z.object({
  kind: z.literal('lab'),
  spec: labSpec,
  engine: resolvedEngine.shape.engine,
  /** As in a train job. */
  moduleHash: z.string().nullable(),
  /** Of each field of the spec whose policy is a run's. */
  runs: z.record(z.string(), runPolicy),
})
export type LabJob = z.infer<typeof labJob>

/** A small MDP whose answers are known: for the command line. */
export const labCaseJob = z.object({ kind: z.literal('lab-case'), case: referenceCase })

export const labProgress = z.object({
  /** 0 to 1. */
  fraction: z.number(),
  /** How far it is, in its own words: "3,000 of 10,000 batches". */
  words: z.string(),
  /** What was found so far; null where that says nothing yet. */
  partial: labResult.nullable(),
})
export type LabProgress = z.infer<typeof labProgress>

export const labAnswer = z.object({
  kind: z.literal('lab'),
  /** Null where it was cancelled before there was anything. */
  result: labResult.nullable(),
  complete: z.boolean(),
})
export const labCaseAnswer = z.object({ kind: z.literal('lab-case'), answer: z.unknown() })
