import * as z from 'zod'
import { environmentSpec } from '../catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../catalogue/environments/index.ts'

export const dataSetTitle = z.string().trim().min(1, 'give it a name').max(120)

/**
 * What is known of a recorded data set without reading its trajectories. Stands beside it, in a file that ends in
 * `.about.json`.
 */
export const dataSetAbout = z.object({
  format: z.literal('ascent-trajectories-about'),
  version: z.literal(1),
  /** What somebody called it; its file keeps its name, which specs hold. */
  title: dataSetTitle.optional(),
  from: z.object({ experiment: z.string(), variant: z.string(), seed: z.int().min(0), update: z.int().min(0) }),
  environment: environmentSpec,
  trajectories: z.int().min(1),
  /** Of all trajectories together. */
  steps: z.int().min(1),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
})
export type DataSetAbout = z.infer<typeof dataSetAbout>

export const dataSet = dataSetAbout.omit({ format: true, version: true }).extend({
  path: z.string(),
  /** Its file's, without the ending. */
  name: z.string(),
  bytes: z.int(),
  /** Experiments in the history that have a variant which learns from it. */
  usedBy: z.array(z.string()),
  /** Their runs that train, wait or are paused: those still need the file. */
  activeRuns: z.int().min(0),
})
export type DataSet = z.infer<typeof dataSet>

/**
 * Why a data set's world isn't this one, in a sentence that names the field; null when it is. Likelihood ratios cancel
 * the world's own probabilities, so the worlds have to be the same in everything but how many copies of them are
 * stepped.
 */
export function otherWorld(recorded: EnvironmentSpec, here: EnvironmentSpec): string | null {
  if (recorded.id !== here.id)
    return `The data set was recorded in ${recorded.id}, and this world is ${here.id}: record the data set in this environment.`
  const difference = worldDifference(recorded, here)
  return difference === null ? null : `The data set was recorded in another world: ${difference}. Record one here.`
}

/** In what one world is not another, in words; how many copies are stepped counts for nothing. Null where they are alike. */
export function worldDifference(there: EnvironmentSpec, here: EnvironmentSpec): string | null {
  if (there.id !== here.id) return `${there.id} there, and ${here.id} here`
  const before: Record<string, unknown> = there
  const now: Record<string, unknown> = here
  const field = [...new Set([...Object.keys(before), ...Object.keys(now)])].find(
    (key) => key !== 'copies' && !sameValue(before[key], now[key]),
  )
  if (field === undefined) return null
  const plain = (value: unknown) => (value === undefined ? 'left out' : String(value))
  const isPlain = [before[field], now[field]].every((value) => typeof value !== 'object')
  return `environment.${field} ${isPlain ? `was ${plain(before[field])}, and is ${plain(now[field])} here` : 'is not the same'}`
}

/** Plain data alike, whatever the order of its keys. */
function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  )
    return false
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys].every((key) => sameValue(left[key], right[key]))
}
