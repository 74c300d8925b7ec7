import type { ExperimentNode } from './tree.ts'

export const sortColumns = [
  'name',
  'environment',
  'status',
  'runs',
  'return',
  'evaluationReturn',
  'disk',
  'created',
] as const
export type SortColumn = (typeof sortColumns)[number]
export interface SortOrder {
  column: SortColumn
  descending: boolean
}

const { compare: byWords } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Unknown values go last, whichever way the rest is sorted. */
function byNumber(a: number | null, b: number | null, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return descending ? b - a : a - b
}

/** Those that still need something first: running, queued, then by trouble. */
function statusRank({ summary: { counts } }: ExperimentNode): number {
  if (counts.running > 0) return 0
  if (counts.queued + counts.paused > 0) return 1
  if (counts.failed + counts.interrupted > 0) return 2
  return counts.cancelled > 0 ? 3 : 4
}

/** Sorted experiments; equal ones newest first, so that the order never jumps. */
export function sortTree(
  tree: readonly ExperimentNode[],
  { column, descending }: SortOrder,
  bytesOf: (experimentId: string) => number | null = () => null,
): ExperimentNode[] {
  const sign = descending ? -1 : 1
  const compare = (a: ExperimentNode, b: ExperimentNode): number => {
    switch (column) {
      case 'name':
        return sign * byWords(a.experiment.name, b.experiment.name)
      case 'environment':
        return sign * byWords(a.experiment.spec.environment.id, b.experiment.spec.environment.id)
      case 'status':
        return sign * (statusRank(a) - statusRank(b))
      case 'runs':
        return sign * (a.summary.total - b.summary.total)
      case 'return':
        return byNumber(a.summary.lastReturn, b.summary.lastReturn, descending)
      case 'evaluationReturn':
        return byNumber(a.summary.lastEvaluationReturn, b.summary.lastEvaluationReturn, descending)
      case 'disk':
        return byNumber(bytesOf(a.experiment.id), bytesOf(b.experiment.id), descending)
      case 'created':
        return sign * (a.experiment.createdAt - b.experiment.createdAt)
    }
  }
  return tree.toSorted(
    (a, b) =>
      compare(a, b) || b.experiment.createdAt - a.experiment.createdAt || byWords(a.experiment.id, b.experiment.id),
  )
}
