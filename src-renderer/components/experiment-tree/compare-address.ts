import { pointsOf } from '../../../src-shared/domain/points.ts'
import type { Experiment } from '../../../src-shared/domain/run.ts'
import type { TreeNode } from './tree.ts'

const part = (experiment: Experiment, variantIndices: Iterable<number>): string =>
  [experiment.id, ...variantIndices].join('.')

/** Compare's address for some rows: an experiment stands for all its variants, a run for its own. */
export function compareAddress(nodes: readonly TreeNode[]): string {
  const parts = nodes.map((node) => {
    if (node.kind === 'experiment') return part(node.experiment, pointsOf(node.experiment.spec).keys())
    return part(node.experiment, [node.kind === 'variant' ? node.variantIndex : node.run.variantIndex])
  })
  return `/compare?variants=${[...new Set(parts)].join('~')}`
}

export const compareAddressOf = (experiment: Experiment): string =>
  `/compare?variants=${part(experiment, pointsOf(experiment.spec).keys())}`
