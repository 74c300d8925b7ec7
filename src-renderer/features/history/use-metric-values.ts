import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { MetricColumn } from '../../../src-shared/contract/history.ts'
import { unpackNumbers } from '../../../src-shared/contract/packed-numbers.ts'
import type { MetricLookup } from '../../../src-shared/domain/run-filter/record.ts'
import { summaryValue } from '../../../src-shared/domain/run-summary.ts'
import { useClient, useServerEvent } from '../../client/index.tsx'
import { showFailure } from '../../components/notify.ts'

interface Known {
  column: MetricColumn
  /** By run. */
  values: ReadonlyMap<string, number>
}

const keyOf = ({ metric, of }: MetricColumn): string => `${metric}.${of}`

/**
 * The metrics that the table shows, filters or sorts by: each column is asked for once, and kept true by what the host
 * tells. Not all are there while one of them is still on its way.
 */
export function useMetricValues(wanted: readonly MetricColumn[]): { lookup: MetricLookup; allThere: boolean } {
  const client = useClient()
  const [known, setKnown] = useState<ReadonlyMap<string, Known>>(new Map())
  const asked = useRef(new Map<string, MetricColumn>())

  const ask = useCallback(
    (columns: readonly MetricColumn[]): void => {
      if (columns.length === 0) return
      for (const column of columns) asked.current.set(keyOf(column), column)
      client
        .call('history.metricValues', { columns: [...columns] })
        .then((answer) =>
          setKnown((before) => {
            const after = new Map(before)
            columns.forEach((column, index) => {
              const numbers = unpackNumbers(answer.columns[index]!)
              const values = new Map<string, number>(answer.runIds.map((runId, row) => [runId, numbers[row]!]))
              after.set(keyOf(column), { column, values })
            })
            return after
          }),
        )
        .catch((failure: unknown) => {
          // Asked again when they are next wanted.
          for (const column of columns) asked.current.delete(keyOf(column))
          showFailure(failure)
        })
    },
    [client],
  )
  const askAgain = useCallback(() => ask([...asked.current.values()]), [ask])

  const names = wanted.map(keyOf).join()
  useEffect(
    () => ask(wanted.filter((column) => !asked.current.has(keyOf(column)))),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the names say which columns are wanted
    [names, ask],
  )
  useEffect(() => client.onReload(askAgain), [client, askAgain])
  useServerEvent('summaries', ({ runs }) => {
    if (runs === null) return askAgain()
    setKnown((before) => {
      const after = new Map(before)
      for (const [key, { column, values }] of before) {
        const changed = new Map(values)
        for (const { runId, summary } of runs) {
          const ofMetric = summary[column.metric]
          const value = ofMetric && summaryValue(ofMetric, column.metric, column.of)
          if (value !== undefined) changed.set(runId, value)
        }
        after.set(key, { column, values: changed })
      }
      return after
    })
  })

  const lookup = useMemo(
    (): MetricLookup => (runId, metric, of) => {
      const value = known.get(keyOf({ metric, of }))?.values.get(runId)
      return value === undefined || Number.isNaN(value) ? null : value
    },
    [known],
  )
  return { lookup, allThere: wanted.every((column) => known.has(keyOf(column))) }
}
