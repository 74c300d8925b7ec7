import * as z from 'zod'
import { runId } from './ids.ts'

const numbers = z.array(z.number()).min(1, 'give at least one number').max(10_000_000)
/** Flat, or theta[s][a]: a row for each state. */
const theta = z.union([numbers, z.array(numbers).min(1).max(1_000_000)])

const writtenParameters = z.strictObject({
  theta: theta.meta({ title: 'θ', description: 'The policy’s parameters, flat or as theta[s][a].' }),
  critic: numbers
    .optional()
    .meta({ title: 'critic', description: 'The critic’s parameters; left out, it starts afresh.' }),
})

/** A checkpoint of a run: its file in the data folder, and what of it can be said without reading it. */
const snapshotFile = z.strictObject({
  /** SHA-256 of its bytes, which is its name. */
  file: z.string().regex(/^[0-9a-f]{64}$/, 'is the SHA-256 of a file: 64 hexadecimal digits'),
  /** Where it was taken, for people, and for Compare to draw the run from where it left. */
  from: z.strictObject({ runId, update: z.int().min(0), envSteps: z.int().min(0), episodes: z.int().min(0) }),
  policyKind: z.string(),
  /** How many parameters it has. */
  policy: z.int().min(1),
  /** Null where there is none of its own. */
  critic: z.int().min(1).nullable(),
  /** Whether the policy was trained on normalised observations. */
  normalised: z.boolean(),
})
export type SnapshotFile = z.infer<typeof snapshotFile>

export const initialParameters = z.union([theta, writtenParameters, snapshotFile]).meta({
  title: 'initial parameters',
  description: 'What policy and critic start from, instead of fresh weights drawn from the seed.',
})
export type InitialParameters = z.infer<typeof initialParameters>

interface Started {
  initialParameters?: InitialParameters | undefined
}

/** The file that a variant starts from; null where it starts afresh or from numbers in the spec. */
export const startFile = ({ initialParameters: start }: Started): SnapshotFile | null =>
  start !== undefined && 'file' in start ? start : null

/** The numbers in the spec, flat; null where there are none. */
export function writtenStart({
  initialParameters: start,
}: Started): { theta: number[]; critic: number[] | undefined } | null {
  if (start === undefined || 'file' in start) return null
  const { theta: written, critic } = Array.isArray(start) ? { theta: start, critic: undefined } : start
  return { theta: (written as (number | number[])[]).flat(), critic }
}
