import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { RunId } from '../src-shared/domain/ids.ts'
import { metricDefinition, metricNames } from '../src-shared/domain/metric.ts'
import { newPath, start } from './testing/started-app.ts'

// What was queued keeps its meaning: a database of schema 1 (fixtures/README.md) reads, goes on and trains the same
// bits under today's program, whatever has become the default since.

/** Metrics that have become another quantity under the same name since; all others have to be the same numbers. */
const redefined: readonly string[] = ['gradientSignalToNoise']
const compared = metricNames.filter((name) => metricDefinition(name).time === undefined && !redefined.includes(name))

async function openOldDatabase() {
  const path = newPath()
  writeFileSync(path, gunzipSync(readFileSync(join(import.meta.dirname, 'fixtures/schema-1.db.gz'))))
  const opened = start(path)
  const { experiments, runs } = await opened.value('history.tree', { deleted: true })
  const pairs = experiments.flatMap((experiment) => {
    const twin = experiments.find(({ name }) => name === `${experiment.name} (paused)`)
    if (twin === undefined) return []
    const runOf = (id: string) => runs.find(({ experimentId }) => experimentId === id)!
    return [{ experiment, through: runOf(experiment.id), paused: runOf(twin.id) }]
  })
  /** What a run recorded, times left out; of metrics that came later only where `of` has them too. */
  const recorded = async (id: RunId, of?: Record<string, unknown>) => {
    const columns = await opened.value('runs.metrics', { runId: id, metrics: compared })
    expect(columns.decimated).toBe(false)
    const { update, envSteps } = columns
    const values = Object.entries(columns.values).filter(([name, list]) =>
      of === undefined ? list.some((value) => value !== null) : name in of,
    )
    return { update, envSteps, ...Object.fromEntries(values) }
  }
  return { ...opened, pairs, recorded }
}

describe('a database of schema 1', () => {
  test('is read, and its paused runs go on to the rows of the runs that were never paused', async () => {
    const { pairs, recorded, value, status } = await openOldDatabase()
    expect(pairs).toHaveLength(10)
    for (const { experiment, through, paused } of pairs) {
      expect([through.status, paused.status]).toEqual(['finished', 'paused'])
      const before = await recorded(through.id)
      expect(before.update.length).toBeGreaterThan(20)
      expect((await recorded(paused.id)).update.length).toBeLessThan(before.update.length)
      await value('runs.resume', { runIds: [paused.id] })
      await status(paused.id, 'finished')
      expect({ name: experiment.name, ...(await recorded(paused.id, before)) }).toEqual({
        name: experiment.name,
        ...before,
      })
    }
  })

  test('trains the same bits when its experiments are queued again', async () => {
    const { pairs, recorded, value, status } = await openOldDatabase()
    const again = []
    for (const { experiment } of pairs)
      again.push((await value('experiments.queue', { spec: experiment.spec })).runIds[0]!)
    for (const [index, { experiment, through }] of pairs.entries()) {
      await status(again[index]!, 'finished')
      const before = await recorded(through.id)
      expect({ name: experiment.name, ...(await recorded(again[index]!, before)) }).toEqual({
        name: experiment.name,
        ...before,
      })
    }
  })
})
