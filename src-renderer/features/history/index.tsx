import { IconChartLine, IconHistory, IconInfoCircle, IconPlayerPlay, IconSearch, IconTrash } from '@tabler/icons-react'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useExperiments, useHistoryLoaded, useRuns } from '../../client/index.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ExampleOffer } from '../../components/example-offer.tsx'
import { canRequeue } from '../../../src-shared/domain/run-progress.ts'
import { useRunActions } from '../../components/experiment-tree/run-actions.ts'
import { compareAddress } from '../../components/experiment-tree/compare-address.ts'
import { matchesQuery } from '../../components/experiment-tree/search.ts'
import { sortTree, type SortOrder } from '../../components/experiment-tree/sort.ts'
import {
  buildTree,
  experimentKey,
  runsOf,
  type ExperimentNode,
  type TreeNode,
  type TreeRow,
} from '../../components/experiment-tree/tree.ts'
import { TreeGrid } from '../../components/experiment-tree/tree-grid.tsx'
import { treeShortcuts } from '../../components/experiment-tree/tree-shortcuts.ts'
import { useTreeState } from '../../components/experiment-tree/use-tree-state.ts'
import { plural } from '../../../src-shared/words/format.ts'
import { usePageTitle } from '../../components/page-title.ts'
import { pressedOf } from '../../components/shortcut.ts'
import { ShortcutHint } from '../../components/shortcut-keys.tsx'
import { SidePanel, useVeryWide, useWide } from '../../components/side-panel.tsx'
import { useNow } from '../../components/use-now.ts'
import { useDesignCopy } from '../../components/use-design-copy.ts'
import { historyColumns, type NodeActions } from './columns.tsx'
import { deletionOf, rowAfterDeletion } from './deletion.ts'
import { Details } from './details.tsx'
import { historyShortcuts, selectShortcut } from './shortcuts.ts'
import { useDeletion } from './use-deletion.tsx'
import listStyles from '../../components/list-view.module.css'
import styles from './history.module.css'

/** Those that the line below the list has room for. */
const { compare, copy, requeue, remove, search } = historyShortcuts
const hinted = [compare, copy, requeue, remove, search]

export function HistoryView() {
  usePageTitle('History')
  const loaded = useHistoryLoaded()
  const experiments = useExperiments()
  const runs = useRuns()
  const tree = useMemo(() => buildTree(experiments, runs), [experiments, runs])
  const [, navigate] = useLocation()
  if (!loaded) return null
  if (tree.length > 0) return <History tree={tree} />
  return (
    <EmptyState
      title="No history yet"
      icon={<IconHistory size={34} aria-hidden />}
      sentence={
        'Every experiment that you queue is kept here with its runs, curves, tags and ' +
        'notes. The example trains a first one within half a minute.'
      }
    >
      <ExampleOffer />
      <Button onClick={() => navigate('/design')}>Design an experiment</Button>
    </EmptyState>
  )
}

function History({ tree }: { tree: ExperimentNode[] }) {
  const [, navigate] = useLocation()
  const wide = useWide()
  const veryWide = useVeryWide()
  const now = useNow()
  const runActions = useRunActions()
  const remove = useDeletion()
  const copyToDesign = useDesignCopy()
  const [query, setQuery] = useState('')
  const searched = useDeferredValue(query)
  const [sort, setSort] = useState<SortOrder>({ column: 'created', descending: true })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [detailsOpen, setDetailsOpen] = useState(false)
  const searchField = useRef<HTMLInputElement>(null)
  const shown = useMemo(
    () =>
      sortTree(
        tree.filter((node) => matchesQuery(node, searched)),
        sort,
      ),
    [tree, searched, sort],
  )
  const tagged = useMemo(
    () => tree.some((node) => node.experiment.tags.length > 0 || node.runs.some((run) => run.tags.length > 0)),
    [tree],
  )
  const evaluated = useMemo(() => tree.some((node) => node.summary.lastEvaluationReturn !== null), [tree])
  const wanted = new URLSearchParams(useSearch()).get('experiment')
  const wantedKey = wanted === null ? null : experimentKey(wanted)
  const { rows, activeKey, setActiveKey, expand } = useTreeState(
    shown,
    wantedKey === null ? [] : [wantedKey],
    wantedKey,
  )
  // The command palette leads to an experiment while this view is open already.
  useEffect(() => {
    if (wantedKey === null) return
    setActiveKey(wantedKey)
    expand(wantedKey, true)
  }, [wantedKey, setActiveKey, expand])
  const active = rows.find((row) => row.node.key === activeKey)?.node ?? rows[0]?.node

  // A selection holds what can still be seen; what was deleted or filtered away is not acted upon.
  const selectedNodes = rows.filter((row) => selected.has(row.node.key)).map((row) => row.node)
  const select = (key: string, on: boolean): void =>
    setSelected((before) => {
      const after = new Set(before)
      if (on) after.add(key)
      else after.delete(key)
      return after
    })
  const actions: NodeActions = {
    compare: (nodes) => navigate(compareAddress(nodes)),
    copy: (node) => copyToDesign(node.experiment),
    requeue: (nodes) =>
      void runActions.requeue(
        [...new Set(nodes.flatMap((node) => runsOf(node)))].filter((run) => canRequeue(run.status)),
      ),
    remove: (nodes) => {
      const next = rowAfterDeletion(rows, nodes)
      if (next !== undefined) setActiveKey(next)
      remove(deletionOf(nodes))
      setSelected(new Set())
    },
  }
  const open = (node: TreeNode): void => {
    if (node.kind === 'run') navigate(`/run/${node.run.id}`)
    else expand(node.key, rows.find((row) => row.node.key === node.key)?.expanded !== true)
  }
  const onKey = (event: KeyboardEvent, row: TreeRow): boolean => {
    const nodes = selected.has(row.node.key) ? selectedNodes : [row.node]
    const act: Record<keyof typeof historyShortcuts, () => void> = {
      compare: () => actions.compare(nodes),
      copy: () => actions.copy(row.node),
      requeue: () => actions.requeue(nodes),
      remove: () => actions.remove(nodes),
      details: () => setDetailsOpen(true),
      search: () => searchField.current?.focus(),
      selectAll: () => setSelected(new Set(shown.map((node) => node.key))),
      clear: () => setSelected(new Set()),
    }
    const pressed = pressedOf(historyShortcuts, event)
    if (pressed === undefined) return false
    act[pressed]()
    return true
  }
  const onSort = (column: SortOrder['column']): void =>
    setSort((before) => ({
      column,
      descending:
        before.column === column
          ? !before.descending
          : column !== 'name' && column !== 'environment' && column !== 'status',
    }))
  const requeueable = selectedNodes.some((node) => runsOf(node).some((run) => canRequeue(run.status)))

  return (
    <section className={listStyles.view} aria-label="History">
      <div className={listStyles.toolbar}>
        <label className={styles.search}>
          <IconSearch size={15} aria-hidden />
          <input
            ref={searchField}
            type="search"
            aria-label="Search the history"
            placeholder="Name, tag, note, environment, algorithm or status"
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && setQuery('')}
          />
        </label>
        <span className={listStyles.count} role="status">
          {selectedNodes.length > 0
            ? `${selectedNodes.length} selected`
            : shown.length === tree.length
              ? plural(tree.length, 'experiment')
              : `${shown.length} of ${plural(tree.length, 'experiment')}`}
        </span>
        <span className={listStyles.gap} />
        {selectedNodes.length > 0 && (
          <>
            <Button icon={<IconChartLine size={16} aria-hidden />} onClick={() => actions.compare(selectedNodes)}>
              Compare
            </Button>
            {requeueable && (
              <Button icon={<IconPlayerPlay size={16} aria-hidden />} onClick={() => actions.requeue(selectedNodes)}>
                Queue again
              </Button>
            )}
            <Button
              kind="danger"
              icon={<IconTrash size={16} aria-hidden />}
              onClick={() => actions.remove(selectedNodes)}
            >
              Delete
            </Button>
          </>
        )}
        {!wide && (
          <Button icon={<IconInfoCircle size={16} aria-hidden />} onClick={() => setDetailsOpen(true)}>
            Details
          </Button>
        )}
      </div>
      <div className={styles.work}>
        <div className={listStyles.table}>
          {shown.length === 0 ? (
            <EmptyState
              title="No matches"
              sentence={`“${query.trim()}” is not in the name, tags, notes, environment, variants or status of any experiment.`}
            >
              <Button onClick={() => setQuery('')}>Clear the search</Button>
            </EmptyState>
          ) : (
            <TreeGrid
              label="Experiments and runs"
              rows={rows}
              columns={historyColumns(actions, now, { wide, veryWide, tagged, evaluated })}
              activeKey={active?.key ?? null}
              onActive={setActiveKey}
              onExpand={expand}
              onOpen={open}
              onKey={onKey}
              selected={selected}
              onSelect={select}
              sort={sort}
              onSort={onSort}
            />
          )}
        </div>
        {active && (
          <SidePanel title="Details" side="right" opened={detailsOpen} onClose={() => setDetailsOpen(false)}>
            <Details node={active} actions={actions} />
          </SidePanel>
        )}
      </div>
      <ShortcutHint shortcuts={[selectShortcut, treeShortcuts.open, ...hinted]} />
    </section>
  )
}
