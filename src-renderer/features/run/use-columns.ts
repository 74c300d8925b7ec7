import { useEffect, useState } from 'react'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { metricNames, type MetricRow } from '../../../src-shared/domain/metric.ts'
import type { MetricColumns } from '../../../src-shared/contract/methods.ts'
import type { Client } from '../../client/client.ts'
import { useClient } from '../../client/index.tsx'
import { showFailure } from '../../components/notify.ts'
import { appendRows } from './columns.ts'

/** More points than a chart has pixels: time to read the columns anew, thinned by the app. */
const mostPoints = 4_000
/** A thinned reading can't be appended to for long without its ends looking denser than its middle. */
const rereadEveryMs = 3_000
/** Charts are drawn anew at most this often, however fast rows come. */
const drawEveryMs = 400

/**
 * A run's recorded metrics (one run for a component's life): read once, then grown with each event's rows; read anew
 * where rows are missing or there are too many to draw.
 */
export function useColumns(runId: RunId): MetricColumns | null {
  const client = useClient()
  const [columns, setColumns] = useState<MetricColumns | null>(null)
  useEffect(() => followColumns(client, runId, setColumns), [client, runId])
  return columns
}

function followColumns(client: Client, runId: RunId, show: (columns: MetricColumns) => void): () => void {
  let columns: MetricColumns | null = null
  let reading = false
  let stopped = false
  let lastReadAt = -Infinity
  let waiting: { firstRow: number; rows: MetricRow[] }[] = []
  let drawTimer: ReturnType<typeof setTimeout> | undefined
  let readTimer: ReturnType<typeof setTimeout> | undefined

  const draw = (): void => {
    drawTimer ??= setTimeout(() => {
      drawTimer = undefined
      if (columns !== null && !stopped) show(columns)
    }, drawEveryMs)
  }
  const read = (): void => {
    if (reading || stopped) return
    reading = true
    client
      .call('runs.metrics', { runId, metrics: metricNames })
      .then((result) => {
        const first = columns === null
        columns = result
        lastReadAt = performance.now()
        const missed = waiting
        waiting = []
        for (const { firstRow, rows } of missed) append(firstRow, rows)
        if (first && !stopped) show(columns)
        else draw()
      })
      .catch((failure: unknown) => stopped || showFailure(failure))
      .finally(() => (reading = false))
  }
  const readSoon = (): void => {
    readTimer ??= setTimeout(
      () => {
        readTimer = undefined
        read()
      },
      Math.max(0, lastReadAt + rereadEveryMs - performance.now()),
    )
  }
  const append = (firstRow: number, rows: MetricRow[]): void => {
    if (columns === null) return
    const result = appendRows(columns, firstRow, rows)
    if (result.kind === 'gap') return readSoon()
    if (result.kind === 'same') return
    columns = result.columns
    draw()
    if (columns.decimated || columns.update.length > mostPoints) readSoon()
  }
  const stopRows = client.on('rows', (event) => {
    if (event.runId !== runId) return
    if (reading || columns === null) waiting.push(event)
    else append(event.firstRow, event.rows)
  })
  const stopReload = client.onReload(read)
  read()
  return () => {
    stopped = true
    clearTimeout(drawTimer)
    clearTimeout(readTimer)
    stopRows()
    stopReload()
  }
}
