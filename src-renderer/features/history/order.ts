import { fieldOf } from '../../../src-shared/domain/run-filter/fields.ts'
import { sortColumns, type SortColumn, type SortOrder } from '../../components/experiment-tree/sort.ts'

interface Order {
  column: string
  descending: boolean
}

/** As it was remembered; what is no column now is the newest first. */
export const experimentsOrder = ({ column, descending }: Order): SortOrder =>
  (sortColumns as readonly string[]).includes(column)
    ? { column: column as SortColumn, descending }
    : { column: 'created', descending: true }

/** Of texts from A on, of numbers and dates the largest first; the same column again turns it round. */
export function nextOrder(before: Order, column: string): Order {
  if (before.column === column) return { column, descending: !before.descending }
  const kind = fieldOf(column)?.kind
  const isText = ['name', 'environment', 'status'].includes(column) || kind === 'text' || kind === 'parameter'
  return { column, descending: !isText && column !== 'seed' }
}
