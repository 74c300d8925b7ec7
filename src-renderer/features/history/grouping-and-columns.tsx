import { fieldOf, type RunField } from '../../../src-shared/domain/run-filter/fields.ts'
import { Select } from '../../components/select.tsx'
import { ColumnChooser } from './runs/column-chooser.tsx'
import type { RememberedView } from './use-history-view.ts'
import listStyles from '../../components/list-view.module.css'
import styles from './history.module.css'

const usualGroups = ['experiment', 'variant', 'environment', 'algorithm', 'status', 'tag', 'seed']

/** How the table of runs is laid out: by what it is grouped, and which columns it has. */
export function GroupingAndColumns({
  fields,
  groupBy,
  remembered,
  columnsOpened,
  onColumnsOpened,
}: {
  fields: readonly RunField[]
  groupBy: RunField | null
  remembered: RememberedView
  columnsOpened: boolean
  onColumnsOpened: (opened: boolean) => void
}) {
  const { view, columns, change, setColumns } = remembered
  const groups = new Map(
    [
      ...usualGroups.map((id) => fieldOf(id)!),
      ...fields.filter(isForGroups),
      ...(groupBy === null ? [] : [groupBy]),
    ].map((field) => [field.id, field]),
  )
  return (
    <>
      <span className={listStyles.gap} />
      <label className={styles.groupBy}>
        <span>Group by</span>
        <Select
          label="Group by"
          value={groupBy?.id ?? ''}
          options={[
            { value: '', label: 'nothing' },
            ...[...groups.values()].map(({ id, title }) => ({ value: id, label: title })),
          ]}
          onChange={(id) => change({ groupBy: id === '' ? null : id })}
        />
      </label>
      <ColumnChooser
        opened={columnsOpened}
        onOpened={onColumnsOpened}
        fields={fields}
        isOwnChoice={columns !== null}
        lowRows={view.lowRows}
        onFields={(chosen) => setColumns(chosen === null ? null : chosen.map(({ id }) => id))}
        onLowRows={(lowRows) => change({ lowRows })}
      />
    </>
  )
}

/** Each run has its own return and its own moment: groups of one. */
const isForGroups = ({ of, kind }: RunField): boolean => of !== 'metric' && kind !== 'date' && kind !== 'duration'
