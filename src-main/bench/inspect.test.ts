import { join } from 'node:path'
import { expect, test } from 'vitest'
import { start } from '../testing/started-app.ts'
import type { AppLine } from './app-line.ts'
import { inspectResult, inspectTable, measureInspect } from './inspect.ts'

test('what Inspect asks is timed over trained runs, and what others wait meanwhile', async () => {
  const startApp = async (home: string): Promise<AppLine> => {
    const { value, close } = start(join(home, 'ascent.db'))
    return {
      ask: async (method, params) => ({ result: await value(method, params), bytes: 0 }),
      residentBytes: () => null,
      close,
    }
  }
  const found = inspectResult.parse(await measureInspect({ startApp, report() {} }, 1))
  expect(found.questions).toHaveLength(7)
  expect(found.questions.every(({ samplesMs }) => samplesMs.length === 1 && samplesMs[0]! > 0)).toBe(true)
  const known = { name: 'a question', medianMs: 12.4, samplesMs: [12.4], longestWaitMs: 3.2 }
  expect(inspectTable({ ...found, questions: [known] }).rows).toEqual([['a question', '12 ms', '3 ms']])
}, 120_000)
