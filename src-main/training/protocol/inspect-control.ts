import * as z from 'zod'
import { surfaceAxis, surfaceOf } from '../../../src-shared/domain/surface.ts'

const bytes = z.instanceof(Uint8Array)
const actions = z.enum(['sampled', 'mode'])
const seed = z.int().min(0)

/** Beside the run's job: an episode of the policy in these bytes of a snapshot, and its KL from the snapshot before. */
export const replayedEpisode = z.object({ snapshot: bytes, before: bytes.nullable(), seed, actions })
export const policySurface = z.object({
  snapshot: bytes,
  of: surfaceOf,
  across: surfaceAxis,
  up: surfaceAxis,
  /** The whole state; its numbers at the two dimensions don't count. */
  held: z.array(z.number()),
  /** The time step, for a critic that sees it. */
  step: z.int().min(0),
})
export const manyEpisodes = z.object({ snapshot: bytes, firstSeed: seed, count: z.int().min(1), actions })

const numbers = z.custom<Float64Array>((it) => it instanceof Float64Array)
/** See `ReplayedEpisode` in src-main/core/inspect/episode.ts. */
export const episodeAnswer = z.object({
  kind: z.literal('episode'),
  states: z.int(),
  statesNX: numbers,
  observations: z.int(),
  observationsND: numbers,
  actionsNK: numbers,
  probabilitiesNA: numbers.nullable(),
  meansNK: numbers.nullable(),
  sigmasNK: numbers.nullable(),
  valuesN: numbers.nullable(),
  rewardsN: numbers,
  tdErrorsN: numbers.nullable(),
  rewardToGoN: numbers,
  return: z.number(),
  end: z.enum(['terminated', 'truncated', 'cut']),
  entropy: z.number(),
  klToPrevious: z.number().nullable(),
})
/** Null where this policy has no such number. */
export const surfaceAnswer = z.object({ kind: z.literal('surface'), values: numbers.nullable() })
export const episodesAnswer = z.object({
  kind: z.literal('episodes'),
  returnsE: numbers,
  lengthsE: numbers,
  terminatedE: numbers,
})
