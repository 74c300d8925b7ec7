import { fieldOf, parameterFields, type RunField } from './fields.ts'
import type { RunTable } from './table.ts'

/** A table of everything that differs would be wider than any window. */
const mostParameters = 6

/**
 * The columns to begin with: what differs among these rows, and how they ended. A parameter that some of them don't have
 * doesn't differ by that alone: which update it was says so.
 */
export function differingFields(table: RunTable, rows: readonly number[]): RunField[] {
  const field = (id: string): RunField => fieldOf(id)!
  const own = ['experiment', 'environment', 'algorithm'].map(field).filter((candidate) => {
    const texts = table.texts(candidate)
    const first = texts[rows[0] ?? 0]?.[0]
    return rows.some((row) => texts[row]![0] !== first)
  })
  // The seeds of a point have the same parameters: one of them is looked at.
  const points = [...new Map(rows.map((row) => [pointKey(table, row), row])).values()]
  const parameters = parameterFields.filter((candidate) => {
    // A choice of update or policy is the algorithm.
    if (['update', 'policy', 'estimator'].includes(candidate.id)) return false
    const values = table.parameters(candidate)
    const there = points.map((row) => values[row]!).filter((value) => value !== null)
    return there.some((value) => value !== there[0])
  })
  const wasEvaluated = rows.some((row) => (table.records[row]!.run?.progress.lastEvaluationReturn ?? null) !== null)
  return [
    ...own,
    field('status'),
    field(wasEvaluated ? 'evaluationReturn.last' : 'return.last'),
    ...parameters.slice(0, mostParameters),
    field('created'),
  ]
}

function pointKey({ records }: RunTable, row: number): string {
  const { experiment, run } = records[row]!
  return `${experiment.id} ${run?.variantIndex ?? ''}`
}
