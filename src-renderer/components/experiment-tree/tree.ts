import { pointsOf } from '../../../src-shared/domain/points.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import { summarise, type Summary } from '../../../src-shared/domain/run-progress.ts'

/** Experiments that open to variants, which open to runs: what Queue, History and Compare's search show. */
export interface ExperimentNode {
  kind: 'experiment'
  key: string
  experiment: Experiment
  variants: VariantNode[]
  runs: Run[]
  summary: Summary
  /** How many of its runs a filter leaves out of the three above; what is done to it is done to those that are shown. */
  hidden: number
}
export interface VariantNode {
  kind: 'variant'
  key: string
  experiment: Experiment
  variantIndex: number
  variant: VariantSpec
  runs: Run[]
  summary: Summary
}
export interface RunNode {
  kind: 'run'
  key: string
  experiment: Experiment
  variant: VariantSpec
  run: Run
}
export type TreeNode = ExperimentNode | VariantNode | RunNode

export const experimentKey = (id: string): string => `experiment:${id}`
export const variantNodeKey = (id: string, variantIndex: number): string => `variant:${id}:${variantIndex}`
export const runKey = (id: string): string => `run:${id}`

export const runsOf = (node: TreeNode): readonly Run[] => (node.kind === 'run' ? [node.run] : node.runs)

/**
 * The tree of what isn't deleted. Experiments keep the order given; variants that of their spec; runs that of
 * `compareRuns`.
 */
export function buildTree(
  experiments: readonly Experiment[],
  runs: readonly Run[],
  compareRuns: (a: Run, b: Run) => number = (a, b) => a.seed - b.seed,
): ExperimentNode[] {
  const runsByExperiment = new Map<string, Run[]>()
  for (const run of runs) {
    if (run.deletedAt !== null) continue
    const list = runsByExperiment.get(run.experimentId)
    if (list === undefined) runsByExperiment.set(run.experimentId, [run])
    else list.push(run)
  }
  return experiments
    .filter((experiment) => experiment.deletedAt === null)
    .map((experiment) => {
      const own = (runsByExperiment.get(experiment.id) ?? []).toSorted(
        (a, b) => a.variantIndex - b.variantIndex || compareRuns(a, b),
      )
      const runsByPoint = Map.groupBy(own, (run) => run.variantIndex)
      const variants = pointsOf(experiment.spec).map(({ variant }, variantIndex): VariantNode => {
        const runsOfVariant = runsByPoint.get(variantIndex) ?? []
        return {
          kind: 'variant',
          key: variantNodeKey(experiment.id, variantIndex),
          experiment,
          variantIndex,
          variant,
          runs: runsOfVariant,
          summary: summarise(runsOfVariant),
        }
      })
      return {
        kind: 'experiment',
        key: experimentKey(experiment.id),
        experiment,
        variants,
        runs: own,
        summary: summarise(own),
        hidden: 0,
      }
    })
}

/** A line of the tree as it is shown: what aria-level, aria-posinset and aria-setsize say. */
export interface TreeRow<Node = TreeNode> {
  node: Node
  level: 1 | 2 | 3
  position: number
  siblings: number
  /** Undefined where there is nothing to open. */
  expanded: boolean | undefined
}

export function visibleRows(tree: readonly ExperimentNode[], expanded: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = []
  tree.forEach((experimentNode, i) => {
    const open = expanded.has(experimentNode.key)
    rows.push({ node: experimentNode, level: 1, position: i + 1, siblings: tree.length, expanded: open })
    if (!open) return
    const variants = experimentNode.variants.filter((variant) => variant.runs.length > 0)
    variants.forEach((variantNode, j) => {
      const variantOpen = expanded.has(variantNode.key)
      rows.push({ node: variantNode, level: 2, position: j + 1, siblings: variants.length, expanded: variantOpen })
      if (!variantOpen) return
      variantNode.runs.forEach((run, k) => {
        const node: RunNode = {
          kind: 'run',
          key: runKey(run.id),
          experiment: variantNode.experiment,
          variant: variantNode.variant,
          run,
        }
        rows.push({ node, level: 3, position: k + 1, siblings: variantNode.runs.length, expanded: undefined })
      })
    })
  })
  return rows
}

/**
 * Where the arrow keys lead in a tree: the row to go to, or whether to open or close the row. Null when the key means
 * nothing here.
 */
export type TreeMove = { kind: 'focus'; index: number } | { kind: 'expand' } | { kind: 'collapse' }

export function treeMove(
  rows: readonly TreeRow<unknown>[],
  index: number,
  key: string,
  pageRows = 10,
): TreeMove | null {
  const row = rows[index]
  if (row === undefined) return null
  const focus = (to: number): TreeMove => ({ kind: 'focus', index: Math.min(rows.length - 1, Math.max(0, to)) })
  switch (key) {
    case 'ArrowDown':
      return focus(index + 1)
    case 'ArrowUp':
      return focus(index - 1)
    case 'Home':
      return focus(0)
    case 'End':
      return focus(rows.length - 1)
    case 'PageDown':
      return focus(index + pageRows)
    case 'PageUp':
      return focus(index - pageRows)
    case 'ArrowRight':
      if (row.expanded === false) return { kind: 'expand' }
      return row.expanded === true && rows[index + 1] !== undefined && rows[index + 1]!.level > row.level
        ? focus(index + 1)
        : null
    case 'ArrowLeft': {
      if (row.expanded === true) return { kind: 'collapse' }
      const parent = rows.findLastIndex((other, i) => i < index && other.level < row.level)
      return parent === -1 ? null : focus(parent)
    }
    default:
      return null
  }
}

export function nodeName(node: TreeNode): string {
  switch (node.kind) {
    case 'experiment':
      return node.experiment.name
    case 'variant':
      return node.variant.name
    case 'run':
      return `${node.variant.name}, seed ${node.run.seed}`
  }
}
