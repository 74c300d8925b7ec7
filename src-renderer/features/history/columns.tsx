import { IconChartLine, IconCopy, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { IconButton, NameCell, SoftCell, StatusCell, TagsCell } from '../../components/experiment-tree/cells.tsx'
import { canRequeue } from '../../../src-shared/domain/run-progress.ts'
import { algorithmWords } from '../../components/experiment-tree/search.ts'
import { nodeName, runsOf, type TreeNode } from '../../components/experiment-tree/tree.ts'
import type { TreeColumn } from '../../components/experiment-tree/tree-head.tsx'
import { formatBytes, formatDateTime, formatMoment, formatNumber } from '../../../src-shared/words/format.ts'
import { historyShortcuts } from './shortcuts.ts'
import type { DiskUse } from './use-disk-use.ts'
import type { NodeActions } from './use-history-actions.ts'

/** What the columns depend on, beside the rows. */
export interface HistoryShape {
  /** Room for what an experiment takes on disk. */
  wide: boolean
  /** Room for both returns, and for what a variant is made of: the details name it too. */
  veryWide: boolean
  /** Whether anything has tags, and whether anything was evaluated. */
  tagged: boolean
  evaluated: boolean
}

export function historyColumns(
  actions: NodeActions,
  nowMs: number,
  diskUse: DiskUse | null,
  { wide, veryWide, tagged, evaluated }: HistoryShape,
): TreeColumn[] {
  const columns: TreeColumn[] = [
    { id: 'name', header: 'Experiment', minPx: 230, grow: 6, sort: 'name', cell: (row) => <NameCell row={row} /> },
    {
      id: 'environment',
      header: 'Environment',
      minPx: 92,
      sort: 'environment',
      cell: ({ node }) => <SoftCell text={node.kind === 'experiment' ? node.experiment.spec.environment.id : ''} />,
    },
    {
      id: 'algorithm',
      header: 'Algorithm',
      minPx: 90,
      grow: 1.4,
      cell: ({ node }) => <SoftCell text={algorithmText(node)} />,
    },
    {
      id: 'status',
      header: 'Status',
      minPx: 160,
      grow: 0.6,
      sort: 'status',
      cell: ({ node }) => <StatusCell node={node} />,
    },
    {
      id: 'return',
      header: 'Last return',
      minPx: 66,
      align: 'right',
      sort: 'return',
      cell: ({ node }) => <ReturnCell node={node} of="lastReturn" />,
    },
    {
      id: 'evaluationReturn',
      header: 'Last evaluation return',
      minPx: 92,
      align: 'right',
      sort: 'evaluationReturn',
      cell: ({ node }) => <ReturnCell node={node} of="lastEvaluationReturn" />,
    },
    {
      id: 'tags',
      header: 'Tags',
      minPx: 50,
      grow: 0.5,
      cell: ({ node }) => (
        <TagsCell tags={node.kind === 'experiment' ? node.experiment.tags : node.kind === 'run' ? node.run.tags : []} />
      ),
    },
    {
      id: 'disk',
      header: 'On disk',
      title: 'Metrics, checkpoints, saved states and log, with those of its runs in the bin',
      minPx: 62,
      align: 'right',
      sort: 'disk',
      cell: ({ node }) => <DiskCell node={node} diskUse={diskUse} />,
    },
    {
      id: 'created',
      header: 'Queued',
      minPx: 84,
      align: 'right',
      sort: 'created',
      cell: ({ node }) => <SoftCell {...moment(node, nowMs)} />,
    },
    {
      id: 'actions',
      header: '',
      minPx: 112,
      align: 'right',
      cell: (row, active) => <RowActions node={row.node} active={active} actions={actions} />,
    },
  ]
  // An empty column would only take room from names.
  const hidden = new Set<string>()
  if (!veryWide) hidden.add('algorithm')
  if (!tagged) hidden.add('tags')
  if (!evaluated) hidden.add('evaluationReturn')
  else if (!veryWide) hidden.add('return')
  if (!wide) hidden.add('disk')
  return columns.filter(({ id }) => !hidden.has(id))
}

function RowActions({ node, active, actions }: { node: TreeNode; active: boolean; actions: NodeActions }) {
  const name = nodeName(node)
  return (
    <>
      {runsOf(node).some((run) => canRequeue(run.status)) && (
        <IconButton
          label={`Retry ${name}`}
          shortcut={historyShortcuts.requeue.keys}
          active={active}
          onClick={() => actions.requeue([node])}
        >
          <IconPlayerPlay size={16} aria-hidden />
        </IconButton>
      )}
      <IconButton
        label={`Compare ${name}`}
        shortcut={historyShortcuts.compare.keys}
        active={active}
        onClick={() => actions.compare([node])}
      >
        <IconChartLine size={16} aria-hidden />
      </IconButton>
      {node.kind === 'experiment' && (
        <IconButton
          label={`Open ${name} in Design as a copy`}
          shortcut={historyShortcuts.copy.keys}
          active={active}
          onClick={() => actions.copy(node)}
        >
          <IconCopy size={16} aria-hidden />
        </IconButton>
      )}
      {node.kind !== 'variant' && (
        <IconButton
          label={`Delete ${name}`}
          shortcut={historyShortcuts.remove.keys}
          active={active}
          danger
          onClick={() => actions.remove([node])}
        >
          <IconTrash size={16} aria-hidden />
        </IconButton>
      )}
    </>
  )
}

function algorithmText(node: TreeNode): string {
  if (node.kind === 'run') return `${node.run.engine.engine} engine`
  if (node.kind === 'experiment') return node.variants.map((variant) => variant.variant.name).join(' · ')
  const { policy, estimator, update } = algorithmWords(node.variant)
  return [policy, estimator, update].join(' · ')
}

/** A run's own, or the mean over a variant's runs; those of different variants are not averaged. */
function ReturnCell({ node, of }: { node: TreeNode; of: 'lastReturn' | 'lastEvaluationReturn' }) {
  if (node.kind === 'experiment') return null
  const value = node.kind === 'run' ? node.run.progress[of] : node.summary[of]
  if (value === null) return null
  return <span title={node.kind === 'variant' ? 'Mean over its runs' : undefined}>{formatNumber(value)}</span>
}

function DiskCell({ node, diskUse }: { node: TreeNode; diskUse: DiskUse | null }) {
  const bytes = node.kind === 'experiment' ? (diskUse?.bytesOf(node.experiment.id) ?? null) : null
  return bytes === null ? null : <SoftCell text={formatBytes(bytes)} />
}

function moment(node: TreeNode, nowMs: number): { text: string; title?: string } {
  if (node.kind === 'variant') return { text: '' }
  const at = node.kind === 'run' ? node.run.createdAt : node.experiment.createdAt
  return { text: formatMoment(at, nowMs), title: formatDateTime(at) }
}
