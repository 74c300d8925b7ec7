import { IconTrash } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { DataSet } from '../../../src-shared/domain/data-set.ts'
import { sentenceOfFailure } from '../../client/ascent-failure.ts'
import { useClient, useRuns, useStatus } from '../../client/index.tsx'
import { NameField } from '../../components/annotations.tsx'
import { Button } from '../../components/button.tsx'
import { isActive } from '../../../src-shared/domain/run-progress.ts'
import { formatBytes, formatDateTime, plural } from '../../../src-shared/words/format.ts'
import { Panel } from '../../components/panel.tsx'
import { useDataSets } from '../../components/use-data-sets.ts'
import { usesInWords } from './data-set-uses.ts'
import styles from './settings.module.css'

/** What was recorded from runs: named, found again, and deleted. */
export function DataSets() {
  const { dataSets, reread } = useDataSets()
  // Whether a data set is still needed changes as runs come and end.
  const activeRuns = useRuns().filter((run) => isActive(run.status)).length
  useEffect(reread, [reread, activeRuns])
  return (
    <Panel title="Recorded data sets">
      {dataSets?.length === 0 && (
        <p className={styles.help}>
          None yet. “Record trajectories” on a run’s page saves whole episodes of its policy, to learn from with
          likelihood ratios.
        </p>
      )}
      {dataSets !== null && dataSets.length > 0 && (
        <ul className={styles.dataSets}>
          {dataSets.map((dataSet) => (
            <DataSetItem key={dataSet.path} dataSet={dataSet} changed={reread} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function DataSetItem({ dataSet, changed }: { dataSet: DataSet; changed: () => void }) {
  const client = useClient()
  const readOnly = useStatus()?.readOnly ?? null
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const { path, name, title, from, environment, trajectories, steps, bytes, createdAt, activeRuns } = dataSet
  const change = (done: Promise<unknown>) => {
    setFailure(null)
    setAsking(false)
    done.then(changed).catch((refusal: unknown) => setFailure(sentenceOfFailure(refusal)))
  }
  const shown = title ?? name
  return (
    <li>
      <div className={styles.row}>
        <div className={styles.dataSetName}>
          <NameField
            label={`Name of the data set ${shown}`}
            value={shown}
            onSave={(next) => change(client.call('datasets.rename', { path, title: next.slice(0, 120) }))}
          />
        </div>
        {!asking && (
          <Button
            kind="danger"
            icon={<IconTrash size={16} aria-hidden />}
            aria-label={`Delete the data set ${shown}`}
            disabled={readOnly !== null || activeRuns > 0}
            title={activeRuns > 0 ? usesInWords(dataSet) : undefined}
            onClick={() => setAsking(true)}
          >
            Delete
          </Button>
        )}
      </div>
      <p className={styles.help}>
        {plural(trajectories, 'trajectory', 'trajectories')}, {plural(steps, 'step')}, {formatBytes(bytes)}, in{' '}
        {environment.id}. From “{from.experiment}”, {from.variant}, seed {from.seed}, after update {from.update};
        recorded {formatDateTime(createdAt)}.
      </p>
      <p className={styles.help}>{usesInWords(dataSet)}</p>
      <p className={`${styles.path} monospaced`} title={path}>
        {path}
      </p>
      {asking && (
        <div
          className={styles.question}
          role="alertdialog"
          aria-label={`Delete the data set ${shown}?`}
          onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}
        >
          <span>Delete “{shown}” and its file? This can’t be undone.</span>
          <Button autoFocus onClick={() => setAsking(false)}>
            Keep it
          </Button>
          <Button kind="danger" onClick={() => change(client.call('datasets.remove', { path }))}>
            Delete it
          </Button>
        </div>
      )}
      {failure !== null && (
        <p className={styles.problem} role="alert">
          {failure}
        </p>
      )}
    </li>
  )
}
