import type { ExperimentId, RunId } from '../../../src-shared/domain/ids.ts'
import { runsOf, type TreeNode, type TreeRow } from '../../components/experiment-tree/tree.ts'
import { plural } from '../../../src-shared/words/format.ts'

/** What deleting some nodes of the tree takes away. */
export interface Deletion {
  experimentIds: ExperimentId[]
  runIds: RunId[]
  /** "2 experiments and 3 runs" */
  words: string
}

/** Experiments go whole; a variant stands for its runs; runs of an experiment that goes anyway aren't named again. */
export function deletionOf(nodes: readonly TreeNode[]): Deletion {
  const experimentIds = [
    ...new Set(nodes.filter((node) => node.kind === 'experiment').map((node) => node.experiment.id)),
  ]
  const runs = new Set<RunId>()
  for (const node of nodes) {
    if (node.kind === 'experiment' || experimentIds.includes(node.experiment.id)) continue
    for (const run of runsOf(node)) runs.add(run.id)
  }
  const parts = [
    experimentIds.length > 0 ? plural(experimentIds.length, 'experiment') : '',
    runs.size > 0 ? plural(runs.size, 'run') : '',
  ]
  return { experimentIds, runIds: [...runs], words: parts.filter((part) => part !== '').join(' and ') }
}

/** Where the keyboard goes on: the first line after those that go which stays, or the last one before them. */
export function rowAfterDeletion(rows: readonly TreeRow[], nodes: readonly TreeNode[]): string | undefined {
  const keys = new Set(nodes.map((node) => node.key))
  const experimentIds = new Set<string>(
    nodes.filter((node) => node.kind === 'experiment').map((node) => node.experiment.id),
  )
  const runIds = new Set<string>(nodes.flatMap((node) => runsOf(node).map((run) => run.id)))
  const stays = ({ node }: TreeRow): boolean =>
    !keys.has(node.key) &&
    !experimentIds.has(node.experiment.id) &&
    !(node.kind !== 'experiment' && runsOf(node).every((run) => runIds.has(run.id)))
  const at = rows.findIndex((row) => keys.has(row.node.key))
  const next =
    rows.find((row, index) => index > at && stays(row)) ?? rows.findLast((row, index) => index < at && stays(row))
  return next?.node.key
}
