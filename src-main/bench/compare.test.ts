import { join } from 'node:path'
import { expect, test } from 'vitest'
import { start } from '../testing/started-app.ts'
import type { AppLine } from './app-line.ts'
import { measureCompare } from './compare.ts'
import { compareResult } from './results.ts'

test('variants are made, and their curves and seeds asked for over the line, cold and again', async () => {
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
  const { sizes } = compareResult.parse(await measureCompare({ startApp, report() {} }, 1, 0.004))
  expect(sizes.map(({ variants, centre, band }) => `${variants} ${centre} ${band}`)).toEqual([
    '2 mean t',
    '2 iqm bootstrap',
    '2 mean t',
    '2 iqm bootstrap',
    '4 mean t',
    '4 iqm bootstrap',
  ])
  expect(sizes.every(({ firstMs, againMs, seedsMs, figureMs }) => firstMs * againMs * seedsMs * figureMs > 0)).toBe(
    true,
  )
  // Every curve came: 600 points each, of four lists.
  expect(sizes.at(-1)!.bytes).toBeGreaterThan(4 * 4 * 500 * 3)
})
