import {
  IconAlertTriangle,
  IconChartLine,
  IconListCheck,
  IconPlayerPause,
  IconPlayerPlay,
  IconX,
} from '@tabler/icons-react'
import { useMemo } from 'react'
import type { KeyboardEvent } from 'react'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import { secondsLeft, type EndsOfRuns } from '../../../src-shared/domain/time-left.ts'
import { useLocation, useSearch } from 'wouter'
import { useClient, useExperiments, useHistoryLoaded, useRuns } from '../../client/index.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ExampleOffer } from '../../components/example-offer.tsx'
import { IconButton, NameCell, ProgressCell, SoftCell, StatusCell } from '../../components/experiment-tree/cells.tsx'
import { possibleActions, useRunActions, type RunActions } from '../../components/experiment-tree/run-actions.ts'
import {
  buildTree,
  experimentKey,
  runsOf,
  type ExperimentNode,
  type TreeNode,
  type TreeRow,
} from '../../components/experiment-tree/tree.ts'
import { nodeName, TreeGrid, type TreeColumn, type TreeDrag } from '../../components/experiment-tree/tree-grid.tsx'
import { useTreeState } from '../../components/experiment-tree/use-tree-state.ts'
import { formatCount, formatDuration, plural } from '../../components/format.ts'
import { showFailure } from '../../components/notify.ts'
import { usePageTitle } from '../../components/page-title.ts'
import { useEndsOfRuns } from '../../components/use-ends-of-runs.ts'
import { activeExperiments, compareForQueue, moveBeside, moveByOne, queueOf, type QueueMove } from './queue-order.ts'
import styles from '../../components/list-view.module.css'

export function QueueView() {
  usePageTitle('Queue')
  const loaded = useHistoryLoaded()
  const experiments = useExperiments()
  const runs = useRuns()
  const tree = useMemo(() => activeExperiments(buildTree(experiments, runs, compareForQueue)), [experiments, runs])
  if (!loaded) return null
  return tree.length === 0 ? <EmptyQueue experiments={experiments} runs={runs} /> : <Queue tree={tree} />
}

function EmptyQueue({ experiments, runs }: { experiments: readonly Experiment[]; runs: readonly Run[] }) {
  const [, navigate] = useLocation()
  const hasHistory = experiments.length > 0
  const newest = experiments.reduce<Experiment | undefined>(
    (best, experiment) => (best === undefined || experiment.createdAt > best.createdAt ? experiment : best),
    undefined,
  )
  // A run that fails at once would be gone from here before it was seen.
  const failed =
    newest === undefined ? [] : runs.filter((run) => run.experimentId === newest.id && run.status === 'failed')
  if (newest !== undefined && failed.length > 0) {
    const reason = failed[0]!.statusReason
    return (
      <EmptyState
        title={`${plural(failed.length, 'run')} of “${newest.name}” failed`}
        icon={<IconAlertTriangle size={34} aria-hidden />}
        sentence={`${reason ?? 'No reason is known.'} Its page and its log say more; what the other runs recorded is kept.`}
      >
        <Button onClick={() => navigate(`/run/${failed[0]!.id}`)}>Open the failed run</Button>
        <Button onClick={() => navigate('/design')}>Back to Design</Button>
        <Button onClick={() => navigate('/history')}>Open History</Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="Nothing waits and nothing trains"
      icon={<IconListCheck size={34} aria-hidden />}
      sentence={
        hasHistory
          ? 'Experiments that you queue in Design appear here, with how far they are and how long they still take. ' +
            'What has ended is in History.'
          : 'Experiments that you queue in Design appear here. To see one at work, run the example: two ways ' +
            'through a small grid, done within half a minute.'
      }
    >
      {newest === undefined ? (
        <ExampleOffer />
      ) : (
        <Button onClick={() => navigate(compareAddress(newest, newest.spec.variants.keys()))}>
          Compare the newest experiment
        </Button>
      )}
      <Button onClick={() => navigate('/design')}>Design an experiment</Button>
      {hasHistory && <Button onClick={() => navigate('/history')}>Open History</Button>}
    </EmptyState>
  )
}

function Queue({ tree }: { tree: ExperimentNode[] }) {
  const client = useClient()
  const [, navigate] = useLocation()
  const actions = useRunActions()
  const ends = useEndsOfRuns()
  const wanted = new URLSearchParams(useSearch()).get('experiment')
  const firstKey = wanted === null ? tree[0]!.key : experimentKey(wanted)
  const { rows, activeKey, setActiveKey, expand } = useTreeState(tree, [firstKey], firstKey)
  const allRuns = useMemo(() => tree.flatMap((node) => node.runs), [tree])
  const queue = useMemo(() => queueOf(allRuns), [allRuns])
  const places = useMemo(() => new Map(queue.map((run, index) => [run.id, index + 1])), [queue])

  const move = (change: QueueMove | null): void => {
    if (change !== null) client.call('queue.move', change).catch(showFailure)
  }
  const open = (node: TreeNode): void => {
    if (node.kind === 'run') return navigate(`/run/${node.run.id}`)
    expand(node.key, rows.find((row) => row.node.key === node.key)?.expanded !== true)
  }
  const onKey = (event: KeyboardEvent, row: TreeRow): boolean => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      move(stepInQueue(row.node, tree, queue, event.key === 'ArrowUp' ? 'up' : 'down'))
      return true
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    const possible = possibleActions(runsOf(row.node))
    if (event.key === 'Delete') actions.cancel(possible.cancel)
    else if (event.key === 'p') pauseOrResume(possible, actions)
    else if (event.key === 'c') navigate(compareNode(row.node))
    else return false
    return true
  }
  const columns: TreeColumn[] = [
    { id: 'name', header: 'Experiment', minPx: 236, grow: 3, cell: (row) => <NameCell row={row} /> },
    { id: 'status', header: 'Status', minPx: 158, grow: 1.6, cell: ({ node }) => <StatusCell node={node} /> },
    { id: 'progress', header: 'Done', minPx: 106, cell: ({ node }) => <ProgressCell node={node} /> },
    { id: 'speed', header: 'Env steps/s', minPx: 72, align: 'right', cell: ({ node }) => speedOf(node) },
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
        <RowActions
          node={row.node}
          active={active}
          actions={actions}
          onCompare={() => navigate(compareNode(row.node))}
        />
      ),
    },
  ]
  return (
    <section className={styles.view} aria-label="Queue">
      <div className={styles.toolbar}>
        <h2>Queue</h2>
        <span className={styles.count}>{sumWords(tree, queue.length)}</span>
        <span className={styles.gap} />
        <WholeQueue runs={allRuns} actions={actions} />
      </div>
      <div className={styles.table}>
        <TreeGrid
          label="Experiments in the queue"
          rows={rows}
          columns={columns}
          activeKey={activeKey}
          onActive={setActiveKey}
          onExpand={expand}
          onOpen={open}
          onKey={onKey}
          drag={dragIn(queue, move)}
          takesFocus={wanted !== null}
        />
      </div>
      <p className={styles.hint}>
        Arrow keys move and open, Enter opens a run, <kbd>P</kbd> pauses and resumes, <kbd>Alt</kbd> with <kbd>↑</kbd>{' '}
        or <kbd>↓</kbd> changes the order (or drag a row), <kbd>Delete</kbd> cancels, <kbd>C</kbd> compares.
      </p>
    </section>
  )
}

function WholeQueue({ runs, actions }: { runs: ExperimentNode['runs']; actions: RunActions }) {
  const { pause, resume } = possibleActions(runs)
  return (
    <>
      {resume.length > 0 && (
        <Button icon={<IconPlayerPlay size={15} aria-hidden />} onClick={() => actions.resume(resume)}>
          Resume all
        </Button>
      )}
      {pause.length > 0 && (
        <Button icon={<IconPlayerPause size={15} aria-hidden />} onClick={() => actions.pause(pause)}>
          Pause all
        </Button>
      )}
    </>
  )
}

function RowActions({
  node,
  active,
  actions,
  onCompare,
}: {
  node: TreeNode
  active: boolean
  actions: RunActions
  onCompare: () => void
}) {
  const possible = possibleActions(runsOf(node))
  const name = nodeName(node)
  return (
    <>
      {node.kind !== 'run' && (
        <IconButton label={`Compare ${name}`} shortcut="C" active={active} onClick={onCompare}>
          <IconChartLine size={16} aria-hidden />
        </IconButton>
      )}
      {possible.pause.length > 0 ? (
        <IconButton label={`Pause ${name}`} shortcut="P" active={active} onClick={() => actions.pause(possible.pause)}>
          <IconPlayerPause size={16} aria-hidden />
        </IconButton>
      ) : (
        possible.resume.length > 0 && (
          <IconButton
            label={`Resume ${name}`}
            shortcut="P"
            active={active}
            onClick={() => actions.resume(possible.resume)}
          >
            <IconPlayerPlay size={16} aria-hidden />
          </IconButton>
        )
      )}
      {possible.cancel.length > 0 && (
        <IconButton
          label={`Cancel ${name}`}
          shortcut="Delete"
          active={active}
          danger
          onClick={() => actions.cancel(possible.cancel)}
        >
          <IconX size={16} aria-hidden />
        </IconButton>
      )}
    </>
  )
}

function pauseOrResume({ pause, resume }: ReturnType<typeof possibleActions>, actions: RunActions): void {
  if (pause.length > 0) actions.pause(pause)
  else actions.resume(resume)
}

const compareAddress = (experiment: Experiment, variantIndices: Iterable<number>): string =>
  `/compare?variants=${[experiment.id, ...variantIndices].join('.')}`

const compareNode = (node: TreeNode): string =>
  compareAddress(
    node.experiment,
    node.kind === 'experiment'
      ? node.experiment.spec.variants.keys()
      : [node.kind === 'variant' ? node.variantIndex : node.run.variantIndex],
  )

/** One place up or down: an experiment among experiments, a variant or a run among its like. */
function stepInQueue(
  node: TreeNode,
  tree: readonly ExperimentNode[],
  queue: ReturnType<typeof queueOf>,
  direction: 'up' | 'down',
): QueueMove | null {
  const own = tree.find((experimentNode) => experimentNode.experiment.id === node.experiment.id)
  if (own === undefined) return null
  const groups =
    node.kind === 'experiment'
      ? tree.map((other) => other.runs)
      : node.kind === 'variant'
        ? own.variants.map((variant) => variant.runs)
        : own.variants[node.run.variantIndex]!.runs.map((run) => [run])
  const index =
    node.kind === 'experiment'
      ? tree.indexOf(own)
      : node.kind === 'variant'
        ? node.variantIndex
        : groups.findIndex(([run]) => run?.id === node.run.id)
  return moveByOne(queue, groups, index, direction)
}

function dragIn(queue: ReturnType<typeof queueOf>, move: (change: QueueMove | null) => void): TreeDrag {
  const waits = (node: TreeNode): boolean => runsOf(node).some((run) => run.status === 'queued')
  return {
    canDrag: waits,
    canDrop: (moving, target) =>
      moving.key !== target.key && waits(target) && !runsOf(target).some((run) => runsOf(moving).includes(run)),
    onDrop: (moving, target, side) => move(moveBeside(queue, runsOf(moving), runsOf(target), side)),
  }
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
    : { text: formatDuration(seconds), title: 'Until it is done, with what is before it in the queue.' }
}

function placeOf(node: TreeNode, places: ReadonlyMap<string, number>): string {
  const own = runsOf(node)
    .map((run) => places.get(run.id))
    .filter((place): place is number => place !== undefined)
  return own.length === 0 ? '' : String(Math.min(...own))
}

function sumWords(tree: readonly ExperimentNode[], queued: number): string {
  const running = tree.reduce((sum, node) => sum + node.summary.counts.running, 0)
  return `${plural(tree.length, 'experiment')}: ${running} running, ${queued} queued`
}
