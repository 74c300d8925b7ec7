import { formatBytes, formatCount, plural } from '../../../src-shared/words/format.ts'
import type { HistoryForm } from './address.ts'
import type { ShownHistory } from './use-shown-history.ts'

/** "3 of 40 experiments, 61 of 1,200 runs, 1.2 GB on disk" */
export function countWords(
  { filtered, tree, shown, runRows }: Pick<ShownHistory, 'filtered' | 'tree' | 'shown' | 'runRows'>,
  form: HistoryForm,
  databaseBytes: number | null,
): string {
  const allRuns = filtered.table.records.filter(({ run }) => run !== null).length
  const runs = part(runRows.length, allRuns, 'run')
  const disk = databaseBytes === null ? '' : `, ${formatBytes(databaseBytes)} on disk`
  return (form === 'runs' ? runs : `${part(shown.length, tree.length, 'experiment')}, ${runs}`) + disk
}

const part = (shown: number, all: number, noun: string): string =>
  shown === all ? plural(all, noun) : `${formatCount(shown)} of ${plural(all, noun)}`
