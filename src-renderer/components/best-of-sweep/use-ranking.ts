import { useEffect, useMemo, useState } from 'react'
import { unpackNumbers } from '../../../src-shared/contract/packed-numbers.ts'
import { finalMeasures, rankPoints, type Ranking } from '../../../src-shared/domain/best-point.ts'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import { useClient } from '../../client/index.tsx'
import { showFailure } from '../notify.ts'

/** An experiment's points, the best first; undefined until the values are there, null while no run has finished. */
export function useRanking(experiment: Experiment, runs: readonly Run[]): Ranking | null | undefined {
  const client = useClient()
  const [values, setValues] = useState<ReadonlyMap<RunId, number[]>>()
  useEffect(() => {
    let gone = false
    client
      .call('history.metricValues', { columns: [...finalMeasures] })
      .then(({ runIds, columns }) => {
        const unpacked = columns.map(unpackNumbers)
        if (!gone) setValues(new Map(runIds.map((id, row) => [id, unpacked.map((column) => column[row]!)])))
      })
      .catch(showFailure)
    return () => {
      gone = true
    }
  }, [client])
  return useMemo(
    () =>
      values &&
      rankPoints(experiment.spec, runs, (run, measure) => {
        const value = values.get(run.id)?.[finalMeasures.indexOf(measure)]
        return value === undefined || Number.isNaN(value) ? undefined : value
      }),
    [experiment, runs, values],
  )
}
