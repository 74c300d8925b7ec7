import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { effortInWords } from '../../../src-shared/contract/errors.ts'
import { formatDuration } from '../../../src-shared/words/format.ts'
import { Button } from '../../components/button.tsx'
import { useNow } from '../../components/use-now.ts'
import type { LabState } from './use-lab.ts'
import styles from './lab.module.css'

/** Measure, or Stop with how far it is; what stands against measuring. */
export function MeasureBar({ state }: { state: LabState }) {
  const { plan, experiment, progress } = state
  const running = experiment?.status === 'running'
  const effort = plan?.effort ?? null
  return (
    <div className={styles.measure}>
      <MeasureButton state={state} />
      {running ? (
        <>
          <div
            className={styles.bar}
            role="progressbar"
            aria-label="Measured"
            aria-valuenow={Math.round(100 * (progress?.fraction ?? 0))}
            aria-valuemin={0}
            aria-valuemax={100}
          >
            <span style={{ width: `${100 * (progress?.fraction ?? 0)}%` }} />
          </div>
          <p className={styles.measured}>
            <span>{progress?.words ?? 'starting'}</span>
            <Elapsed since={experiment.createdAt} />
          </p>
        </>
      ) : (
        effort !== null && (
          <p className={styles.measured}>
            <span>{timeInWords(effort.seconds)}</span>
          </p>
        )
      )}
      {!running && effort?.tooMuch && (
        <p className={styles.warning} role="status">
          This would take about {effortInWords(effort)}. Lower “{effort.lower.title}”.
          <Button onClick={() => state.measure(true)}>Measure anyway</Button>
        </p>
      )}
    </div>
  )
}

/** Of episodes that all go on to their end: often it is less. */
const timeInWords = (seconds: number): string =>
  seconds < 1
    ? 'under a second'
    : `about ${seconds < 60 ? formatDuration(seconds) : effortInWords({ seconds, bytes: 0 })} at most`

export function MeasureButton({ state }: { state: LabState }) {
  const { plan, experiment } = state
  if (experiment?.status === 'running')
    return (
      <Button kind="default" icon={<IconPlayerStop size={16} aria-hidden />} onClick={state.stop}>
        Stop
      </Button>
    )
  const blocked = plan === null || plan.problems.length > 0 || plan.effort?.tooMuch
  return (
    <Button
      kind="primary"
      icon={<IconPlayerPlay size={16} aria-hidden />}
      disabled={blocked}
      title={plan?.problems[0] && `${plan.problems[0].path}: ${plan.problems[0].message}`}
      onClick={() => state.measure()}
    >
      Measure
    </Button>
  )
}

function Elapsed({ since }: { since: number }) {
  const now = useNow(500)
  return <span>{formatDuration((now - since) / 1_000)}</span>
}
