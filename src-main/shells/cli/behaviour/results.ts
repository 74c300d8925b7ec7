import { existsSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { behaviourSetting } from './settings.ts'
import { parseOrFail, readJson } from '../read-json.ts'

/** Equal specs and seeds give equal figures on the same engine and Node. */
export const measuredWith = z.strictObject({
  ascent: z.string(),
  node: z.string(),
  system: z.string(),
  architecture: z.string(),
  date: z.string(),
})
export type MeasuredWith = z.infer<typeof measuredWith>

/** What the runs of one setting came to. */
const behaviourResult = z.strictObject({
  name: z.string(),
  world: z.string(),
  algorithm: z.string(),
  goal: behaviourSetting.shape.goal,
  settings: z.string(),
  measure: z.enum(['evaluation, sampled actions', 'evaluation, most likely actions', 'exact J']),
  episodes: z.int().nullable(),
  updates: z.int(),
  envSteps: z.number(),
  engine: z.string(),
  /**
   * `best`: what the best controller known earns in the same evaluation, where the goal speaks of it. A run that failed
   * has no value, and says why.
   */
  measuredWith,
  /** SHA-256 of the spec that was trained: tells when a setting has changed since. */
  specSha256: z.string(),
  seeds: z.array(
    z.strictObject({
      seed: z.int(),
      value: z.number().nullable(),
      best: z.number().nullable(),
      problem: z.string().nullable(),
    }),
  ),
})
export type BehaviourResult = z.infer<typeof behaviourResult>

const behaviourResults = z.strictObject({
  format: z.literal('ascent-behaviour'),
  version: z.literal(1),
  results: z.array(behaviourResult),
})
export type BehaviourResults = z.infer<typeof behaviourResults>

export const readResults = (path: string): BehaviourResults | undefined =>
  existsSync(path) ? parseOrFail(behaviourResults, readJson(path), path) : undefined

export const writeResults = (path: string, results: BehaviourResults): void =>
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`)

/** New results in place of old ones of the same name; what wasn't trained again stays. */
export function mergeResults(
  before: BehaviourResults | undefined,
  after: readonly BehaviourResult[],
): BehaviourResults {
  const again = new Set(after.map(({ name }) => name))
  const kept = (before?.results ?? []).filter(({ name }) => !again.has(name))
  return {
    format: 'ascent-behaviour',
    version: 1,
    results: [...kept, ...after].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** Whether a seed reached the goal. */
export function reaches(goal: BehaviourResult['goal'], { value, best }: BehaviourResult['seeds'][number]): boolean {
  if (value === null) return false
  if ('atLeast' in goal) return value >= goal.atLeast
  return best !== null && best - value <= goal.withinOfBest * Math.abs(best)
}
