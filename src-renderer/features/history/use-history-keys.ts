import type { KeyboardEvent } from 'react'
import type { TreeNode } from '../../components/experiment-tree/tree.ts'
import { pressedOf } from '../../components/shortcut.ts'
import { useViewCommands, type ViewCommand } from '../../components/view-commands.ts'
import type { BulkPanel } from './bulk.ts'
import { selectionOf } from './selection.ts'
import { historyShortcuts } from './shortcuts.ts'
import type { NodeActions } from './use-history-actions.ts'

type Name = keyof typeof historyShortcuts

interface KeysOf {
  actions: NodeActions
  selected: ReadonlySet<string>
  /** What is selected, as far as it is shown. */
  nodes: readonly TreeNode[]
  /** The row that the keyboard is on. */
  active: readonly TreeNode[]
  /** Of all rows that are shown. */
  allKeys: () => string[]
  onSelected: (keys: ReadonlySet<string>) => void
  onPanel: (panel: BulkPanel | 'filters' | 'columns') => void
  /** Null where there are no columns to choose. */
  canChooseColumns: boolean
  onDetails: () => void
  onFilter: () => void
  onForm: () => void
  onBin: () => void
}

/** The keys of a row, and the same as commands of the palette: done to the selection if the row belongs to it. */
export function useHistoryKeys(of: KeysOf): (event: KeyboardEvent, rowNodes: readonly TreeNode[]) => boolean {
  const actsOn = (rowNodes: readonly TreeNode[]): Record<Name, () => void> => {
    const isSelected = rowNodes.some((node) => of.selected.has(node.key))
    const meant = isSelected ? of.nodes : rowNodes
    /** The field to fill in stands in the selection's bar, so the row is selected first. */
    const openFor = (panel: BulkPanel): void => {
      if (!isSelected) of.onSelected(new Set(rowNodes.map((node) => node.key)))
      of.onPanel(panel)
    }
    const clear = (): void => of.onSelected(new Set())
    return {
      compare: () => of.actions.compare(meant),
      copy: () => rowNodes[0] && of.actions.copy(rowNodes[0]),
      requeue: () => of.actions.requeue(meant),
      tag: () => openFor('tag'),
      note: () => openFor('note'),
      rename: () => meant.some((node) => node.kind === 'experiment') && openFor('rename'),
      lock: () => of.actions.lock(meant, !selectionOf(meant).locked),
      export: () => of.actions.exportAs(meant, 'csv'),
      remove: () => {
        of.actions.remove(meant)
        clear()
      },
      inspect: () => rowNodes[0] && of.actions.inspect(rowNodes[0]),
      details: of.onDetails,
      search: of.onFilter,
      filters: () => of.onPanel('filters'),
      form: of.onForm,
      columns: () => of.canChooseColumns && of.onPanel('columns'),
      bin: of.onBin,
      selectAll: () => of.onSelected(new Set(of.allKeys())),
      clear,
    }
  }
  const commanded = of.nodes.length > 0 ? of.nodes : of.active
  const acts = actsOn(commanded)
  const names = (Object.keys(historyShortcuts) as Name[]).filter(
    (name) =>
      // Every view's palette has it.
      name !== 'bin' &&
      (name !== 'columns' || of.canChooseColumns) &&
      (name !== 'rename' || commanded.some((node) => node.kind === 'experiment')),
  )
  useViewCommands(
    names.map((name): ViewCommand => ({
      label: historyShortcuts[name].does,
      keys: historyShortcuts[name].keys,
      act: acts[name],
    })),
  )
  return (event, rowNodes) => {
    const pressed = pressedOf(historyShortcuts, event)
    if (pressed === undefined) return false
    actsOn(rowNodes)[pressed]()
    return true
  }
}
