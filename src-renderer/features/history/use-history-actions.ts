import { useLocation } from 'wouter'
import { canRequeue } from '../../../src-shared/domain/run-progress.ts'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { useClient } from '../../client/index.tsx'
import { compareAddress } from '../../components/experiment-tree/compare-address.ts'
import { useRunActions } from '../../components/experiment-tree/run-actions.ts'
import { runsOf, type TreeNode } from '../../components/experiment-tree/tree.ts'
import { exportRuns } from '../../components/export-runs.tsx'
import { inspectAddressOf } from '../../components/inspect-address.ts'
import { showFailure } from '../../components/notify.ts'
import { useDesignCopy } from '../../components/use-design-copy.ts'
import type { BulkActions, Selection } from './bulk.ts'
import { targetsOf } from './targets.ts'
import { useEdits } from './use-edits.ts'

/** What can be done to some rows of the history. */
export interface NodeActions {
  compare: (nodes: readonly TreeNode[]) => void
  copy: (node: TreeNode) => void
  /** The run, or the first of several. */
  inspect: (node: TreeNode) => void
  requeue: (nodes: readonly TreeNode[]) => void
  remove: (nodes: readonly TreeNode[]) => void
  lock: (nodes: readonly TreeNode[], locked: boolean) => void
  exportAs: (nodes: readonly TreeNode[], format: 'csv' | 'json') => void
  /** What the selection bar offers, for these. */
  forAll: (nodes: readonly TreeNode[], selection: Selection, clear: () => void) => BulkActions
}

const runIdsOf = (nodes: readonly TreeNode[]): RunId[] => [
  ...new Set(nodes.flatMap((node) => runsOf(node).map((run) => run.id))),
]

/** `beforeRemoval` says where the keyboard goes on. */
export function useHistoryActions(beforeRemoval: (nodes: readonly TreeNode[]) => void): NodeActions {
  const client = useClient()
  const [, navigate] = useLocation()
  const runActions = useRunActions()
  const copyToDesign = useDesignCopy()
  const edits = useEdits()
  const actions: NodeActions = {
    compare: (nodes) => navigate(compareAddress(nodes)),
    copy: (node) => copyToDesign(node.experiment),
    inspect: (node) => {
      const first = runsOf(node).find(({ startedAt }) => startedAt !== null)
      if (first !== undefined) navigate(inspectAddressOf(first.id))
    },
    requeue: (nodes) => {
      const runs = [...new Set(nodes.flatMap((node) => runsOf(node)))].filter((run) => canRequeue(run.status))
      void runActions.requeue(runs)
    },
    remove: (nodes) => {
      beforeRemoval(nodes)
      edits.remove(targetsOf(nodes))
    },
    lock: (nodes, locked) => edits.lock(targetsOf(nodes), locked),
    exportAs: (nodes, format) => void exportRuns(client, format, runIdsOf(nodes)).catch(showFailure),
    forAll: (nodes, selection, clear) => ({
      compare: () => actions.compare(nodes),
      addTag: (tag) => edits.addTag(targetsOf(nodes), tag),
      removeTag: (tag) => edits.removeTag(targetsOf(nodes), tag),
      addNote: (note) => edits.addNote(targetsOf(nodes), note),
      rename: (name) => edits.rename(selection.experiments, name),
      lock: (locked) => actions.lock(nodes, locked),
      exportAs: (format) => actions.exportAs(nodes, format),
      requeue: () => actions.requeue(nodes),
      remove: () => {
        actions.remove(nodes)
        clear()
      },
      clear,
    }),
  }
  return actions
}
