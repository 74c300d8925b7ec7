import type { ExperimentId, RunId } from '../../../src-shared/domain/ids.ts'
import { runsOf, type TreeNode, type TreeRow } from '../../components/experiment-tree/tree.ts'
import { plural } from '../../../src-shared/words/format.ts'

/** What an action on some rows is done to. */
export interface Targets {
  experimentIds: ExperimentId[]
  runIds: RunId[]
  /** "2 experiments and 3 runs" */
  words: string
}

/**
 * An experiment is meant whole, unless a filter leaves some of its runs out: then those that are shown are meant. A
 * variant stands for its runs; runs of an experiment that is meant anyway aren't named again.
 */
export function targetsOf(nodes: readonly TreeNode[]): Targets {
  const experimentIds = [...new Set(nodes.filter(isWhole).map((node) => node.experiment.id))]
  const whole = new Set(experimentIds)
  const runs = new Set<RunId>()
  for (const node of nodes) {
    if (isWhole(node) || whole.has(node.experiment.id)) continue
    for (const run of runsOf(node)) runs.add(run.id)
  }
  const runIds = [...runs]
  return { experimentIds, runIds, words: targetWords(experimentIds.length, runIds.length) }
}

/** "2 experiments and 3 runs" */
export const targetWords = (experiments: number, runs: number): string =>
  [experiments > 0 ? plural(experiments, 'experiment') : '', runs > 0 ? plural(runs, 'run') : '']
    .filter((part) => part !== '')
    .join(' and ')

/** One keeps the name as it is; of several each gets its number, within the length that names have. */
export const numberedName = (name: string, index: number, count: number): string =>
  count === 1 ? name : `${name.slice(0, 190)} ${index + 1}`

const isWhole = (node: TreeNode): boolean => node.kind === 'experiment' && node.hidden === 0

/** Where the keyboard goes on: the first line after those that go which stays, or the last one before them. */
export function rowAfterDeletion<Node extends { key: string }>(
  rows: readonly TreeRow<Node>[],
  goes: (node: Node) => boolean,
): string | undefined {
  const at = rows.findIndex((row) => goes(row.node))
  const stays = ({ node }: TreeRow<Node>): boolean => !goes(node)
  const next =
    rows.find((row, index) => index > at && stays(row)) ?? rows.findLast((row, index) => index < at && stays(row))
  return next?.node.key
}

/** Whether a row of the tree goes when these targets are deleted. */
export function goesWith({ experimentIds, runIds }: Targets): (node: TreeNode) => boolean {
  const [experiments, runs] = [new Set<string>(experimentIds), new Set<string>(runIds)]
  return (node) =>
    experiments.has(node.experiment.id) || (node.kind !== 'experiment' && runsOf(node).every((run) => runs.has(run.id)))
}
