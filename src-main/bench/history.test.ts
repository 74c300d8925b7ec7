import { join } from 'node:path'
import { expect, test } from 'vitest'
import { historyResult } from './results.ts'
import { start } from '../testing/started-app.ts'
import type { AppLine } from './app-line.ts'
import { measureHistory } from './history.ts'

test('a history is made, started on, asked and changed; an older one is filled in', async () => {
  const startApp = async (home: string): Promise<AppLine> => {
    const { value, close } = start(join(home, 'ascent.db'))
    return {
      ask: async (method, params) => {
        const result = await value(method, params)
        return { result, bytes: JSON.stringify(result).length }
      },
      residentBytes: () => null,
      close,
    }
  }
  const found = historyResult.parse(await measureHistory({ startApp, report() {} }, 2, 1_030))
  expect(found).toMatchObject({ experiments: 2, runs: 1_030, points: 1_030_000, appResidentBytes: null })
  expect(found.start.samplesMs).toHaveLength(2)
  expect(found.calls.every(({ samplesMs }) => samplesMs.length === 2 && samplesMs.every((ms) => ms > 0))).toBe(true)
  expect(found.filters.every(({ firstMs }) => firstMs > 0)).toBe(true)
  expect(found.valuesBytes).toBeGreaterThan(4 * 8 * 1_030)
  expect(found.filling.elapsedMs).toBeGreaterThan(0)
})
