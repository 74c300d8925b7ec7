import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from '../../bench/median.ts'
import type { StartResult } from '../../bench/results.ts'
import { startApp } from './app-process.ts'

/**
 * Starts the app, each time over an empty data folder, and times it from the command until its page is served and the
 * page's first call is answered. A first start, which may build the page, isn't counted.
 */
export async function measureStart(
  root: string,
  repetitions: number,
  report: (sentence: string) => void,
): Promise<Omit<StartResult, 'measuredAt'>> {
  report('start: a first time, to build')
  await timeStart(root)
  const samples = []
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    report(`start: ${repetition} of ${repetitions}`)
    samples.push(await timeStart(root))
  }
  return {
    medianMs: median(samples.map(({ elapsedMs }) => elapsedMs))!,
    samplesMs: samples.map(({ elapsedMs }) => elapsedMs),
    appResidentBytes: median(samples.flatMap(({ bytes }) => bytes ?? [])) ?? null,
  }
}

async function timeStart(root: string): Promise<{ elapsedMs: number; bytes: number | null }> {
  const home = mkdtempSync(join(tmpdir(), 'ascent-bench-'))
  const startedAtMs = performance.now()
  try {
    const app = await startApp(root, home)
    try {
      await app.ask('history.tree', {})
      return { elapsedMs: performance.now() - startedAtMs, bytes: app.residentBytes() }
    } finally {
      await app.close()
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
