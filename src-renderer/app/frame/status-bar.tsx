import { useIsCutOff, useStatus } from '../../client/index.tsx'
import { formatBytes, formatCount, formatDuration, plural } from '../../../src-shared/words/format.ts'
import styles from './frame.module.css'

/** Always the truth about the machine: who works, how fast, how long still, on which engine, and how much is kept. */
export function StatusBar() {
  const status = useStatus()
  const lost = useIsCutOff()
  if (!status) return <footer className={styles.status}>{lost ? 'not connected' : 'connecting'}</footer>
  return (
    <footer className={styles.status} aria-label="State of the machine">
      <span className={styles.statusPart}>
        <span
          className={styles.dot}
          data-state={lost ? 'lost' : status.trainersBusy > 0 ? 'busy' : 'idle'}
          aria-hidden
        />
        {lost ? (
          'not connected, last seen:'
        ) : (
          <>
            <b>
              {status.trainersBusy} of {status.trainersMax}
            </b>{' '}
            trainers busy
          </>
        )}
      </span>
      <span className={styles.statusPart}>
        <b>{formatCount(Math.round(status.envStepsPerSecond))}</b> env steps/s
      </span>
      <span className={styles.statusPart}>
        {status.runsQueued > 0 ? `${plural(status.runsQueued, 'run')} queued` : 'nothing queued'}
        {status.secondsLeft !== null && (status.runsQueued > 0 || status.trainersBusy > 0) && (
          <>
            , about <b>{formatDuration(status.secondsLeft)}</b> left
          </>
        )}
      </span>
      <span className={styles.statusGap} />
      <span
        className={styles.statusEnd}
        title={`engine auto: ${status.engine}; TensorFlow native: ${status.native.detail}`}
      >
        engine <b>auto</b>: {status.engine}; {nativeWords(status.native)}
      </span>
      <span className={styles.statusPart}>
        history {plural(status.historyRuns, 'run')}, {formatBytes(status.historyBytes)}
        {status.summaries !== null && (
          <span title="Until then History doesn’t show, filter or sort by the metrics of the others.">
            , reading older runs: {formatCount(status.summaries.done)} of {formatCount(status.summaries.total)}
          </span>
        )}
      </span>
    </footer>
  )
}

function nativeWords(native: { state: string; fraction: number | null }): string {
  switch (native.state) {
    case 'ready':
      return 'TensorFlow native ready'
    case 'installing':
      return `TensorFlow native being set up${native.fraction === null ? '' : `, ${Math.round(native.fraction * 100)} %`}`
    default:
      return 'TensorFlow native not set up'
  }
}
