import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileProblem } from '../../../src-shared/domain/file-problem.ts'
import type { PolicySnapshot } from '../../core/algorithms/policy-snapshot.ts'
import type { Answer } from '../protocol/job.ts'
import { decodeSnapshot, encodeSnapshot } from './snapshot-bytes.ts'

/** The checkpoint that a variant starts from. Throws with a sentence where it isn't what its name says. */
export async function readStart(path: string): Promise<PolicySnapshot> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new Error(`The checkpoint that this variant starts from can't be read (${path}): ${fileProblem(error)}.`, {
      cause: error,
    })
  })
  if (createHash('sha256').update(bytes).digest('hex') !== basename(path))
    throw new Error(
      `The checkpoint that this variant starts from was changed (${path}): its name is no longer the SHA-256 of its bytes. ` +
        'Fork it again in Inspect.',
    )
  // A Buffer's slices share its memory.
  return decodeSnapshot(new Uint8Array(bytes))
}

export function describeSnapshot(bytes: Uint8Array): Extract<Answer, { kind: 'snapshot' }> {
  const snapshot = decodeSnapshot(bytes)
  return {
    kind: 'snapshot',
    bytes: encodeSnapshot(snapshot),
    envSteps: snapshot.envSteps,
    episodes: snapshot.episodes,
    policy: snapshot.theta.length,
    critic: snapshot.criticTheta?.length ?? null,
    normalised: snapshot.observationMoments !== null,
  }
}
