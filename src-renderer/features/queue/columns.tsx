import { secondsLeft, type EndsOfRuns } from '../../../src-shared/domain/time-left.ts'
import { NameCell, ProgressCell, SoftCell, StatusCell } from '../../components/experiment-tree/cells.tsx'
import type { RunActions } from '../../components/experiment-tree/run-actions.ts'
import { runsOf, type TreeNode } from '../../components/experiment-tree/tree.ts'
import type { TreeColumn } from '../../components/experiment-tree/tree-head.tsx'
import { formatDuration } from '../../../src-shared/words/format.ts'
import { returnOf, speedOf, stepsOf } from './live-figures.ts'
import { RowActions } from './row-actions.tsx'

export function queueColumns(
  ends: EndsOfRuns,
  places: ReadonlyMap<string, number>,
  actions: RunActions,
  onCompare: (node: TreeNode) => void,
): TreeColumn[] {
  return [
    { id: 'name', header: 'Experiment', minPx: 160, grow: 3, cell: (row) => <NameCell row={row} /> },
    { id: 'status', header: 'Status', minPx: 104, grow: 1.6, cell: ({ node }) => <StatusCell node={node} /> },
    { id: 'progress', header: 'Done', minPx: 90, cell: ({ node }) => <ProgressCell node={node} /> },
    {
      id: 'steps',
      header: 'Env steps',
      title: 'That it has taken, over all runs of the row. Updates, where a run takes no env steps.',
      minPx: 70,
      align: 'right',
      cell: ({ node }) => <SoftCell text={stepsOf(runsOf(node))} />,
    },
    {
      id: 'speed',
      header: 'Steps/s',
      title: 'Env steps a second (updates, where there are none) while a run trains, without its evaluations.',
      minPx: 58,
      align: 'right',
      cell: ({ node }) => speedOf(runsOf(node)),
    },
    {
      id: 'left',
      header: 'Time left',
      minPx: 78,
      align: 'right',
      cell: ({ node }) => <SoftCell {...timeLeft(node, ends)} />,
    },
    {
      id: 'return',
      header: 'Last return',
      title:
        'Of the newest episodes in training, or where none are sampled of the last evaluation; the mean over runs.',
      minPx: 66,
      align: 'right',
      cell: ({ node }) => returnOf(runsOf(node)),
    },
    { id: 'place', header: 'Place', minPx: 34, align: 'right', cell: ({ node }) => placeOf(node, places) },
    {
      id: 'actions',
      header: '',
      minPx: 120,
      align: 'right',
      cell: (row, active) => (
        <RowActions node={row.node} active={active} actions={actions} onCompare={() => onCompare(row.node)} />
      ),
    },
  ]
}

function timeLeft(node: TreeNode, ends: EndsOfRuns): { text: string; title?: string } {
  const seconds = secondsLeft(runsOf(node), ends)
  if (seconds === null) return { text: 'unknown', title: 'Known once a run like it has begun.' }
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
