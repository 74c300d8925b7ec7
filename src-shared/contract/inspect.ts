import * as z from 'zod'
import { runId } from '../domain/ids.ts'
import type { ExperimentSpec } from '../domain/spec.ts'
import { shownStep } from '../domain/shown-step.ts'
import { method } from './method.ts'
import { packedNumbers } from './packed-numbers.ts'

const inspectedSnapshot = z.object({
  update: z.int(),
  /** Null for a saved state between two recorded rows. */
  envSteps: z.number().nullable(),
  source: z.enum(['snapshot', 'saved state']),
})

const inspectedRun = z.object({
  /** Which picture there is of it: a map, a table of states, arms, or an episode of a control world. */
  world: z.enum(['map', 'table', 'bandit', 'control']),
  /** S and A of a finite world; 0 states in a control world, and 0 actions where they are continuous. */
  states: z.int(),
  actions: z.int(),
  actionNames: z.array(z.string()),
  /** Of a map whose states are its fields, row by row. */
  columns: z.int().optional(),
  /** The steps of the longest episode; 0 where nothing ends one. */
  horizon: z.int(),
  /** The world's own discount, and the one that the estimator and the critic go by. */
  discounts: z.object({ spec: z.number(), critic: z.number() }),
  /** Oldest first. */
  snapshots: z.array(inspectedSnapshot),
  /** The best J of any policy, solved; null in a control world. */
  optimum: z.number().nullable(),
  hasCritic: z.boolean(),
  criticSeesTime: z.boolean(),
})
export type InspectedRun = z.infer<typeof inspectedRun>

/**
 * One snapshot of a policy in a finite world, at one time step; see `PolicyAtStep` in src-main/core/inspect. Exact but for
 * `criticS`. Summed over steps, V, Q, A and the critic are means weighted by d_h(s): not a number in states that the policy
 * never acts in.
 */
const finiteSnapshot = z.object({
  update: z.int(),
  envSteps: z.number(),
  /** S x A */
  piSA: packedNumbers,
  valuesS: packedNumbers,
  qSA: packedNumbers,
  advantagesSA: packedNumbers,
  criticS: packedNumbers.nullable(),
  /** Critic minus V_h under the critic's own discount. */
  criticErrorS: packedNumbers.nullable(),
  /** d_h(s), or d(s) where all steps are summed. */
  occupancyS: packedNumbers,
  visitsS: packedNumbers,
  /** 1 where the likeliest action has the largest Q. */
  greedyS: packedNumbers,
  objective: z.number(),
  discountedObjective: z.number().nullable(),
  /** Nats a decision. */
  entropy: z.number(),
  /** KL(the snapshot before || this one), nats a decision and a trajectory; null for the run's first. */
  klToPrevious: z.object({ step: z.number(), trajectory: z.number() }).nullable(),
  stepsPerEpisode: z.number(),
})
export type FiniteSnapshotAnswer = z.infer<typeof finiteSnapshot>

export const inspectMethods = {
  /** What there is to look at in a run: its world and its snapshots, or the saved states of an older run. */
  'inspect.run': method('read', z.strictObject({ runId }), inspectedRun),
  /**
   * A finite world solved for the policies of a run's snapshots, of all or of those after these updates, at one time step.
   * `no-snapshots`, `no-finite-model`, `not-inspected`.
   */
  'inspect.finite': method(
    'read',
    z.strictObject({
      runId,
      step: shownStep.default(0),
      updates: z.array(z.int().min(0)).min(1).max(10_000).optional(),
    }),
    z.object({ snapshots: z.array(finiteSnapshot) }),
  ),
  /**
   * An experiment like the run's, for Design, whose one variant starts from a snapshot; it is kept as a file while a spec names
   * it.
   */
  'inspect.fork': method(
    'write',
    z.strictObject({ runId, update: z.int().min(0) }),
    z.object({ spec: z.custom<ExperimentSpec>((it) => typeof it === 'object' && it !== null) }),
  ),
}
