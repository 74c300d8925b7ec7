import { useMemo } from 'react'
import type { KeyboardEvent } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useClient, useExperiments, useHistoryLoaded, useRuns } from '../../client/index.tsx'
import { compareAddress } from '../../components/experiment-tree/compare-address.ts'
import { possibleActions, useRunActions } from '../../components/experiment-tree/run-actions.ts'
import {
  buildTree,
  experimentKey,
  nodeName,
  runsOf,
  type ExperimentNode,
  type TreeNode,
  type TreeRow,
} from '../../components/experiment-tree/tree.ts'
import { TreeGrid } from '../../components/experiment-tree/tree-grid.tsx'
import { treeShortcuts } from '../../components/experiment-tree/tree-shortcuts.ts'
import { useTreeState } from '../../components/experiment-tree/use-tree-state.ts'
import { plural } from '../../../src-shared/words/format.ts'
import { showFailure } from '../../components/notify.ts'
import { usePageTitle } from '../../components/page-title.ts'
import { askedSeeds, seedsAskedBy } from '../../components/other-seeds/asked-seeds.ts'
import { pressedOf } from '../../components/shortcut.ts'
import { ShortcutHint } from '../../components/shortcut-keys.tsx'
import { useEndsOfRuns } from '../../components/use-ends-of-runs.ts'
import { queueColumns } from './columns.tsx'
import { EmptyQueue } from './empty-queue.tsx'
import { dragIn, stepInQueue } from './queue-moves.ts'
import { activeExperiments, compareForQueue, queueOf, type QueueMove } from './queue-order.ts'
import { WholeQueue } from './row-actions.tsx'
import { queueShortcuts } from './shortcuts.ts'
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
  const compare = (node: TreeNode): void => navigate(compareAddress([node]))
  const onKey = (event: KeyboardEvent, { node }: TreeRow): boolean => {
    const possible = possibleActions(runsOf(node))
    switch (pressedOf(queueShortcuts, event)) {
      case 'up':
        move(stepInQueue(node, tree, queue, 'up'))
        return true
      case 'down':
        move(stepInQueue(node, tree, queue, 'down'))
        return true
      case 'pause':
        if (possible.pause.length > 0) actions.pause(possible.pause)
        else actions.resume(possible.resume)
        return true
      case 'cancel':
        actions.cancel(possible.cancel)
        return true
      case 'retry':
        void actions.requeue(possible.requeue)
        return true
      case 'seeds':
        askedSeeds.set(seedsAskedBy(node))
        return true
      case 'compare':
        compare(node)
        return true
      default:
        return false
    }
  }
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
          nameOf={nodeName}
          columns={queueColumns(ends, places, actions, compare)}
          activeKey={activeKey}
          onActive={setActiveKey}
          onExpand={expand}
          onOpen={open}
          onKey={onKey}
          drag={dragIn(queue, move)}
          takesFocus={wanted !== null}
        />
      </div>
      <ShortcutHint shortcuts={[...Object.values(treeShortcuts), ...Object.values(queueShortcuts)]} />
    </section>
  )
}

function sumWords(tree: readonly ExperimentNode[], queued: number): string {
  const running = tree.reduce((sum, node) => sum + node.summary.counts.running, 0)
  const waiting = queued > 0 ? `, ${queued} queued` : ''
  return `${plural(tree.length, 'experiment')}: ${running} running${waiting}`
}
