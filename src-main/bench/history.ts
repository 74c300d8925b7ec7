import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MetricColumn } from '../../src-shared/contract/history.ts'
import { forgetSummaries, makeLargeHistory } from '../storage/large-history.ts'
import type { AppLine } from './app-line.ts'
import { besideOthers } from './beside-others.ts'
import { timeFilters } from './history-filters.ts'
import { median } from './median.ts'
import type { HistoryResult } from './results.ts'

interface HistoryPorts {
  /** Starts the app over a data folder. */
  startApp(home: string): Promise<AppLine>
  report(sentence: string): void
}

/** What History shows at its start: a usual choice of columns. */
const columns: MetricColumn[] = [
  { metric: 'return', of: 'last' },
  { metric: 'return', of: 'best' },
  { metric: 'evaluationReturn', of: 'last' },
  { metric: 'evaluationReturn', of: 'meanOfLast10' },
]

/** Makes a history of so many runs, starts the app on it, and times what History asks. */
export async function measureHistory(
  { startApp, report }: HistoryPorts,
  repetitions: number,
  mostRuns = 10_000,
): Promise<HistoryResult> {
  const home = mkdtempSync(join(tmpdir(), 'ascent-bench-'))
  const path = join(home, 'ascent.db')
  const load = loadavg()[0]!
  try {
    report(`history: making ${mostRuns.toLocaleString('en-US')} runs`)
    const made = makeLargeHistory(path, mostRuns)
    report('history: a first start')
    await (await startApp(home)).close()

    const starts: Awaited<ReturnType<typeof timeStart>>[] = []
    for (let repetition = 1; repetition <= repetitions; repetition++) {
      report(`history: start ${repetition} of ${repetitions}`)
      starts.push(await timeStart(home, startApp))
    }
    const app = await startApp(home)
    try {
      const [tree, values] = [await app.ask('history.tree', {}), await app.ask('history.metricValues', { columns })]
      const filters = timeFilters(tree.result, columns, values.result, repetitions)
      const calls = await timeCalls(app, repetitions, report)
      return {
        ...made,
        databaseBytes: statSync(path).size,
        start: figure(starts.map(({ elapsedMs }) => elapsedMs)),
        treeBytes: starts[0]!.treeBytes,
        valuesBytes: starts[0]!.valuesBytes,
        appResidentBytes: median(starts.flatMap(({ residentBytes }) => residentBytes ?? [])) ?? null,
        calls,
        filters,
        filling: await timeFilling(path, home, app, startApp, report),
        load,
        measuredAt: new Date().toISOString(),
      }
    } finally {
      await app.close()
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

const figure = (samplesMs: number[]) => ({ medianMs: median(samplesMs)!, samplesMs })

/** From the command until the page was served and has the whole tree and the values of its columns. */
async function timeStart(home: string, startApp: HistoryPorts['startApp']) {
  const startedAtMs = performance.now()
  const app = await startApp(home)
  try {
    const [tree, values] = await Promise.all([
      app.ask('history.tree', {}),
      app.ask('history.metricValues', { columns }),
    ])
    return {
      elapsedMs: performance.now() - startedAtMs,
      treeBytes: tree.bytes,
      valuesBytes: values.bytes,
      residentBytes: app.residentBytes(),
    }
  } finally {
    await app.close()
  }
}

async function timeCalls(
  app: AppLine,
  repetitions: number,
  report: HistoryPorts['report'],
): Promise<HistoryResult['calls']> {
  const { runs, experiments } = (await app.ask('history.tree', {})).result
  const runIds = runs.map(({ id }) => id)
  const experimentIds = experiments.slice(0, 20).map(({ id }) => id)
  const one = runIds.slice(0, 100)
  const calls: [name: string, call: () => Promise<unknown>][] = [
    ['one column of values', () => app.ask('history.metricValues', { columns: columns.slice(0, 1) })],
    [
      'twenty columns of values',
      () => app.ask('history.metricValues', { columns: Array.from({ length: 5 }, () => columns).flat() }),
    ],
    ['the whole tree', () => app.ask('history.tree', {})],
    ['20 experiments to the bin', () => app.ask('history.remove', { experimentIds, runIds: [] })],
    ['the bin', () => app.ask('history.bin', {})],
    ['20 experiments restored', () => app.ask('history.restore', { experimentIds, runIds: [] })],
    ['disk use', () => app.ask('history.diskUse', {})],
    ['100 runs tagged', () => app.ask('history.edit', { experimentIds: [], runIds: one, addTags: [newTag()] })],
    ['all runs tagged', () => app.ask('history.edit', { experimentIds: [], runIds, addTags: [newTag()] })],
  ]
  const samples = calls.map(() => ({ samplesMs: [] as number[], held: [] as number[] }))
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    report(`history: questions and changes, ${repetition} of ${repetitions}`)
    for (const [c, [, call]] of calls.entries()) {
      const { elapsedMs, longestWaitMs } = await besideOthers(app, call)
      samples[c]!.samplesMs.push(elapsedMs)
      samples[c]!.held.push(longestWaitMs)
    }
  }
  return calls.map(([name], c) => ({
    name,
    ...figure(samples[c]!.samplesMs),
    longestWaitMs: Math.max(...samples[c]!.held),
  }))
}

let tags = 0
const newTag = () => `tag ${++tags}`

/** An older database's first start: how long it takes until all runs have summaries, and what waits meanwhile. */
async function timeFilling(
  path: string,
  home: string,
  before: AppLine,
  startApp: HistoryPorts['startApp'],
  report: HistoryPorts['report'],
): Promise<HistoryResult['filling']> {
  report('history: filling in the summaries of an older database')
  await before.close()
  forgetSummaries(path)
  const startedAtMs = performance.now()
  const app = await startApp(home)
  try {
    const { longestWaitMs } = await besideOthers(app, async () => {
      while ((await app.ask('system.status', {})).result.summaries !== null)
        await new Promise((resolve) => setTimeout(resolve, 20))
    })
    return { elapsedMs: performance.now() - startedAtMs, longestWaitMs }
  } finally {
    await app.close()
  }
}
