import { secondsLeft, type EndsOfRuns } from '../../../src-shared/domain/time-left.ts'
import { NameCell, ProgressCell, SoftCell, StatusCell } from '../../components/experiment-tree/cells.tsx'
import type { RunActions } from '../../components/experiment-tree/run-actions.ts'
import { runsOf, type TreeNode } from '../../components/experiment-tree/tree.ts'
import type { TreeColumn } from '../../components/experiment-tree/tree-head.tsx'
import { formatCount, formatDuration } from '../../../src-shared/words/format.ts'
import { RowActions } from './row-actions.tsx'

export function queueColumns(
  ends: EndsOfRuns,
  places: ReadonlyMap<string, number>,
  actions: RunActions,
  onCompare: (node: TreeNode) => void,
): TreeColumn[] {
  return [
    { id: 'name', header: 'Experiment', minPx: 236, grow: 3, cell: (row) => <NameCell row={row} /> },
    { id: 'status', header: 'Status', minPx: 158, grow: 1.6, cell: ({ node }) => <StatusCell node={node} /> },
    { id: 'progress', header: 'Done', minPx: 106, cell: ({ node }) => <ProgressCell node={node} /> },
    {
      id: 'speed',
      header: 'Env steps/s',
      title: 'While a run trains, without its evaluations; the status bar counts all time.',
      minPx: 72,
      align: 'right',
      cell: ({ node }) => speedOf(node),
    },
    {
      id: 'left',
      header: 'Time left',
      minPx: 88,
      align: 'right',
      cell: ({ node }) => <SoftCell {...timeLeft(node, ends)} />,
    },
    { id: 'place', header: 'Place', minPx: 36, align: 'right', cell: ({ node }) => placeOf(node, places) },
    {
      id: 'actions',
      header: '',
      minPx: 90,
      align: 'right',
      cell: (row, active) => (
        <RowActions node={row.node} active={active} actions={actions} onCompare={() => onCompare(row.node)} />
      ),
    },
  ]
}

function speedOf(node: TreeNode): string {
  const speed =
    node.kind === 'run'
      ? node.run.status === 'running'
        ? node.run.progress.stepsPerSecond
        : null
      : node.summary.stepsPerSecond
  return speed === null ? '' : formatCount(Math.round(speed))
}

function timeLeft(node: TreeNode, ends: EndsOfRuns): { text: string; title?: string } {
  const seconds = secondsLeft(runsOf(node), ends)
  if (seconds === null) return { text: 'not known yet', title: 'Known once a run like it has begun.' }
  return seconds === 0
    ? { text: '' }
    : { text: formatDuration(seconds), title: 'Time until it is done, including what is before it in the queue.' }
}

function placeOf(node: TreeNode, places: ReadonlyMap<string, number>): string {
  const own = runsOf(node)
    .map((run) => places.get(run.id))
    .filter((place): place is number => place !== undefined)
  return own.length === 0 ? '' : String(Math.min(...own))
}
