// node src-main/storage/bench-metrics.ts: writes 10 million points (500 runs x 1,000 rows x 20 metrics) and one long
// run, and reads single curves back.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { metricNames } from '../../src-shared/domain/metric.ts'
import type { RunId } from '../../src-shared/domain/ids.ts'
import { closeDatabase, databaseBytes } from './database.ts'
import { metricRowOf, openForTest, storeRuns } from './fixtures.ts'
import { appendMetrics, compactMetrics, readColumns } from './repositories/metrics.ts'

const folder = mkdtempSync(join(tmpdir(), 'ascent-bench-'))
const database = openForTest(join(folder, 'bench.db'))
const metrics = metricNames.slice(0, 20)
const noise = (i: number) => Math.sin(i * 12.9898) * 43758.5453 + i / 3

function fill(run: RunId, rows: number): void {
  for (let first = 1; first <= rows; first += 50) {
    appendMetrics(
      database,
      run,
      Array.from({ length: 50 }, (_, i) =>
        metricRowOf(first + i, Object.fromEntries(metrics.map((name, m) => [name, noise(first + i + 7919 * m)]))),
      ),
    )
  }
  compactMetrics(database, run)
}
const timed = (work: () => void): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

const runs = storeRuns(database, 'aaaaaaaa', 500)
const writeMs = timed(() => runs.forEach(({ id }) => fill(id, 1_000)))
console.log(
  `wrote ${((runs.length * 1_000) / (writeMs / 1000) / 1000).toFixed(0)}k rows of ${metrics.length} metrics a ` +
    `second, ${(databaseBytes(database) / 1e7).toFixed(1)} bytes a point`,
)
const curveMs = Array.from({ length: 50 }, (_, i) =>
  timed(() => void readColumns(database, runs[i * 9]!.id, ['envSteps', 'return'])),
).toSorted((a, b) => a - b)
console.log(
  `one curve of 1,000 rows out of 10 million points: median ${curveMs[25]!.toFixed(2)} ms, slowest ${curveMs[49]!.toFixed(2)} ms`,
)
console.log(
  'one metric of all 500 runs: ' +
    `${timed(() => runs.forEach(({ id }) => void readColumns(database, id, ['envSteps', 'return']))).toFixed(0)} ms`,
)
const [long] = storeRuns(database, 'bbbbbbbb', 1)
fill(long!.id, 500_000)
console.log(
  'one curve of a single run of 10 million points (500,000 rows): ' +
    `${timed(() => void readColumns(database, long!.id, ['return'])).toFixed(1)} ms`,
)
closeDatabase(database)
rmSync(folder, { recursive: true, force: true })
