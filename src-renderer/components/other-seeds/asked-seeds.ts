import type { ExperimentId } from '../../../src-shared/domain/ids.ts'
import { parseSeeds } from '../../../src-shared/domain/seeds.ts'
import { createStore } from '../../client/store/external-store.ts'
import type { TreeNode } from '../experiment-tree/tree.ts'

/** Which points of an experiment are to be trained again with other seeds. */
export interface AskedSeeds {
  experimentId: ExperimentId
  variantIndices: readonly number[]
}

/** What the dialog is open for; null while it is closed. */
export const askedSeeds = createStore<AskedSeeds | null>(null)

/** Of a row: all points that it stands for. */
export function seedsAskedBy(node: TreeNode): AskedSeeds {
  const { id } = node.experiment
  switch (node.kind) {
    case 'experiment':
      return { experimentId: id, variantIndices: node.variants.map(({ variantIndex }) => variantIndex) }
    case 'variant':
      return { experimentId: id, variantIndices: [node.variantIndex] }
    case 'run':
      return { experimentId: id, variantIndices: [node.run.variantIndex] }
  }
}

/** So many seeds above all that are taken. */
export function nextSeeds(taken: Iterable<number>, count: number): number[] {
  let highest = -1
  for (const seed of taken) highest = Math.max(highest, seed)
  const first = highest + count > Number.MAX_SAFE_INTEGER ? 0 : highest + 1
  return Array.from({ length: count }, (_, place) => first + place)
}

/** Seeds as they were typed; a sentence when they can't be read, or some are taken. */
export function readSeeds(text: string, taken: ReadonlySet<number>): { seeds: number[] } | { problem: string } {
  const read = parseSeeds(text)
  if ('problem' in read) return read
  const there = read.seeds.find((seed) => taken.has(seed))
  return there === undefined ? read : { problem: `seed ${there} was queued before; name seeds that are new` }
}
