import { useCallback, useEffect, useMemo, useState } from 'react'
import type { DiskUse } from '../../../src-shared/contract/history.ts'
import type { Run } from '../../../src-shared/domain/run.ts'
import { useClient, useExperimentsById, useRuns } from '../../client/index.tsx'
import { CheckpointsOnDisk } from '../../components/checkpoints-on-disk.tsx'
import { showFailure } from '../../components/notify.ts'
import { Panel } from '../../components/panel.tsx'
import { formatBytes, plural } from '../../../src-shared/words/format.ts'
import styles from './settings.module.css'

/** The largest come first; the others take little. */
const shownAtMost = 20

/** What runs keep for Inspect takes on disk, by experiment, and the way to drop it. */
export function CheckpointsPanel() {
  const client = useClient()
  const [use, setUse] = useState<DiskUse | null>(null)
  const reread = useCallback(() => void client.call('history.diskUse', {}).then(setUse).catch(showFailure), [client])
  useEffect(() => {
    reread()
    return client.onReload(reread)
  }, [client, reread])
  const experiments = useExperimentsById()
  const runs = useRuns()
  const runsByExperiment = useMemo(() => Map.groupBy(runs, ({ experimentId }) => experimentId), [runs])
  if (use === null) return null
  const withSome = use.experiments
    .flatMap(({ experimentId, snapshotBytes }) => {
      const experiment = experiments.get(experimentId)
      return experiment === undefined || snapshotBytes === 0 ? [] : [{ experiment, snapshotBytes }]
    })
    .toSorted((a, b) => b.snapshotBytes - a.snapshotBytes)
  const bytes = use.experiments.reduce((sum, { snapshotBytes }) => sum + snapshotBytes, 0)
  const hidden = withSome.length - shownAtMost
  return (
    <Panel title="Checkpoints for Inspect">
      <p>
        {bytes === 0
          ? 'None on disk.'
          : `${formatBytes(bytes)} of the ${formatBytes(use.databaseBytes)} that the database takes.`}
      </p>
      <p className={styles.help}>
        Runs keep policy and critic at some moments of training, at most 1 MiB a run and 100 MiB an experiment unless
        their spec says more. The database’s file doesn’t shrink when they are dropped; what comes next uses the room.
      </p>
      {withSome.length > 0 && (
        <ul className={styles.dataSets} aria-label="Experiments with checkpoints">
          {withSome.slice(0, shownAtMost).map(({ experiment, snapshotBytes }) => {
            const own = runsByExperiment.get(experiment.id) ?? []
            const droppable = experiment.locked ? [] : own.filter(({ locked }: Run) => !locked)
            return (
              <li key={experiment.id}>
                <CheckpointsOnDisk
                  name={experiment.name}
                  runs={droppable.map(({ id }) => id)}
                  locked={own.length - droppable.length}
                  isEmpty={false}
                  dropped={reread}
                >
                  <span>
                    {experiment.name}: {formatBytes(snapshotBytes)}, {plural(own.length, 'run')}
                  </span>
                </CheckpointsOnDisk>
              </li>
            )
          })}
        </ul>
      )}
      {hidden > 0 && (
        <p className={styles.help}>{plural(hidden, 'more experiment')} with less: see their details in History.</p>
      )}
    </Panel>
  )
}
