import type { RunId } from '../../../src-shared/domain/ids.ts'
import type { Run } from '../../../src-shared/domain/run.ts'
import { isActive } from '../../../src-shared/domain/run-progress.ts'
import type { ExperimentNode } from '../../components/experiment-tree/tree.ts'

/** What `queue.move` is asked for: these runs, in this order, before that queued run, or at the end. */
export interface QueueMove {
  runIds: RunId[]
  before: RunId | null
}

/** The queue as it stands: queued runs, next one first. */
export const queueOf = (runs: readonly Run[]): Run[] =>
  runs
    .filter((run) => run.status === 'queued' && run.deletedAt === null)
    .toSorted((a, b) => (a.queuePosition ?? Infinity) - (b.queuePosition ?? Infinity))

/** In a variant: what trains first, then what waits in its order, then what has ended. */
export function compareForQueue(a: Run, b: Run): number {
  const rank = (run: Run): number =>
    run.status === 'running' ? 0 : run.status === 'paused' ? 1 : run.status === 'queued' ? 2 : 3
  return rank(a) - rank(b) || (a.queuePosition ?? 0) - (b.queuePosition ?? 0) || a.seed - b.seed
}

/** Experiments with something left to do: those that train first, then in the order of the queue. */
export function activeExperiments(tree: readonly ExperimentNode[]): ExperimentNode[] {
  const firstPlace = (node: ExperimentNode): number => {
    if (node.summary.counts.running > 0) return -1
    return node.runs.reduce(
      (first, run) => (run.status === 'queued' ? Math.min(first, run.queuePosition ?? Infinity) : first),
      Infinity,
    )
  }
  return tree
    .filter((node) => node.runs.some((run) => isActive(run.status)))
    .map((node) => ({ node, place: firstPlace(node) }))
    .toSorted((a, b) =>
      a.place === b.place ? a.node.experiment.createdAt - b.node.experiment.createdAt : a.place - b.place,
    )
    .map(({ node }) => node)
}

/** Moves the queued runs among `moving` to before or after those among `target`; null where nothing would change. */
export function moveBeside(
  queue: readonly Run[],
  moving: readonly Run[],
  target: readonly Run[],
  side: 'before' | 'after',
): QueueMove | null {
  const movingIds = new Set(moving.filter((run) => run.status === 'queued').map((run) => run.id))
  const targetIds = new Set(target.map((run) => run.id))
  const others = queue.filter((run) => !movingIds.has(run.id))
  if (movingIds.size === 0 || others.length === 0) return null
  const at =
    side === 'before'
      ? others.findIndex((run) => targetIds.has(run.id))
      : others.findLastIndex((run) => targetIds.has(run.id)) + 1
  if (side === 'before' ? at === -1 : at === 0) return null
  const moved = queue.filter((run) => movingIds.has(run.id))
  const result = [...others.slice(0, at), ...moved, ...others.slice(at)]
  if (result.every((run, i) => run.id === queue[i]?.id)) return null
  return { runIds: moved.map((run) => run.id), before: others[at]?.id ?? null }
}

/**
 * One place up or down among its like: a run among the queued runs of its variant, an experiment among the experiments
 * that wait.
 */
export function moveByOne(
  queue: readonly Run[],
  groups: readonly (readonly Run[])[],
  index: number,
  direction: 'up' | 'down',
): QueueMove | null {
  const moving = groups[index]
  if (moving === undefined) return null
  const waits = (runs: readonly Run[]): boolean => runs.some((run) => run.status === 'queued')
  const step = direction === 'up' ? -1 : 1
  for (let i = index + step; i >= 0 && i < groups.length; i += step) {
    if (waits(groups[i]!)) return moveBeside(queue, moving, groups[i]!, direction === 'up' ? 'before' : 'after')
  }
  return null
}
