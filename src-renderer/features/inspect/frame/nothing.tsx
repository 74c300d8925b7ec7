import { IconZoomScan, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { isActive } from '../../../../src-shared/domain/run-progress.ts'
import { pointOf } from '../../../../src-shared/domain/points.ts'
import type { Experiment, Run } from '../../../../src-shared/domain/run.ts'
import { useClient, useExperimentsById, useRuns } from '../../../client/index.tsx'
import { Button } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ProgressBar } from '../../../components/experiment-tree/cells.tsx'
import { showFailure } from '../../../components/notify.ts'
import { useDesignCopy } from '../../../components/use-design-copy.ts'
import type { InspectPlace } from '../address.ts'
import styles from './nothing.module.css'

type Change = (part: Partial<InspectPlace>) => void

/** A gridworld, trained in seconds. */
const presetId = 'example'
const mostOffered = 4

/** No run is chosen: the newest that ended are offered, or a preset where there is none. */
export function NoRun({ wasAsked, change }: { wasAsked: boolean; change: Change }) {
  const runs = useRuns()
  const experiments = useExperimentsById()
  const ended = runs
    .filter(({ endedAt, startedAt }) => endedAt !== null && startedAt !== null)
    .toSorted((a, b) => b.endedAt! - a.endedAt!)
    .slice(0, mostOffered)
  const title = wasAsked ? 'Run not found' : ended.length === 0 ? 'Nothing to inspect yet' : 'Choose a run to inspect'
  const sentence =
    (wasAsked ? 'It was deleted, or this address belongs to another database. ' : '') +
    'Inspect shows a policy at the checkpoints that were kept while it trained: its actions, its values and its critic, ' +
    'state by state.' +
    (ended.length === 0 ? ' Train something first; the example is a gridworld.' : ' These runs ended last.')
  return (
    <EmptyState title={title} sentence={sentence} icon={<IconZoomScan size={34} aria-hidden />}>
      {ended.map((run) => {
        const experiment = experiments.get(run.experimentId)
        const variant = experiment && pointOf(experiment.spec, run.variantIndex)?.variant
        const name = `${variant?.name ?? 'variant'}, seed ${run.seed}`
        return (
          <Button
            key={run.id}
            className={styles.offered}
            title={experiment?.name}
            onClick={() => change({ run: run.id, update: null, state: null })}
          >
            <span>{name}</span>
          </Button>
        )
      })}
      {ended.length === 0 && <PresetOffer change={change} />}
    </EmptyState>
  )
}

function PresetOffer({ change }: { change: Change }) {
  const client = useClient()
  const [busy, setBusy] = useState(false)
  const queue = async (): Promise<void> => {
    setBusy(true)
    try {
      const { presets } = await client.call('design.presets', {})
      const preset = presets.find(({ id }) => id === presetId) ?? presets[0]
      if (preset === undefined) throw new Error('This installation has no presets. Start with Design instead.')
      const { runIds } = await client.call('experiments.queue', { spec: preset.spec })
      change({ run: runIds[0]!, update: null, state: null })
    } catch (failure) {
      showFailure(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button kind="primary" disabled={busy} icon={<IconPlayerPlay size={16} aria-hidden />} onClick={() => void queue()}>
      Run the example
    </Button>
  )
}

/** A run that has no checkpoint, or none yet. */
export function NothingToInspect({
  run,
  experiment,
  refusal,
  change,
}: {
  run: Run
  experiment: Experiment
  /** Why the app has none, in a sentence. */
  refusal: string | null
  change: Change
}) {
  const [, navigate] = useLocation()
  const openCopy = useDesignCopy()
  const another = <Button onClick={() => change({ run: null, update: null, state: null })}>Choose another run</Button>
  if (isActive(run.status) && refusal === null)
    return (
      <EmptyState
        title={run.status === 'queued' ? 'Waiting in the queue' : 'Training'}
        icon={<IconZoomScan size={34} aria-hidden />}
        sentence={
          run.status === 'queued'
            ? 'Its checkpoints appear here once a trainer is free and has begun.'
            : 'Its first checkpoints appear here as soon as they are kept.'
        }
      >
        <div className={styles.progress}>
          <ProgressBar fraction={run.progress.fraction} running={run.status === 'running'} ended={false} label="Done" />
        </div>
        <Button onClick={() => navigate('/queue')}>Open Queue</Button>
        {another}
      </EmptyState>
    )
  return (
    <EmptyState
      title={refusal === null ? 'This run kept no checkpoints' : 'This run can’t be looked at'}
      icon={<IconZoomScan size={34} aria-hidden />}
      sentence={
        refusal ??
        'They were switched off, or dropped to save space, or the run ended before its first. Train it once more to keep some.'
      }
    >
      <Button onClick={() => navigate(`/run/${run.id}`)}>Open the run</Button>
      <Button onClick={() => openCopy(experiment)}>Open a copy in Design</Button>
      {another}
    </EmptyState>
  )
}
