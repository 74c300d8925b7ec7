import { Menu } from '@mantine/core'
import {
  IconChartLine,
  IconDownload,
  IconLock,
  IconLockOpen,
  IconNote,
  IconPencil,
  IconPlayerPlay,
  IconTag,
  IconTrash,
  IconX,
} from '@tabler/icons-react'
import { formatCount } from '../../../src-shared/words/format.ts'
import { Button } from '../../components/button.tsx'
import type { BulkActions, BulkPanel, Selection } from './bulk.ts'
import { NotePopover, RenamePopover, TagPopover } from './bulk-popovers.tsx'
import { historyShortcuts } from './shortcuts.ts'
import styles from './history.module.css'

/** How many rows are selected, and what can be done to all of them. */
export function SelectionBar({
  selection,
  knownTags,
  actions,
  panel,
  onPanel,
}: {
  selection: Selection
  knownTags: readonly string[]
  actions: BulkActions
  panel: BulkPanel | null
  onPanel: (panel: BulkPanel | null) => void
}) {
  const { count, locked, experiments, requeueable } = selection
  const opens = (name: BulkPanel) => ({
    opened: panel === name,
    onOpened: (opened: boolean) => onPanel(opened ? name : null),
  })
  return (
    <div className={styles.bar} role="group" aria-label="Selection">
      <span className={styles.selected} role="status">
        {formatCount(count)} selected
      </span>
      <button
        type="button"
        className={styles.clear}
        aria-label="Clear the selection"
        title="Clear the selection (Esc)"
        onClick={actions.clear}
      >
        <IconX size={14} aria-hidden />
      </button>
      <Button
        icon={<IconChartLine size={16} aria-hidden />}
        title={`Compare (${historyShortcuts.compare.keys})`}
        onClick={actions.compare}
      >
        Compare
      </Button>
      <TagPopover
        {...opens('tag')}
        selection={selection}
        knownTags={knownTags}
        actions={actions}
        icon={<IconTag size={16} aria-hidden />}
      />
      <NotePopover {...opens('note')} actions={actions} icon={<IconNote size={16} aria-hidden />} />
      {experiments.length > 0 && (
        <RenamePopover
          {...opens('rename')}
          experiments={experiments}
          actions={actions}
          icon={<IconPencil size={16} aria-hidden />}
        />
      )}
      <Button
        icon={locked ? <IconLockOpen size={16} aria-hidden /> : <IconLock size={16} aria-hidden />}
        title={`${locked ? 'Allows changes again' : 'Keeps it from changes and deletion'} (${historyShortcuts.lock.keys})`}
        onClick={() => actions.lock(!locked)}
      >
        {locked ? 'Unlock' : 'Lock'}
      </Button>
      <Menu position="bottom-end" shadow="md" transitionProps={{ duration: 100 }}>
        <Menu.Target>
          <Button icon={<IconDownload size={16} aria-hidden />}>Export</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => actions.exportAs('csv')}>CSV: a line for each row of metrics</Menu.Item>
          <Menu.Item onClick={() => actions.exportAs('json')}>JSON: with specs, seeds and results</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {requeueable.length > 0 && (
        <Button
          icon={<IconPlayerPlay size={16} aria-hidden />}
          title={`Retry (${historyShortcuts.requeue.keys})`}
          onClick={actions.requeue}
        >
          Retry
        </Button>
      )}
      <Button
        kind="danger"
        icon={<IconTrash size={16} aria-hidden />}
        title={`Delete (${historyShortcuts.remove.keys})`}
        onClick={actions.remove}
      >
        Delete
      </Button>
    </div>
  )
}
