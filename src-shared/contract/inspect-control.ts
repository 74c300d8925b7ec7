import * as z from 'zod'
import { runId } from '../domain/ids.ts'
import { surfaceAxis, surfaceOf } from '../domain/surface.ts'
import { method } from './method.ts'
import { packedNumbers } from './packed-numbers.ts'

const seed = z
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER - 10_000)
const actions = z.enum(['sampled', 'mode']).default('sampled')
const ofSnapshot = { runId, update: z.int().min(0) }

/**
 * An episode of N steps. Rows of states, observations and values are N + 1: also what was there after the last step. K numbers
 * are an action (its index, or its components as the environment takes them).
 */
const replayedEpisode = z.object({
  /** How many numbers a state and an observation have. */
  states: z.int(),
  statesNX: packedNumbers,
  observations: z.int(),
  observationsND: packedNumbers,
  actionsNK: packedNumbers,
  /** (N + 1) x A of a softmax policy; else mean and sigma, (N + 1) x K. */
  probabilitiesNA: packedNumbers.nullable(),
  meansNK: packedNumbers.nullable(),
  sigmasNK: packedNumbers.nullable(),
  /** The critic's V; null without a critic. */
  valuesN: packedNumbers.nullable(),
  rewardsN: packedNumbers,
  /** r + gamma V(s') - V(s), N; V is 0 once the task has ended. */
  tdErrorsN: packedNumbers.nullable(),
  /** The discounted reward that came from each step on, N. */
  rewardToGoN: packedNumbers,
  return: z.number(),
  /** The task ended, the time limit was met, or 10,000 steps were replayed. */
  end: z.enum(['terminated', 'truncated', 'cut']),
  /** Nats a decision, over the states of this episode; the KL is from the snapshot before, null for the first. */
  entropy: z.number(),
  klToPrevious: z.number().nullable(),
})
export type ReplayedEpisode = z.infer<typeof replayedEpisode>

export const inspectControlMethods = {
  /** Deterministic in snapshot and seed. `module-not-allowed` in a user's own world. */
  'inspect.episode': method('read', z.strictObject({ ...ofSnapshot, seed, actions }), replayedEpisode),
  /** Rows go up, columns across; null where the policy has no such number. */
  'inspect.surface': method(
    'read',
    z.strictObject({
      ...ofSnapshot,
      of: surfaceOf,
      across: surfaceAxis,
      up: surfaceAxis,
      held: z.array(z.number()).min(1).max(1_000),
      step: z.int().min(0).default(0),
    }),
    z.object({ values: packedNumbers.nullable() }),
  ),
  /** Episode e has the seed firstSeed + e, by which `inspect.episode` replays it. */
  'inspect.episodes': method(
    'read',
    z.strictObject({ ...ofSnapshot, firstSeed: seed, count: z.int().min(1).max(2_000).default(200), actions }),
    z.object({ returnsE: packedNumbers, lengthsE: packedNumbers, terminatedE: packedNumbers }),
  ),
}
