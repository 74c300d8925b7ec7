import * as z from 'zod'
import { snapshotUse } from '../domain/snapshots.ts'
import { runIds } from './history.ts'
import { method } from './method.ts'

/** The part of the contract about what runs keep for Inspect; what is seen in it is asked by `inspect.ts`. */
export const snapshotMethods = {
  'inspect.snapshotUse': method('read', z.strictObject({ runIds }), snapshotUse),
  /**
   * For good: there is no bin for them, and the database's file uses their room again. Curves and saved states stay.
   * `locked` refuses. A run that trains goes on taking them.
   */
  'inspect.dropSnapshots': method('write', z.strictObject({ runIds: runIds.min(1) }), z.object({ dropped: z.int() })),
}
