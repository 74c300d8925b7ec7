import type { Against } from '../address.ts'

export interface Checkpoint {
  update: number
  /** Null where it isn’t known. */
  envSteps: number | null
}

/** The checkpoint nearest to an update; the last where none is named. -1 where there are none. */
export function nearestIndex(checkpoints: readonly Checkpoint[], update: number | null): number {
  if (update === null) return checkpoints.length - 1
  return indexOfLeast(checkpoints.map((one) => Math.abs(one.update - update)))
}

/**
 * The checkpoint of another run that is as far: by env steps, or by updates where one of the two takes none or they aren’t
 * known.
 * @returns its index, -1 where there are none
 */
export function indexInStep(at: Checkpoint, first: readonly Checkpoint[], second: readonly Checkpoint[]): number {
  const bySteps = [first, second].every(
    (checkpoints) => (checkpoints.at(-1)?.envSteps ?? 0) > 0 && checkpoints.every(({ envSteps }) => envSteps !== null),
  )
  const far = (one: Checkpoint): number => (bySteps ? one.envSteps! : one.update)
  return indexOfLeast(second.map((one) => Math.abs(far(one) - far(at))))
}

/** The checkpoint of the run itself that another one stands beside; null where it is no other one. */
export function indexOfOwn(against: Against, checkpoints: readonly Checkpoint[], index: number): number | null {
  const own =
    against.kind === 'previous' ? index - 1 : against.kind === 'update' ? nearestIndex(checkpoints, against.update) : -1
  return own < 0 ? null : own
}

/** What stands beside each checkpoint, as an index into its own run's checkpoints; null where nothing does. */
export const besideEach = (
  against: Against,
  first: readonly Checkpoint[],
  second: readonly Checkpoint[] | null,
): (number | null)[] =>
  first.map((at, index) =>
    against.kind === 'run' ? second && indexInStep(at, first, second) : indexOfOwn(against, first, index),
  )

const indexOfLeast = (distances: readonly number[]): number => distances.indexOf(Math.min(...distances))
