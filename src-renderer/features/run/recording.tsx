import { IconDatabaseExport } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { ResultOf } from '../../../src-shared/contract/methods.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import { sentenceOfFailure } from '../../client/ascent-failure.ts'
import { useClient } from '../../client/index.tsx'
import { Button } from '../../components/button.tsx'
import { formatBytes, formatDuration, plural } from '../../../src-shared/words/format.ts'
import { NumberField } from '../../components/number-field.tsx'
import { offPolicyCopy } from '../../components/off-policy-copy.ts'
import { useDesignCopy } from '../../components/use-design-copy.ts'
import { useNow } from '../../components/use-now.ts'
import styles from './run.module.css'

type State =
  | { kind: 'ready' }
  | { kind: 'working'; trajectories: number; sinceMs: number }
  | { kind: 'done'; recorded: ResultOf<'runs.record'> }
  | { kind: 'failed'; sentence: string }

export interface Recording {
  state: State
  wanted: unknown
  want(trajectories: unknown): void
  start(): void
}

/** A recording of this run's trajectories; it goes on, and what came of it stays, while its row is folded away. */
export function useRecording(run: Run): Recording {
  const client = useClient()
  const [wanted, want] = useState<unknown>(100)
  const [state, setState] = useState<State>({ kind: 'ready' })
  const start = () => {
    if (typeof wanted !== 'number' || !Number.isInteger(wanted) || wanted < 1 || wanted > 100_000) {
      setState({ kind: 'failed', sentence: 'Trajectories: give a whole number from 1 to 100,000.' })
      return
    }
    setState({ kind: 'working', trajectories: wanted, sinceMs: Date.now() })
    client
      .call('runs.record', { runId: run.id, trajectories: wanted })
      .then((recorded) => setState({ kind: 'done', recorded }))
      .catch((failure: unknown) => setState({ kind: 'failed', sentence: sentenceOfFailure(failure) }))
  }
  return { state, wanted, want, start }
}

/** How many, the way there, and where they are: a row of the run's page. */
export function RecordingRow({
  recording,
  run,
  experiment,
}: {
  recording: Recording
  run: Run
  experiment: Experiment
}) {
  const { state, wanted, want, start } = recording
  const openCopy = useDesignCopy()
  const id = useId()
  return (
    <form
      className={styles.recording}
      aria-label="Record trajectories"
      onSubmit={(event) => {
        event.preventDefault()
        start()
      }}
    >
      <label htmlFor={id}>Trajectories</label>
      <span className={styles.recordingCount}>
        <NumberField id={id} value={wanted} step={1} onChange={want} disabled={state.kind === 'working'} />
      </span>
      <Button type="submit" disabled={state.kind === 'working'}>
        Record
      </Button>
      <div className={styles.recordingState} role="status">
        {state.kind === 'ready' && (
          <span className={styles.soft}>
            Whole episodes of the policy in the last saved state, to learn from with likelihood ratios.
          </span>
        )}
        {state.kind === 'working' && <Working trajectories={state.trajectories} sinceMs={state.sinceMs} />}
        {state.kind === 'failed' && <span className={styles.recordingFailed}>{state.sentence}</span>}
        {state.kind === 'done' && (
          <>
            <span>
              {plural(state.recorded.trajectories, 'trajectory', 'trajectories')},{' '}
              {plural(state.recorded.steps, 'step')}, {formatBytes(state.recorded.bytes)}:
            </span>
            <output className={`${styles.recordingPath} monospaced`} title={state.recorded.path}>
              {state.recorded.path}
            </output>
          </>
        )}
      </div>
      {state.kind === 'done' && (
        <Button
          icon={<IconDatabaseExport size={16} aria-hidden />}
          title="Opens a copy of this variant that learns from the data set: likelihood ratios, gradient ascent, a budget in updates."
          onClick={() =>
            openCopy({ ...experiment, spec: offPolicyCopy(experiment, run.variantIndex, state.recorded.path) })
          }
        >
          Open in Design
        </Button>
      )}
    </form>
  )
}

function Working({ trajectories, sinceMs }: { trajectories: number; sinceMs: number }) {
  const nowMs = useNow(1_000)
  const seconds = Math.max(0, Math.round((nowMs - sinceMs) / 1_000))
  return (
    <>
      <progress className={styles.recordingProgress} aria-label="Recording" />
      <span>
        Recording {plural(trajectories, 'trajectory', 'trajectories')}
        {seconds > 0 && `, ${formatDuration(seconds)}`}
      </span>
    </>
  )
}
