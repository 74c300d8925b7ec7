import type { Experiment, Run } from '../domain/run.ts'
import { hasEnded } from '../domain/run.ts'
import { usualSnapshots } from '../domain/snapshots.ts'
import type { SnapshotUse } from '../domain/snapshots.ts'
import { formatBytes, formatDateTime, plural } from './format.ts'

/** How many checkpoints a run has for Inspect, what they take, and why they are fewer than usual. */
export function checkpointSentences(
  run: Run,
  { spec }: Pick<Experiment, 'spec'>,
  { snapshots, bytes, savedStates }: SnapshotUse,
): { kept: string; why: string | null } {
  const plan = run.snapshots
  const kept = snapshots === 0 ? 'none' : `${plural(snapshots, 'checkpoint')}, ${formatBytes(bytes)}`
  const states =
    snapshots === 0 && savedStates > 0
      ? ` Inspect shows the ${plural(savedStates, 'saved state')} that it kept instead.`
      : ''
  const why = ((): string | null => {
    if (spec.snapshots === null) return 'Its spec asks for none.'
    if (plan === undefined)
      return run.startedAt === null ? 'They are taken once it trains.' : 'It began in a version that took none.'
    if (plan.droppedAt !== undefined) return `Those until ${formatDateTime(plan.droppedAt)} were dropped.`
    if (plan.count === 0)
      return (
        `One takes ${formatBytes(plan.bytesEach)}, more than there is room for: ${limits}. ` +
        '“snapshots” in the spec keeps as many as it says.'
      )
    if (spec.snapshots === undefined && plan.count! < usualSnapshots)
      return `${plural(plan.count!, 'checkpoint')} of ${formatBytes(plan.bytesEach)} fit, instead of ${usualSnapshots}: ${limits}.`
    if (plan.count === null || snapshots >= plan.count) return null
    if (!hasEnded(run)) return `So far; ${plan.count} in the end.`
    return run.status === 'finished'
      ? `One for each share of the budget that ${plural(run.progress.update, 'update')} passed: fewer than ${plan.count}.`
      : `Fewer than ${plan.count}, for it ended before its budget was spent.`
  })()
  return { kept, why: why === null && states === '' ? null : `${why ?? ''}${states}`.trim() }
}

const limits = 'at most 1 MiB a run and 100 MiB an experiment'
