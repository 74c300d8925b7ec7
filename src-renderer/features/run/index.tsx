import {
  IconChartLine,
  IconDatabaseExport,
  IconInfoCircle,
  IconPlayerPause,
  IconPlayerPlay,
  IconSeedling,
  IconX,
  IconZoomScan,
} from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { pointOf } from '../../../src-shared/domain/points.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import type { CurveAxis, MetricName } from '../../../src-shared/domain/metric.ts'
import { secondsLeft } from '../../../src-shared/domain/time-left.ts'
import { useExperimentsById, useHistoryLoaded, useRunsById } from '../../client/index.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { slotOf } from '../../../src-shared/figure/variant-style.ts'
import { ProgressBar, StatusDot } from '../../components/experiment-tree/cells.tsx'
import { inspectAddressOf } from '../../components/inspect-address.ts'
import { isActive } from '../../../src-shared/domain/run-progress.ts'
import { possibleActions, useRunActions } from '../../components/experiment-tree/run-actions.ts'
import { formatDuration } from '../../../src-shared/words/format.ts'
import { askedSeeds } from '../../components/other-seeds/asked-seeds.ts'
import { usePageTitle } from '../../components/page-title.ts'
import { Segmented } from '../../components/segmented.tsx'
import { useEndsOfRuns } from '../../components/use-ends-of-runs.ts'
import { SidePanel, useWide } from '../../components/side-panel.tsx'
import { Swatch } from '../../components/swatch.tsx'
import { VariantFacts } from '../../components/variant-facts.tsx'
import { Curves } from './curves.tsx'
import { Facts, Log } from './facts.tsx'
import { RecordingRow, useRecording } from './recording.tsx'
import { StandsOut } from './stands-out.tsx'
import { useFlags } from './use-flags.ts'
import { useColumns } from './use-columns.ts'
import styles from './run.module.css'

export function RunView() {
  const { id } = useParams<{ id: string }>()
  const [, navigate] = useLocation()
  const loaded = useHistoryLoaded()
  const found = [...useRunsById()].find(([runId]) => runId === id)?.[1]
  const experiment = useExperimentsById().get(found?.experimentId ?? ('' as Experiment['id']))
  if (!loaded) return null
  if (found === undefined || experiment === undefined) {
    return (
      <EmptyState
        title="Run not found"
        sentence={
          'It was deleted, or this address belongs to another database. ' +
          'History lists every run; Ctrl+Z undoes the last deletion.'
        }
      >
        <Button onClick={() => navigate('/history')}>Open History</Button>
      </EmptyState>
    )
  }
  return <RunPage key={found.id} run={found} experiment={experiment} />
}

type Tab = 'facts' | 'config' | 'log'

function RunPage({ run, experiment }: { run: Run; experiment: Experiment }) {
  const variant = pointOf(experiment.spec, run.variantIndex)?.variant
  const name = `${variant?.name ?? 'variant'}, seed ${run.seed}`
  usePageTitle(name, experiment.name)
  const wide = useWide()
  const columns = useColumns(run.id)
  // An exact run takes no env steps: over them its curves would be upright lines.
  const [axis, setAxis] = useState<CurveAxis>(
    variant !== undefined && 'exact' in variant.collection ? 'updates' : 'envSteps',
  )
  const [enlarged, setEnlarged] = useState<MetricName | null>(null)
  const [tab, setTab] = useState<Tab>('facts')
  const [panelOpen, setPanelOpen] = useState(false)
  const recording = useRecording(run)
  const [recordingShown, showRecording] = useState(false)
  const flags = useFlags(run, experiment, columns)
  const flagged = useMemo(() => new Set(flags.map(({ metric }) => metric)), [flags])
  const slot = variant === undefined ? 0 : slotOf(variant, run.variantIndex)
  return (
    <section className={styles.view} aria-label={`Run ${name}`}>
      <Head run={run} experiment={experiment} name={name} slot={slot} />
      <div className={styles.controls}>
        <span className={styles.soft}>over</span>
        <Segmented
          label="Over"
          value={axis}
          options={[
            { value: 'envSteps', label: 'env steps' },
            { value: 'episodes', label: 'episodes' },
            { value: 'updates', label: 'updates' },
            { value: 'computeMs', label: 'compute time' },
            { value: 'wallMs', label: 'wall time' },
          ]}
          onChange={setAxis}
        />
        <span className={styles.gap} />
        {run.startedAt !== null && (
          <Button
            icon={<IconDatabaseExport size={16} aria-hidden />}
            aria-expanded={recordingShown}
            onClick={() => showRecording(!recordingShown)}
          >
            Record trajectories
          </Button>
        )}
        {!wide && (
          <Button icon={<IconInfoCircle size={16} aria-hidden />} onClick={() => setPanelOpen(true)}>
            Facts, config and log
          </Button>
        )}
      </div>
      {recordingShown && <RecordingRow recording={recording} run={run} experiment={experiment} />}
      <div className={styles.work}>
        <div className={styles.charts}>
          {columns === null ? null : columns.rowCount === 0 ? (
            <EmptyState
              title={run.status === 'queued' ? 'Waiting in the queue' : 'Nothing recorded'}
              sentence={emptyWords(run)}
            />
          ) : (
            <>
              <StandsOut flags={flags} onShow={setEnlarged} />
              <Curves
                columns={columns}
                axis={axis}
                slot={slot}
                recordEvery={experiment.spec.recordEvery}
                enlarged={enlarged}
                flagged={flagged}
                onEnlarge={setEnlarged}
              />
            </>
          )}
        </div>
        <SidePanel
          title="Facts, config and log"
          side="right"
          opened={panelOpen}
          onClose={() => setPanelOpen(false)}
          width={320}
        >
          <div className={styles.tabs}>
            <Segmented
              full
              label="Show"
              value={tab}
              options={[
                { value: 'facts', label: 'Facts' },
                { value: 'config', label: 'Config' },
                { value: 'log', label: 'Log' },
              ]}
              onChange={setTab}
            />
          </div>
          {tab === 'facts' && <Facts run={run} experiment={experiment} />}
          {tab === 'config' && <VariantFacts experiment={experiment} variantIndex={run.variantIndex} />}
          {tab === 'log' && <Log runId={run.id} />}
        </SidePanel>
      </div>
    </section>
  )
}

function emptyWords(run: Run): string {
  if (run.status === 'queued') return 'Its curves appear here once a trainer is free.'
  if (run.status === 'running') return 'The first metrics appear with the first recorded update.'
  return run.statusReason ?? 'It ended before its first recorded update.'
}

function Head({ run, experiment, name, slot }: { run: Run; experiment: Experiment; name: string; slot: number }) {
  const [, navigate] = useLocation()
  const actions = useRunActions()
  const possible = possibleActions([run])
  const ends = useEndsOfRuns()
  const secondsToGo = run.status === 'running' ? secondsLeft([run], ends) : null
  const compare = `/compare?variants=${experiment.id}.${run.variantIndex}`
  const requeue = async (): Promise<void> => {
    const [again] = await actions.requeue([run])
    if (again !== undefined) navigate(`/run/${again}`)
  }
  return (
    <div className={styles.head}>
      <Swatch slot={slot} />
      <div className={styles.names}>
        <h2 title={name}>{name}</h2>
        <Link href={`/history?experiment=${experiment.id}`} title={experiment.name}>
          {experiment.name}
        </Link>
      </div>
      <div className={styles.state} role="status">
        <StatusDot status={run.status} />
        <b>{run.status}</b>
        {secondsToGo !== null && <span className={styles.soft}>about {formatDuration(secondsToGo)} left</span>}
        {run.statusReason && (
          <span className={styles.soft} title={run.statusReason}>
            {run.statusReason}
          </span>
        )}
      </div>
      {run.status !== 'queued' && (
        <div className={styles.progress}>
          <ProgressBar
            fraction={run.progress.fraction}
            running={run.status === 'running'}
            ended={!isActive(run.status)}
            label="Done"
          />
        </div>
      )}
      <div className={styles.buttons}>
        {possible.pause.length > 0 && (
          <Button icon={<IconPlayerPause size={16} aria-hidden />} onClick={() => actions.pause([run])}>
            Pause
          </Button>
        )}
        {possible.resume.length > 0 && (
          <Button icon={<IconPlayerPlay size={16} aria-hidden />} onClick={() => actions.resume([run])}>
            Resume
          </Button>
        )}
        {possible.cancel.length > 0 && (
          <Button kind="danger" icon={<IconX size={16} aria-hidden />} onClick={() => actions.cancel([run])}>
            Cancel
          </Button>
        )}
        {possible.requeue.length > 0 && (
          <Button icon={<IconPlayerPlay size={16} aria-hidden />} onClick={() => void requeue()}>
            Retry
          </Button>
        )}
        {!isActive(run.status) && (
          <Button
            icon={<IconSeedling size={16} aria-hidden />}
            onClick={() => askedSeeds.set({ experimentId: experiment.id, variantIndices: [run.variantIndex] })}
          >
            Other seeds
          </Button>
        )}
        <Button icon={<IconChartLine size={16} aria-hidden />} onClick={() => navigate(compare)}>
          Compare
        </Button>
        {run.status !== 'queued' && (
          <Button icon={<IconZoomScan size={16} aria-hidden />} onClick={() => navigate(inspectAddressOf(run.id))}>
            Inspect
          </Button>
        )}
      </div>
    </div>
  )
}
