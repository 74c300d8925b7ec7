import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { Settings } from '../../../src-shared/contract/settings.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { experimentKey, nodeName, type TreeNode } from '../../components/experiment-tree/tree.ts'
import { TreeGrid } from '../../components/experiment-tree/tree-grid.tsx'
import { treeShortcuts } from '../../components/experiment-tree/tree-shortcuts.ts'
import { useTreeState } from '../../components/experiment-tree/use-tree-state.ts'
import { ShortcutHint } from '../../components/shortcut-keys.tsx'
import { SidePanel, useVeryWide, useWide } from '../../components/side-panel.tsx'
import { useNow } from '../../components/use-now.ts'
import { historyAddress, type HistoryAddress, type HistoryForm } from './address.ts'
import { historyColumns } from './columns.tsx'
import { countWords } from './count-words.ts'
import { Details } from './details.tsx'
import { GroupingAndColumns } from './grouping-and-columns.tsx'
import { HistoryToolbar } from './history-toolbar.tsx'
import { experimentsOrder, nextOrder } from './order.ts'
import { RunsTable } from './runs-table.tsx'
import type { BulkPanel } from './bulk.ts'
import { SelectionBar } from './selection-bar.tsx'
import { allTags, runNode, selectedNodes, selectionOf } from './selection.ts'
import { historyShortcuts, selectShortcut } from './shortcuts.ts'
import { goesWith, rowAfterDeletion, targetsOf } from './targets.ts'
import { useDiskUse } from './use-disk-use.ts'
import { useFilterText } from './use-filter-text.ts'
import { useHistoryActions } from './use-history-actions.ts'
import { useHistoryKeys } from './use-history-keys.ts'
import { useHistoryView } from './use-history-view.ts'
import { useShownHistory } from './use-shown-history.ts'
import listStyles from '../../components/list-view.module.css'
import styles from './history.module.css'

/** Those that the line below the list has room for. */
const { compare, inspect, copy, tag, remove, search, form: otherForm } = historyShortcuts
const hinted = [compare, inspect, copy, tag, remove, search, otherForm]

/** What the address asks for: who is led to one experiment sees experiments. */
function formOf({ place, experiment }: HistoryAddress): HistoryForm | null {
  if (place === 'runs' || place === 'experiments') return place
  return experiment === null ? null : 'experiments'
}

/** Everything that was queued and not deleted: experiments that open to their runs, or all runs in one table. */
export function History({
  experiments,
  runs,
  address,
  saved,
}: {
  experiments: readonly Experiment[]
  runs: readonly Run[]
  address: HistoryAddress
  saved: Settings
}) {
  const [, navigate] = useLocation()
  const wide = useWide()
  const veryWide = useVeryWide()
  const now = useNow()
  const diskUse = useDiskUse()
  const remembered = useHistoryView(saved)
  const { view, change } = remembered
  const form: HistoryForm = formOf(address) ?? view.form
  const filter = useFilterText(address, view.filter, change)
  // While thousands of runs are gone through anew, typing comes first.
  const everything = { experiments: useDeferredValue(experiments), runs: useDeferredValue(runs) }
  const history = useShownHistory(everything, filter, form, remembered, diskUse, now)
  const { filtered, tree, shown, runRows, fields, groupBy } = history

  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [panel, setPanel] = useState<BulkPanel | 'filters' | 'columns' | null>(null)
  const [detailsOpen, setDetailsOpen] = useState(false)
  const [activeRunKey, setActiveRunKey] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const work = useRef<HTMLDivElement>(null)

  const wantedKey = address.experiment === null ? null : experimentKey(address.experiment)
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

  // From the filter into the table: to its first row, as soon as there is one.
  const leavesFilter = useRef(false)
  const leaveFilter = (): void => {
    const row = work.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')
    leavesFilter.current = !row
    row?.focus()
  }
  useEffect(() => {
    if (leavesFilter.current) leaveFilter()
  })

  const nodes = selectedNodes(shown, selected)
  const active =
    form === 'runs'
      ? runNode(shown, activeRunKey)
      : (rows.find((row) => row.node.key === activeKey)?.node ?? rows[0]?.node)
  const clear = (): void => setSelected(new Set())
  const select = (keys: readonly string[], on: boolean): void =>
    setSelected((before) => {
      const after = new Set(before)
      for (const key of keys) {
        if (on) after.add(key)
        else after.delete(key)
      }
      return after
    })
  const actions = useHistoryActions((removed) => {
    const goes = goesWith(targetsOf(removed))
    const next = rowAfterDeletion(rows, goes)
    if (next !== undefined) setActiveKey(next)
  })
  const showForm = (next: HistoryForm): void => {
    clear()
    change({ form: next })
    navigate(historyAddress({ place: next, filter: filter.text === '' ? null : filter.text }))
  }
  const showBin = (): void => navigate(historyAddress({ place: 'bin' }))
  const onKey = useHistoryKeys({
    actions,
    selected,
    nodes,
    active: active === undefined ? [] : [active],
    allKeys: () =>
      form === 'runs'
        ? runRows.map((row) => `run:${filtered.table.records[row]!.run!.id}`)
        : shown.map((node) => node.key),
    onSelected: setSelected,
    onPanel: setPanel,
    canChooseColumns: form === 'runs',
    onDetails: () => setDetailsOpen(true),
    onFilter: () => field.current?.focus(),
    onForm: () => showForm(form === 'runs' ? 'experiments' : 'runs'),
    onBin: showBin,
  })
  const open = (node: TreeNode): void => {
    if (node.kind === 'run') navigate(`/run/${node.run.id}`)
    else expand(node.key, rows.find((row) => row.node.key === node.key)?.expanded !== true)
  }
  const selection = selectionOf(nodes)
  const tags = useMemo(() => allTags(tree), [tree])
  const shape = {
    wide,
    veryWide,
    tagged: tags.length > 0,
    evaluated: tree.some((node) => node.summary.lastEvaluationReturn !== null),
  }
  const isEmpty = form === 'runs' ? runRows.length === 0 : shown.length === 0

  return (
    <section className={listStyles.view} aria-label="History">
      <HistoryToolbar
        filter={{
          ...filter,
          type: (text) => {
            leavesFilter.current = false
            filter.type(text)
          },
        }}
        filtered={filtered}
        fieldRef={field}
        form={form}
        filtersOpened={panel === 'filters'}
        count={nodes.length > 0 ? null : countWords(history, form, diskUse?.databaseBytes ?? null)}
        onFiltersOpened={(opened) => setPanel(opened ? 'filters' : null)}
        onForm={showForm}
        onBin={showBin}
        onLeaveFilter={leaveFilter}
        onDetails={wide ? null : () => setDetailsOpen(true)}
      >
        {nodes.length > 0 && (
          <SelectionBar
            selection={selection}
            knownTags={tags}
            actions={actions.forAll(nodes, selection, clear)}
            panel={panel === 'filters' || panel === 'columns' ? null : panel}
            onPanel={setPanel}
          />
        )}
        {form === 'runs' && (nodes.length === 0 || wide) ? (
          <GroupingAndColumns
            fields={fields}
            groupBy={groupBy}
            remembered={remembered}
            columnsOpened={panel === 'columns'}
            onColumnsOpened={(opened) => setPanel(opened ? 'columns' : null)}
          />
        ) : (
          <span className={listStyles.gap} />
        )}
      </HistoryToolbar>
      <div className={styles.work} ref={work}>
        <div className={listStyles.table}>
          {isEmpty ? (
            <EmptyState
              title={filtered.problem === null ? 'No matches' : 'The filter can’t be read'}
              sentence={
                filtered.problem === null
                  ? `No ${form === 'runs' ? 'run' : 'experiment'} fits this filter.`
                  : 'What is wrong with it stands below its field.'
              }
            >
              <Button onClick={() => filter.apply('')}>Clear the filter</Button>
            </EmptyState>
          ) : form === 'runs' ? (
            <RunsTable
              table={filtered.table}
              rows={runRows}
              fields={fields}
              order={view.runsOrder}
              groupBy={groupBy}
              nowMs={now}
              lowRows={view.lowRows}
              activeKey={activeRunKey}
              selected={selected}
              onActive={setActiveRunKey}
              onOrder={(column) => change({ runsOrder: nextOrder(view.runsOrder, column) })}
              onSelect={select}
              onOpen={open}
              onKey={onKey}
            />
          ) : (
            <TreeGrid
              label="Experiments and runs"
              rows={rows}
              nameOf={nodeName}
              columns={historyColumns(actions, now, diskUse, shape)}
              activeKey={active?.key ?? null}
              onActive={setActiveKey}
              onExpand={expand}
              onOpen={open}
              onKey={(event, row) => onKey(event, [row.node])}
              selected={selected}
              onSelect={select}
              sort={experimentsOrder(view.experimentsOrder)}
              onSort={(column) => change({ experimentsOrder: nextOrder(view.experimentsOrder, column) })}
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
