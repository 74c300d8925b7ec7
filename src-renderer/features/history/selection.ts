import { canRequeue } from '../../../src-shared/domain/run-progress.ts'
import type { Run } from '../../../src-shared/domain/run.ts'
import {
  runKey,
  runsOf,
  type ExperimentNode,
  type RunNode,
  type TreeNode,
  type VariantNode,
} from '../../components/experiment-tree/tree.ts'
import type { Selection } from './bulk.ts'

/** What of the tree is selected. What a filter leaves out is not in the tree, and nothing is done to it. */
export function selectedNodes(tree: readonly ExperimentNode[], selected: ReadonlySet<string>): TreeNode[] {
  if (selected.size === 0) return []
  const nodes: TreeNode[] = []
  for (const experimentNode of tree) {
    if (selected.has(experimentNode.key)) nodes.push(experimentNode)
    for (const variantNode of experimentNode.variants) {
      if (variantNode.runs.length > 0 && selected.has(variantNode.key)) nodes.push(variantNode)
      for (const run of variantNode.runs) if (selected.has(runKey(run.id))) nodes.push(nodeOf(variantNode, run))
    }
  }
  return nodes
}

/** A run's line in the tree; of all, the first where none is named. */
export function runNode(tree: readonly ExperimentNode[], key: string | null): RunNode | undefined {
  let first: RunNode | undefined
  for (const { variants } of tree)
    for (const variantNode of variants)
      for (const run of variantNode.runs) {
        if (runKey(run.id) === key) return nodeOf(variantNode, run)
        first ??= nodeOf(variantNode, run)
      }
  return first
}

const nodeOf = ({ experiment, variant }: VariantNode, run: Run): RunNode => ({
  kind: 'run',
  key: runKey(run.id),
  experiment,
  variant,
  run,
})

const tagsOf = (node: TreeNode): readonly string[] =>
  node.kind === 'experiment' ? node.experiment.tags : runsOf(node).flatMap((run) => run.tags)
const isLocked = (node: TreeNode): boolean =>
  node.kind === 'experiment' ? node.experiment.locked : runsOf(node).every((run) => run.locked)

const byName = (tags: Iterable<string>): string[] => [...new Set(tags)].toSorted((a, b) => a.localeCompare(b))

/** All tags that there are. */
export const allTags = (tree: readonly ExperimentNode[]): string[] =>
  byName(tree.flatMap((node) => [...node.experiment.tags, ...node.runs.flatMap((run) => run.tags)]))

export function selectionOf(nodes: readonly TreeNode[]): Selection {
  return {
    count: nodes.length,
    locked: nodes.every(isLocked),
    tags: byName(nodes.flatMap(tagsOf)),
    experiments: nodes.filter((node) => node.kind === 'experiment').map((node) => node.experiment),
    requeueable: [...new Set(nodes.flatMap((node) => runsOf(node)))].filter((run) => canRequeue(run.status)),
  }
}
