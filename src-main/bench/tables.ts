import type { BenchTable } from './bench-table.ts'
import type { BenchResults, EngineResult, CompareResult, HistoryResult, StatisticsResult } from './results.ts'
import { inspectTable } from './inspect.ts'
import { snapshotsTable } from './snapshots.ts'

/** The bench's tables, made of its results and nothing else. */
export function benchTables(results: BenchResults): BenchTable[] {
  const tables: BenchTable[] = []
  if (results.training.length > 0) tables.push(trainingTable(results), kernelsTable(results))
  if (results.engines.length > 0) tables.push(updatesTable(results.engines), productsTable(results.engines))
  const others = otherRows(results)
  if (others.length > 0) tables.push({ title: 'Starting, solving, memory', header: ['what', 'figure'], rows: others })
  if (results.statistics !== null) tables.push(statisticsTable(results.statistics))
  if (results.history !== null) tables.push(historyTable(results.history))
  if (results.compare !== null) tables.push(compareTable(results.compare))
  if (results.snapshots !== null) tables.push(snapshotsTable(results.snapshots))
  if (results.inspect !== null) tables.push(inspectTable(results.inspect))
  return tables
}

function trainingTable({ training, machine }: BenchResults): BenchTable {
  return {
    title: 'Env steps per second',
    header: [
      'setting',
      'MFLOP a step',
      'one core',
      'GFLOP/s',
      'per CPU second',
      'without fusion',
      'two threads',
      machine.cores === 1 ? 'all cores (1)' : `all ${machine.cores} cores`,
      '8 seeds together',
      '64 x 64 product, GFLOP/s',
      'load',
    ],
    rows: training.map(
      ({
        name,
        mflopPerEnvStep,
        oneCore,
        oneCoreWithoutFusion,
        twoThreads,
        allCores,
        seedsTogether,
        productGflops,
        load,
      }) => [
        name,
        orDash(mflopPerEnvStep, (value) => value.toFixed(2)),
        whole(oneCore.envStepsPerSecond),
        orDash(oneCore.gflops, (value) => value.toFixed(0)),
        orDash(oneCore.perCpuSecond, whole),
        orDash(oneCoreWithoutFusion?.envStepsPerSecond ?? null, whole),
        orDash(twoThreads?.envStepsPerSecond ?? null, whole),
        whole(allCores.envStepsPerSecond),
        orDash(seedsTogether?.envStepsPerSecond ?? null, whole),
        orDash(productGflops, (value) => value.toFixed(0)),
        load.toFixed(1),
      ],
    ),
  }
}

function kernelsTable({ training }: BenchResults): BenchTable {
  return {
    title: 'What computed them',
    header: ['setting', 'engine', 'kernels', 'kernels without fusion', 'trainer’s memory', 'on two threads'],
    rows: training.map(
      ({ name, engine, oneCore, oneCoreWithoutFusion, trainerResidentBytes, twoThreadsResidentBytes }) => [
        name,
        engine,
        oneCore.kernels,
        oneCoreWithoutFusion?.kernels ?? '-',
        orDash(trainerResidentBytes, megabytes),
        orDash(twoThreadsResidentBytes, megabytes),
      ],
    ),
  }
}

const engineName = ({ engine, fusion }: EngineResult) => (fusion === false ? `${engine}, no fusion` : engine)

/** A row for each width and batch, a column for each engine. */
function updatesTable(engines: readonly EngineResult[]): BenchTable {
  const cases = [
    ...new Map(
      engines.flatMap(({ updates }) => updates).map(({ batch, width }) => [`${width} ${batch}`, { batch, width }]),
    ).values(),
  ].toSorted((a, b) => a.width - b.width || a.batch - b.batch)
  return {
    title: 'Actor-critic updates per second (two networks of two hidden layers, one core)',
    header: ['width', 'batch', ...engines.map(engineName)],
    rows: cases.map(({ batch, width }) => [
      String(width),
      whole(batch),
      ...engines.map(({ updates }) =>
        orDash(updates.find((update) => update.batch === batch && update.width === width)?.perSecond ?? null, (value) =>
          value < 10 ? value.toPrecision(2) : whole(value),
        ),
      ),
    ]),
  }
}

/** How close an update at width 1,024 comes to the engine's own product of that size. */
function productsTable(engines: readonly EngineResult[]): BenchTable {
  const at = (rates: EngineResult['products'], batch: number, width: number) =>
    rates.find((rate) => rate.batch === batch && rate.width === width)?.gflops ?? null
  return {
    title: 'GFLOP/s of one core',
    header: [
      'engine',
      'product 64 x 64 x 64',
      'product 2,048 x 1,024 x 1,024',
      'update at width 1,024, batch 2,048',
      'share',
      'build',
    ],
    rows: engines.map((engine) => {
      const product = at(engine.products, 2_048, 1_024)
      const update = at(engine.updates, 2_048, 1_024)
      return [
        engineName(engine),
        orDash(at(engine.products, 64, 64), (value) => value.toPrecision(3)),
        orDash(product, (value) => value.toPrecision(3)),
        orDash(update, (value) => value.toPrecision(3)),
        product === null || update === null ? '-' : `${Math.round((100 * update) / product)} %`,
        engine.description,
      ]
    }),
  }
}

function otherRows({ solve, start, training, thresholds }: BenchResults): string[][] {
  const rows: string[][] = []
  if (solve !== null) {
    const seeds = solve.seeds.map(({ seconds }) => orDash(seconds, (value) => value.toFixed(2))).join(', ')
    rows.push([
      `CartPole to a mean of ${solve.threshold} over 20 training returns (${solve.name}), median of ${solve.seeds.length} seeds`,
      `${orDash(solve.medianSeconds, (value) => `${value.toFixed(2)} s`)} of training (${seeds})`,
    ])
  }
  if (start !== null) {
    rows.push([
      'Cold start: from the command to the page served and its first call answered',
      `${whole(start.medianMs)} ms`,
    ])
    rows.push(['The app’s resident memory then', orDash(start.appResidentBytes, megabytes)])
  }
  const most = (what: string, memory: (number | null)[]) => {
    const known = memory.filter((bytes) => bytes !== null)
    if (known.length > 0) rows.push([what, megabytes(Math.max(...known))])
  }
  most(
    'A trainer’s resident memory, the most of these settings',
    training.map(({ trainerResidentBytes }) => trainerResidentBytes),
  )
  most(
    'The same on two threads',
    training.map(({ twoThreadsResidentBytes }) => twoThreadsResidentBytes),
  )
  for (const [name, value] of Object.entries(thresholds)) rows.push([`Threshold of auto: ${name}`, whole(value)])
  return rows
}

function statisticsTable({ variants, seeds, resamples, figures }: StatisticsResult): BenchTable {
  return {
    title: `Bootstrap intervals of ${variants} variants with ${seeds} seeds, ${whole(resamples)} resamples each`,
    header: ['figure', 'all variants together'],
    rows: figures.map(({ name, medianMs }) => [name, `${whole(medianMs)} ms`]),
  }
}

function historyTable({ experiments, runs, points, ...history }: HistoryResult): BenchTable {
  const ms = (value: number) => `${whole(value)} ms`
  return {
    title:
      `A history of ${whole(runs)} runs in ${experiments} experiments with ${whole(points)} points ` +
      `(${megabytes(history.databaseBytes)})`,
    header: ['what', 'takes', 'a small question beside it waits at most'],
    rows: [
      ['Start: from the command until the page has the tree and its columns', ms(history.start.medianMs), '-'],
      ...history.calls.map(({ name, medianMs, longestWaitMs }) => [name, ms(medianMs), ms(longestWaitMs)]),
      [
        'First start of an older database: until all summaries are filled in',
        ms(history.filling.elapsedMs),
        ms(history.filling.longestWaitMs),
      ],
      ...history.filters.map(({ name, rows, firstMs, againMs }) => [
        `In the window, ${name} (${whole(rows)} rows): at first, and again`,
        `${ms(firstMs)}, ${ms(againMs)}`,
        '-',
      ]),
      [
        'The tree, and the values of four columns, as sent',
        `${megabytes(history.treeBytes)}, ${kilobytes(history.valuesBytes)}`,
        '-',
      ],
      ['The app’s resident memory then', orDash(history.appResidentBytes, megabytes), '-'],
      ['Load when it was measured', history.load.toFixed(1), '-'],
    ],
  }
}

function compareTable({ sizes, load }: CompareResult): BenchTable {
  const ms = (value: number) => `${whole(value)} ms`
  return {
    title: `Compare, opened (load ${load.toFixed(1)})`,
    header: [
      'variants x seeds x rows',
      'centre and band',
      'curves, cold',
      'again',
      'single seeds',
      'figure',
      'as sent',
    ],
    rows: sizes.map(({ variants, seeds, rows, centre, band, firstMs, againMs, seedsMs, figureMs, bytes }) => [
      `${whole(variants)} x ${seeds} x ${whole(rows)}`,
      `${centre}, ${band}`,
      ms(firstMs),
      ms(againMs),
      ms(seedsMs),
      ms(figureMs),
      kilobytes(bytes),
    ]),
  }
}

const whole = (value: number) => Math.round(value).toLocaleString('en-US')
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
const kilobytes = (bytes: number) => `${Math.round(bytes / 1e3)} kB`
const orDash = (value: number | null, format: (value: number) => string) => (value === null ? '-' : format(value))
