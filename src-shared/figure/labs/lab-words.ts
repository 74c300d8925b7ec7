import type { LabResult } from '../../domain/lab-results/index.ts'

/** What a lab's page, its exports and the command line say of a result: pure functions of it. */
export interface LabWords<R extends LabResult> {
  /** What was found, a paragraph each, with nothing that isn't in the numbers. What stands between ** is bold. */
  found(result: R): string[]
  /** The measured numbers, a row each; the head first. */
  table(result: R): (string | number | null)[][]
}

export const csvOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  rows.map((row) => row.map(cell).join(',')).join('\n') + '\n'

function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
