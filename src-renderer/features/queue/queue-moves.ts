import type { TreeDrag } from '../../components/experiment-tree/use-row-drag.ts'
import { runsOf, type ExperimentNode, type TreeNode } from '../../components/experiment-tree/tree.ts'
import { moveBeside, moveByOne, type QueueMove, type queueOf } from './queue-order.ts'

/** One place up or down: an experiment among experiments, a variant or a run among its like. */
export function stepInQueue(
  node: TreeNode,
  tree: readonly ExperimentNode[],
  queue: ReturnType<typeof queueOf>,
  direction: 'up' | 'down',
): QueueMove | null {
  const own = tree.find((experimentNode) => experimentNode.experiment.id === node.experiment.id)
  if (own === undefined) return null
  const groups =
    node.kind === 'experiment'
      ? tree.map((other) => other.runs)
      : node.kind === 'variant'
        ? own.variants.map((variant) => variant.runs)
        : own.variants[node.run.variantIndex]!.runs.map((run) => [run])
  const index =
    node.kind === 'experiment'
      ? tree.indexOf(own)
      : node.kind === 'variant'
        ? node.variantIndex
        : groups.findIndex(([run]) => run?.id === node.run.id)
  return moveByOne(queue, groups, index, direction)
}

/** Rows that wait are dragged before or after others that wait. */
export function dragIn(queue: ReturnType<typeof queueOf>, move: (change: QueueMove | null) => void): TreeDrag {
  const waits = (node: TreeNode): boolean => runsOf(node).some((run) => run.status === 'queued')
  return {
    canDrag: waits,
    canDrop: (moving, target) =>
      moving.key !== target.key && waits(target) && !runsOf(target).some((run) => runsOf(moving).includes(run)),
    onDrop: (moving, target, side) => move(moveBeside(queue, runsOf(moving), runsOf(target), side)),
  }
}
