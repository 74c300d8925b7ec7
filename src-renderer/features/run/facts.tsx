import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { discountsDisagree, estimateBias } from '../../../src-shared/domain/estimate-bias.ts'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { pointOf } from '../../../src-shared/domain/points.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import { usualSnapshots } from '../../../src-shared/domain/snapshots.ts'
import { importedInWords } from '../../../src-shared/domain/user-module.ts'
import { checkpointSentences } from '../../../src-shared/words/checkpoint-sentences.ts'
import { RunAnnotations } from '../../components/annotations.tsx'
import { useSnapshotUse } from '../../components/use-snapshot-use.ts'
import { formatCount, formatDateTime, formatDuration, formatNumber } from '../../../src-shared/words/format.ts'
import { timesOf } from './times.ts'
import { useLog } from './use-log.ts'
import styles from './run.module.css'

const engineNames: Record<Run['engine']['engine'], string> = {
  reference: 'reference, float64',
  simd: 'SIMD, float32',
  'tfjs-native': 'TensorFlow native',
  'tfjs-wasm': 'TensorFlow.js, wasm',
  'tfjs-cpu': 'TensorFlow.js, cpu',
}

/** Where the run stands, what computed it and under what, and what people wrote beside it. */
export function Facts({ run, experiment }: { run: Run; experiment: Experiment }) {
  const { progress, engine, runtime } = run
  const point = pointOf(experiment.spec, run.variantIndex)
  const bias = point && estimateBias(point.environment, point.variant)
  const disagreement = point && discountsDisagree(point.environment, point.variant)
  return (
    <div className={styles.facts}>
      <dl>
        <Fact term="updates">{formatCount(progress.update)}</Fact>
        <Fact term="env steps">{formatCount(progress.envSteps)}</Fact>
        <Fact term="episodes">{formatCount(progress.episodes)}</Fact>
        {progress.stepsPerSecond !== null && (
          <Fact term="env steps/s">{formatCount(Math.round(progress.stepsPerSecond))}</Fact>
        )}
        {progress.lastReturn !== null && <Fact term="last return">{formatNumber(progress.lastReturn)}</Fact>}
        {progress.lastEvaluationReturn !== null && (
          <Fact term="last evaluation return">{formatNumber(progress.lastEvaluationReturn)}</Fact>
        )}
      </dl>
      <section aria-label="Where the time went">
        <h3>Where the time went, pauses left out</h3>
        <dl>
          {timesOf(run).map(({ term, ms, title }) => (
            <Fact key={term} term={term} title={title}>
              {formatDuration(ms / 1_000)}
            </Fact>
          ))}
        </dl>
      </section>
      {(bias || disagreement) && (
        <section aria-label="Objective">
          <h3>Objective</h3>
          {bias && <p>{bias.sentence}</p>}
          {disagreement && <p>{disagreement}</p>}
        </section>
      )}
      <Checkpoints run={run} experiment={experiment} />
      <section aria-label="Engine">
        <h3>Engine</h3>
        <p>
          <b>{engineNames[engine.engine]}</b>
          {engine.arithmetic && `, ${engine.arithmetic} arithmetic`}
        </p>
        <p className={styles.soft}>{engine.reason}</p>
        {engine.description && <p className={styles.soft}>{engine.description}</p>}
        {runtime && (
          <p className={styles.soft}>
            Node {runtime.node}, {runtime.system}, {runtime.architecture}
          </p>
        )}
      </section>
      {runtime?.module && (
        <section aria-label="World">
          <h3>World</h3>
          <p>
            {experiment.spec.environment.id === 'module' && experiment.spec.environment.path}{' '}
            <span className="monospaced" title={runtime.module.sha256}>
              SHA-256 {runtime.module.sha256.slice(0, 12)}…
            </span>
          </p>
          {importedInWords(runtime.module) !== '' && (
            <p className={styles.soft}>With {importedInWords(runtime.module)}.</p>
          )}
        </section>
      )}
      <section aria-label="Times">
        <h3>Times</h3>
        <dl>
          <Fact term="queued">{formatDateTime(run.createdAt)}</Fact>
          {run.startedAt !== null && <Fact term="started">{formatDateTime(run.startedAt)}</Fact>}
          {run.endedAt !== null && <Fact term="ended">{formatDateTime(run.endedAt)}</Fact>}
          <Fact term="seed">{run.seed}</Fact>
          <Fact term="experiment">{experiment.name}</Fact>
        </dl>
      </section>
      <Warnings run={run} />
      <RunAnnotations run={run} />
    </div>
  )
}

/** What Inspect can show of this run. */
function Checkpoints({ run, experiment }: { run: Run; experiment: Experiment }) {
  // Another may be there with each share of the budget.
  const share = Math.floor(run.progress.fraction * (usualSnapshots - 1))
  const use = useSnapshotUse([run.id], `${run.status} ${share} ${run.snapshots?.droppedAt}`)
  if (use === null) return null
  const { kept, why } = checkpointSentences(run, experiment, use)
  return (
    <section aria-label="Checkpoints">
      <h3>Checkpoints for Inspect</h3>
      <p>{kept}</p>
      {why !== null && <p className={styles.soft}>{why}</p>}
    </section>
  )
}

/** What the trainer warned of; the reason of a run's end stands in its head already. */
function Warnings({ run }: { run: Run }) {
  const lines = (useLog(run.id) ?? []).filter(({ level, text }) => level === 'warning' && text !== run.statusReason)
  if (lines.length === 0) return null
  return (
    <section aria-label="Warnings">
      <h3>Warnings</h3>
      {lines.map(({ at, text }) => (
        <p key={`${at} ${text}`} className={styles.warning}>
          {text}
        </p>
      ))}
    </section>
  )
}

function Fact({ term, title, children }: { term: string; title?: string; children: ReactNode }) {
  return (
    <div title={title}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** What the trainer said, newest at the bottom; it follows while the bottom is in view. */
export function Log({ runId }: { runId: RunId }) {
  const lines = useLog(runId)
  const box = useRef<HTMLOListElement>(null)
  const following = useRef(true)
  useEffect(() => {
    if (following.current && box.current) box.current.scrollTop = box.current.scrollHeight
  }, [lines])
  if (lines === null) return null
  if (lines.length === 0) return <p className={styles.soft}>The log is empty.</p>
  return (
    <ol
      ref={box}
      className={`${styles.log} monospaced`}
      aria-label="Log"
      tabIndex={0}
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
        following.current = scrollHeight - scrollTop - clientHeight < 24
      }}
    >
      {lines.map((line, index) => (
        <li key={index} data-level={line.level}>
          <time dateTime={new Date(line.at).toISOString()}>{new Date(line.at).toLocaleTimeString('en-GB')}</time>{' '}
          {line.text}
        </li>
      ))}
    </ol>
  )
}
