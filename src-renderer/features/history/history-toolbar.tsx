import { IconInfoCircle, IconTrash } from '@tabler/icons-react'
import type { ReactNode, RefObject } from 'react'
import { Button } from '../../components/button.tsx'
import { Segmented } from '../../components/segmented.tsx'
import type { HistoryForm } from './address.ts'
import { FilterField } from './filter/filter-field.tsx'
import { SavedFilters } from './filter/saved-filters.tsx'
import { historyShortcuts } from './shortcuts.ts'
import type { FilterText } from './use-filter-text.ts'
import type { FilteredRuns } from './use-run-table.ts'
import listStyles from '../../components/list-view.module.css'
import styles from './history.module.css'

const forms = [
  { value: 'experiments', label: 'Experiments' },
  { value: 'runs', label: 'Runs' },
] as const

/** The filter over all; in the row below what it kept, how it is shown, or what can be done to the selection. */
export function HistoryToolbar({
  filter,
  filtered,
  fieldRef,
  form,
  filtersOpened,
  count,
  children,
  onFiltersOpened,
  onForm,
  onBin,
  onLeaveFilter,
  onDetails,
}: {
  filter: FilterText
  filtered: FilteredRuns
  fieldRef: RefObject<HTMLInputElement | null>
  form: HistoryForm
  filtersOpened: boolean
  /** "3 of 40 experiments"; null while the children say how many are selected. */
  count: string | null
  children: ReactNode
  onFiltersOpened: (opened: boolean) => void
  onForm: (form: HistoryForm) => void
  onBin: () => void
  onLeaveFilter: () => void
  /** Null where the details stand beside the table. */
  onDetails: (() => void) | null
}) {
  return (
    <>
      <div className={styles.filterRow}>
        <FilterField
          inputRef={fieldRef}
          text={filter.text}
          valuesOf={filtered.valuesOf}
          onChange={filter.type}
          onCompleting={filter.setCompleting}
          onLeave={onLeaveFilter}
        />
        <SavedFilters
          opened={filtersOpened}
          onOpened={onFiltersOpened}
          text={filter.text}
          canSave={filtered.problem === null}
          onApply={filter.apply}
        />
        <Segmented label="Show" value={form} options={forms} onChange={onForm} />
        <Button
          icon={<IconTrash size={16} aria-hidden />}
          title={`What was deleted (${historyShortcuts.bin.keys})`}
          onClick={onBin}
        >
          Bin
        </Button>
      </div>
      <div className={listStyles.toolbar}>
        {count !== null && (
          <span className={listStyles.count} role="status">
            {count}
          </span>
        )}
        {children}
        {onDetails !== null && (
          <Button icon={<IconInfoCircle size={16} aria-hidden />} onClick={onDetails}>
            Details
          </Button>
        )}
      </div>
    </>
  )
}
