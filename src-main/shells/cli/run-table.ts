import type { Run } from '../../../src-shared/domain/run.ts'
import { shortNumber } from './text-table.ts'

/** What a table says of a run, beside its id. */
export const runColumns = ['variant', 'seed', 'status', 'env steps', 'last return', 'last evaluation return']

export function runCells({ seed, status, progress }: Run, variant: string): string[] {
  return [
    variant,
    String(seed),
    status,
    shortNumber(progress.envSteps),
    orDash(progress.lastReturn),
    orDash(progress.lastEvaluationReturn),
  ]
}

const orDash = (value: number | null) => (value === null ? '-' : shortNumber(value))
