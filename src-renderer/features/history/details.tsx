import {
  IconChartLine,
  IconCopy,
  IconExternalLink,
  IconLock,
  IconLockOpen,
  IconPlayerPlay,
  IconTrash,
  IconTrophy,
  IconZoomScan,
} from '@tabler/icons-react'
import { useLocation } from 'wouter'
import { pointsOf } from '../../../src-shared/domain/points.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import { formatSeeds } from '../../../src-shared/domain/seeds.ts'
import { useClient } from '../../client/index.tsx'
import { Annotations, NameField, RunAnnotations } from '../../components/annotations.tsx'
import { askedBest, bestWords, canAskBest } from '../../components/best-of-sweep/asked-best.ts'
import { Button } from '../../components/button.tsx'
import { CheckpointsOnDisk } from '../../components/checkpoints-on-disk.tsx'
import { useSnapshotUse } from '../../components/use-snapshot-use.ts'
import { slotOf } from '../../../src-shared/figure/variant-style.ts'
import { StatusDot } from '../../components/experiment-tree/cells.tsx'
import { canRequeue } from '../../../src-shared/domain/run-progress.ts'
import { nodeName, runsOf, type TreeNode } from '../../components/experiment-tree/tree.ts'
import { formatBytes, formatDateTime, formatDuration, plural } from '../../../src-shared/words/format.ts'
import { showFailure } from '../../components/notify.ts'
import { Swatch } from '../../components/swatch.tsx'
import { VariantFacts } from '../../components/variant-facts.tsx'
import { selectionOf } from './selection.ts'
import type { NodeActions } from './use-history-actions.ts'
import styles from './history.module.css'

/** The line that the keyboard is on, in full: what it is, tags and notes edited in place, and what can be done. */
export function Details({ node, actions }: { node: TreeNode; actions: NodeActions }) {
  const isLocked = selectionOf([node]).locked
  const again = runsOf(node).filter((run) => canRequeue(run.status)).length
  return (
    <div className={styles.details}>
      {node.kind === 'experiment' && <ExperimentDetails key={node.key} experiment={node.experiment} />}
      {node.kind === 'variant' && (
        <>
          <h2 className={styles.variantName}>
            <Swatch slot={slotOf(node.variant, node.variantIndex)} /> {node.variant.name}
          </h2>
          <p className={styles.soft}>of {node.experiment.name}</p>
        </>
      )}
      {node.kind === 'run' && (
        <RunDetails key={node.key} run={node.run} name={`${node.variant.name}, seed ${node.run.seed}`} />
      )}
      <div className={styles.buttons}>
        <Button icon={<IconChartLine size={16} aria-hidden />} onClick={() => actions.compare([node])}>
          Compare
        </Button>
        {runsOf(node).some(({ startedAt }) => startedAt !== null) && (
          <Button icon={<IconZoomScan size={16} aria-hidden />} onClick={() => actions.inspect(node)}>
            Inspect
          </Button>
        )}
        {node.kind === 'experiment' && (
          <Button icon={<IconCopy size={16} aria-hidden />} onClick={() => actions.copy(node)}>
            Open in Design as a copy
          </Button>
        )}
        {node.kind === 'experiment' && canAskBest(node.experiment) && (
          <Button icon={<IconTrophy size={16} aria-hidden />} onClick={() => askedBest.set(node.experiment.id)}>
            {bestWords}
          </Button>
        )}
        {again > 0 && (
          <Button icon={<IconPlayerPlay size={16} aria-hidden />} onClick={() => actions.requeue([node])}>
            Retry{again > 1 ? ` (${again})` : ''}
          </Button>
        )}
        <Button
          icon={isLocked ? <IconLockOpen size={16} aria-hidden /> : <IconLock size={16} aria-hidden />}
          onClick={() => actions.lock([node], !isLocked)}
        >
          {isLocked ? 'Unlock' : 'Lock'}
        </Button>
        <Button kind="danger" icon={<IconTrash size={16} aria-hidden />} onClick={() => actions.remove([node])}>
          Delete{node.kind === 'variant' ? ` ${plural(node.runs.length, 'run')}` : ''}
        </Button>
      </div>
      <Checkpoints key={`checkpoints ${node.key}`} node={node} />
      {node.kind !== 'experiment' && (
        <VariantFacts
          experiment={node.experiment}
          variantIndex={node.kind === 'variant' ? node.variantIndex : node.run.variantIndex}
        />
      )}
    </div>
  )
}

/** What its runs keep for Inspect takes on disk, and the way to drop it. */
function Checkpoints({ node }: { node: TreeNode }) {
  const runs = runsOf(node)
  const changed = runs.map(({ status, snapshots }) => `${status} ${snapshots?.droppedAt}`).join()
  const use = useSnapshotUse(
    runs.map(({ id }) => id),
    changed,
  )
  if (use === null) return null
  const droppable = node.experiment.locked ? [] : runs.filter(({ locked }) => !locked)
  return (
    <section aria-label="Checkpoints">
      <CheckpointsOnDisk
        name={nodeName(node)}
        runs={droppable.map(({ id }) => id)}
        locked={runs.length - droppable.length}
        isEmpty={use.snapshots === 0}
      >
        <span>
          {use.snapshots === 0
            ? 'No checkpoints for Inspect on disk.'
            : `${plural(use.snapshots, 'checkpoint')} for Inspect, ${formatBytes(use.bytes)} on disk.`}
        </span>
      </CheckpointsOnDisk>
    </section>
  )
}

function ExperimentDetails({ experiment }: { experiment: Experiment }) {
  const client = useClient()
  const update = (change: { name?: string; tags?: string[]; notes?: string }): void => {
    client.call('experiments.update', { experimentId: experiment.id, ...change }).catch(showFailure)
  }
  const { spec } = experiment
  const points = pointsOf(spec)
  return (
    <>
      <NameField label="Name" value={experiment.name} onSave={(name) => update({ name })} />
      <p className={styles.soft}>
        {spec.environment.id}, {plural(points.length, 'variant')}, {spec.seeds.length === 1 ? 'seed' : 'seeds'}{' '}
        {formatSeeds(spec.seeds)}. Queued {formatDateTime(experiment.createdAt)}.
      </p>
      <ul className={styles.variants}>
        {points.map(({ variant }, index) => (
          <li key={variant.name} title={variant.name}>
            <Swatch slot={slotOf(variant, index)} /> <span>{variant.name}</span>
          </li>
        ))}
      </ul>
      <Annotations of={experiment} onSave={update} />
    </>
  )
}

function RunDetails({ run, name }: { run: Run; name: string }) {
  const [, navigate] = useLocation()
  return (
    <>
      <h2 className={styles.variantName}>
        <StatusDot status={run.status} /> {name}
      </h2>
      <p className={styles.soft}>
        {run.status}
        {run.progress.computeMs > 0 && `, ${formatDuration(run.progress.computeMs / 1_000)} of compute time`}.{' '}
        {run.statusReason}
      </p>
      <Button icon={<IconExternalLink size={16} aria-hidden />} onClick={() => navigate(`/run/${run.id}`)}>
        Open the run
      </Button>
      <RunAnnotations run={run} />
    </>
  )
}
