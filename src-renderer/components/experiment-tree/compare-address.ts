import { pointsOf } from '../../../src-shared/domain/points.ts'
import type { Experiment } from '../../../src-shared/domain/run.ts'
import type { TreeNode } from './tree.ts'

const part = (experiment: Experiment, variantIndices: Iterable<number>): string =>
  [experiment.id, ...variantIndices].join('.')

/** Compare's address for some rows: an experiment stands for its variants that are shown, a run for its own. */
export function compareAddress(nodes: readonly TreeNode[]): string {
  const chosen = new Map<Experiment, Set<number>>()
  for (const node of nodes) {
    const indices = chosen.get(node.experiment) ?? new Set()
    for (const index of indicesOf(node)) indices.add(index)
    chosen.set(node.experiment, indices)
  }
  return `/compare?variants=${[...chosen].map(([experiment, indices]) => part(experiment, indices)).join('~')}`
}

function indicesOf(node: TreeNode): Iterable<number> {
  if (node.kind === 'run') return [node.run.variantIndex]
  if (node.kind === 'variant') return [node.variantIndex]
  if (node.hidden === 0) return pointsOf(node.experiment.spec).keys()
  return node.variants.filter((variant) => variant.runs.length > 0).map((variant) => variant.variantIndex)
}

export const compareAddressOf = (experiment: Experiment): string =>
  `/compare?variants=${part(experiment, pointsOf(experiment.spec).keys())}`
