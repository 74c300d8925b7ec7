import * as z from 'zod'
import { snapshotOfState } from '../../core/algorithms/policy-snapshot.ts'
import type { PolicySnapshot } from '../../core/algorithms/policy-snapshot.ts'
import type { LearnerState } from '../../core/algorithms/learner-state.ts'
import { decodePlainData, encodePlainData } from './encode.ts'

const vector = z.union([z.instanceof(Float32Array), z.instanceof(Float64Array)])
const count = z.int().min(0)
const float64 = z.instanceof(Float64Array)
const policySnapshot = z.object({
  version: z.literal(1),
  update: count,
  envSteps: count,
  episodes: count,
  theta: vector,
  criticTheta: vector.nullable(),
  observationMoments: z.object({ count: z.number(), meanD: float64, varianceD: float64 }).nullable(),
  // The first snapshots had none.
  rewardSpread: z.number().nullable().default(null),
})
/** A run's saved state, as far as it is looked at here: see `RunState` in train.ts. */
const savedState = z.object({
  format: z.literal(1),
  learner: z.custom<LearnerState>((it) => typeof it === 'object' && it !== null),
})

export const encodeSnapshot = (snapshot: PolicySnapshot): Uint8Array<ArrayBuffer> => encodePlainData(snapshot)

/**
 * A snapshot from its bytes, or from those of a run's saved state: older runs have nothing else.
 * @throws RangeError where the bytes are neither.
 */
export function decodeSnapshot(bytes: Uint8Array): PolicySnapshot {
  const data = decodePlainData(bytes)
  const state = savedState.safeParse(data)
  const snapshot = policySnapshot.safeParse(state.success ? snapshotOfState(state.data.learner) : data)
  if (!snapshot.success) throw new RangeError('these bytes are no checkpoint of a policy')
  return snapshot.data
}
