import type { RunId } from '../../../src-shared/domain/ids.ts'
import { summarise } from '../../../src-shared/domain/run-progress.ts'
import type { ExperimentNode } from '../../components/experiment-tree/tree.ts'

/** The tree of the runs that a filter keeps, and of experiments without runs that it keeps. */
export function filteredTree(
  tree: readonly ExperimentNode[],
  runIds: ReadonlySet<RunId>,
  emptyExperimentIds: ReadonlySet<string>,
): ExperimentNode[] {
  return tree.flatMap((node): ExperimentNode[] => {
    if (node.runs.length === 0) return emptyExperimentIds.has(node.experiment.id) ? [node] : []
    const runs = node.runs.filter((run) => runIds.has(run.id))
    if (runs.length === node.runs.length) return [node]
    if (runs.length === 0) return []
    const variants = node.variants.map((variant) => {
      const own = variant.runs.filter((run) => runIds.has(run.id))
      return own.length === variant.runs.length ? variant : { ...variant, runs: own, summary: summarise(own) }
    })
    return [{ ...node, variants, runs, summary: summarise(runs), hidden: node.runs.length - runs.length }]
  })
}
