import { IconArrowBackUp, IconArrowLeft, IconTrash } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { Bin } from '../../../src-shared/contract/history.ts'
import { formatDateTime, formatMoment, plural } from '../../../src-shared/words/format.ts'
import { useClient, useExperimentsById, useServerEvent } from '../../client/index.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { IconButton, SoftCell } from '../../components/experiment-tree/cells.tsx'
import type { TreeRow } from '../../components/experiment-tree/tree.ts'
import { TreeGrid } from '../../components/experiment-tree/tree-grid.tsx'
import type { TreeColumn } from '../../components/experiment-tree/tree-head.tsx'
import { showFailure } from '../../components/notify.ts'
import { pressedOf } from '../../components/shortcut.ts'
import { ShortcutHint } from '../../components/shortcut-keys.tsx'
import { useNow } from '../../components/use-now.ts'
import { binNodes, binTargets, type BinNode } from './bin-nodes.ts'
import { binShortcuts, selectShortcut } from './shortcuts.ts'
import { rowAfterDeletion } from './targets.ts'
import { useUndoable } from './use-undoable.tsx'
import listStyles from '../../components/list-view.module.css'
import styles from './history.module.css'

/** What was deleted, the newest first: everything in it can come back. */
export function BinView() {
  const client = useClient()
  const [, navigate] = useLocation()
  const carryOut = useUndoable()
  const now = useNow()
  const experiments = useExperimentsById()
  const bin = useBin()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const nodes = useMemo(() => (bin === null ? [] : binNodes(bin, experiments)), [bin, experiments])
  const rows = nodes.map((node, index): TreeRow<BinNode> => ({
    node,
    level: 1,
    position: index + 1,
    siblings: nodes.length,
    expanded: undefined,
  }))
  if (bin === null) return null

  const restore = (restored: readonly BinNode[]): void => {
    const { words, ...target } = binTargets(restored)
    const next = rowAfterDeletion(rows, (node) => restored.includes(node))
    if (next !== undefined) setActiveKey(next)
    setSelected(new Set())
    carryOut({
      label: `restore ${words}`,
      done: `Restored ${words}.`,
      act: async () => {
        await client.call('history.restore', target)
        return () => client.call('history.remove', target)
      },
    })
  }
  const chosen = nodes.filter((node) => selected.has(node.key))
  const select = (keys: readonly string[], on: boolean): void =>
    setSelected((before) => new Set(on ? [...before, ...keys] : [...before].filter((key) => !keys.includes(key))))
  return (
    <section className={listStyles.view} aria-label="Bin">
      <div className={listStyles.toolbar}>
        <Button icon={<IconArrowLeft size={16} aria-hidden />} onClick={() => navigate('/history')}>
          History
        </Button>
        <h2>Bin</h2>
        <span className={listStyles.count} role="status">
          {chosen.length > 0 ? `${chosen.length} selected` : plural(nodes.length, 'entry', 'entries')}
        </span>
        <span className={listStyles.gap} />
        {chosen.length > 0 && (
          <Button icon={<IconArrowBackUp size={16} aria-hidden />} onClick={() => restore(chosen)}>
            Restore
          </Button>
        )}
      </div>
      <p className={styles.soft}>
        What is deleted stays here, with its curves, checkpoints and saved states, until it is restored. This version
        can’t empty the bin, so deleting frees no disk space.
      </p>
      <div className={listStyles.table}>
        {nodes.length === 0 ? (
          <EmptyState
            title="The bin is empty"
            icon={<IconTrash size={34} aria-hidden />}
            sentence="Experiments and runs that you delete in History come here."
          />
        ) : (
          <TreeGrid
            label="Deleted experiments and runs"
            rows={rows}
            nameOf={(node) => node.name}
            columns={binColumns(now, (node) => restore([node]))}
            activeKey={activeKey}
            onActive={setActiveKey}
            onExpand={() => {}}
            onOpen={(node) => restore([node])}
            onKey={(event, row) => {
              const pressed = pressedOf(binShortcuts, event)
              if (pressed === undefined) return false
              if (pressed === 'restore') restore(selected.has(row.node.key) ? chosen : [row.node])
              else if (pressed === 'selectAll') setSelected(new Set(nodes.map(({ key }) => key)))
              else navigate('/history')
              return true
            }}
            selected={selected}
            onSelect={select}
            takesFocus
          />
        )}
      </div>
      <ShortcutHint shortcuts={[selectShortcut, ...Object.values(binShortcuts)]} />
    </section>
  )
}

function binColumns(nowMs: number, restore: (node: BinNode) => void): TreeColumn<BinNode>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      minPx: 260,
      grow: 4,
      cell: ({ node }) => (
        <span className={styles.binName} title={node.name}>
          {node.name}
        </span>
      ),
    },
    { id: 'what', header: 'What', minPx: 200, grow: 2, cell: ({ node }) => <SoftCell text={node.what} /> },
    {
      id: 'since',
      header: 'Deleted',
      minPx: 110,
      align: 'right',
      cell: ({ node }) => (
        <SoftCell text={formatMoment(node.deletedAt, nowMs)} title={formatDateTime(node.deletedAt)} />
      ),
    },
    {
      id: 'actions',
      header: '',
      minPx: 40,
      align: 'right',
      cell: ({ node }, active) => (
        <IconButton
          label={`Restore ${node.name}`}
          shortcut={binShortcuts.restore.keys}
          active={active}
          onClick={() => restore(node)}
        >
          <IconArrowBackUp size={16} aria-hidden />
        </IconButton>
      ),
    },
  ]
}

/** Read anew when something comes in or goes; null until it was read. */
function useBin(): Bin | null {
  const client = useClient()
  const [bin, setBin] = useState<Bin | null>(null)
  const read = useCallback(() => void client.call('history.bin', {}).then(setBin).catch(showFailure), [client])
  useEffect(read, [read])
  useEffect(() => client.onReload(read), [client, read])
  const known = useMemo(
    () =>
      new Set<string>([
        ...(bin?.experiments ?? []).map(({ experiment }) => experiment.id),
        ...(bin?.runs ?? []).map(({ run }) => run.id),
      ]),
    [bin],
  )
  const changes = ({ id, deletedAt }: { id: string; deletedAt: number | null }): boolean =>
    (deletedAt !== null) !== known.has(id)
  useServerEvent('experiments', ({ experiments }) => experiments.some(changes) && read())
  useServerEvent('runs', ({ runs }) => runs.some(changes) && read())
  return bin
}
