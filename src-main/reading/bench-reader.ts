// node src-main/reading/bench-reader.ts: 10 variants x 50 seeds x 1,000 rows while all of them train: how long an
// answer takes, and how long it holds this thread.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { closeDatabase } from '../storage/database.ts'
import { metricRowOf, openForTest, storeRuns } from '../storage/fixtures.ts'
import { appendMetrics } from '../storage/repositories/metrics.ts'
import { inTransaction } from '../storage/statements.ts'
import { createReader } from './reader.ts'
import type { ReaderRequests } from './requests.ts'

const folder = mkdtempSync(join(tmpdir(), 'ascent-bench-'))
const path = join(folder, 'bench.db')
const database = openForTest(path)
const variants = Array.from({ length: 10 }, (_, v) => storeRuns(database, `aaaaaaa${v}`, 50, { status: 'running' }))
// Env steps that no two seeds share: the union is as long as it can be.
const rows = (run: { seed: number }, from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) =>
    metricRowOf(
      from + i + 1,
      { return: Math.sin(from + i) + run.seed, ...((from + i) % 10 === 0 ? { evaluationReturn: run.seed } : {}) },
      2048 + run.seed / 64,
    ),
  )
inTransaction(database, () => variants.flat().forEach((run) => appendMetrics(database, run.id, rows(run, 0, 1_000))))

const reader = createReader(path)
const params = {
  groups: variants.map(([run]) => [{ experimentId: run!.experimentId, variantIndex: 0 }]),
  metric: 'return',
  x: 'envSteps',
  xRange: null,
  maxPoints: 600,
} satisfies ReaderRequests['seeds']['params']
const shown = { centre: 'mean', band: 't', smoothing: { kind: 'none' } } as const
const held = monitorEventLoopDelay({ resolution: 1 })
held.enable()
for (const [name, ask] of [
  ['curves', () => reader.curves({ ...params, ...shown })],
  ['seeds', () => reader.seeds(params)],
] as const) {
  for (let call = 0; call < 5; call++) {
    const start = performance.now()
    const answer = await ask()
    const answeredMs = performance.now() - start
    const text = JSON.stringify(answer)
    console.log(
      `${name} ${call}: ${answeredMs.toFixed(0)} ms, encoding ` +
        `${(performance.now() - start - answeredMs).toFixed(0)} ms, ${(text.length / 1e6).toFixed(2)} MB`,
    )
    inTransaction(database, () =>
      variants
        .flat()
        .forEach((run) => appendMetrics(database, run.id, rows(run, 1_000 + 10 * call, 1_010 + 10 * call))),
    )
  }
}
console.log(
  `this thread was held for at most ${(held.max / 1e6).toFixed(0)} ms (its own writing of the test's rows included)`,
)
await reader.close()
closeDatabase(database)
rmSync(folder, { recursive: true, force: true })
