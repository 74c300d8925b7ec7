import type { ExperimentId, RunId } from '../../../src-shared/domain/ids.ts'
import { runsOf, type TreeNode } from '../../components/experiment-tree/tree.ts'
import { plural } from '../../components/format.ts'

/** What deleting some nodes of the tree takes away. */
export interface Deletion {
  experimentIds: ExperimentId[]
  runIds: RunId[]
  /** "2 experiments and 3 runs" */
  words: string
}

/** Experiments go whole; a variant stands for its runs; runs of an experiment that goes anyway aren't named again. */
export function deletionOf(nodes: readonly TreeNode[]): Deletion {
  const experimentIds = [...new Set(nodes.filter((node) => node.kind === 'experiment').map((node) => node.experiment.id))]
  const runs = new Set<RunId>()
  for (const node of nodes) {
    if (node.kind === 'experiment' || experimentIds.includes(node.experiment.id)) continue
    for (const run of runsOf(node)) runs.add(run.id)
  }
  const parts = [experimentIds.length > 0 ? plural(experimentIds.length, 'experiment') : '', runs.size > 0 ? plural(runs.size, 'run') : '']
  return { experimentIds, runIds: [...runs], words: parts.filter((part) => part !== '').join(' and ') }
}
