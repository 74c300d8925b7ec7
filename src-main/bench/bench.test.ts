import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { childProcessLauncher } from '../shells/child-process-launcher.ts'
import { tabularJob } from '../training/fixtures/jobs.ts'
import type { ProcessLauncher } from '../training/supervisor/launcher.ts'
import type { MetricRow } from '../../src-shared/domain/metric.ts'
import { median } from './median.ts'
import { benchResults } from './results.ts'
import type { BenchResults } from './results.ts'
import { runBench } from './run-bench.ts'
import { seedsTogether } from './seeds-together.ts'
import { readSetting, trainingNames } from './settings.ts'
import { reachedAt } from './solved.ts'
import { benchTables } from './tables.ts'

const settingsFolder = resolve(import.meta.dirname, '../../resources/bench')
const ports = {
  launcher: childProcessLauncher(),
  settingsFolder,
  version: '0.0.0',
  native: { state: 'missing', detail: '', fraction: null } as const,
  startApp: () => Promise.reject(new Error('not asked for')),
  measureStart: () => Promise.reject(new Error('not asked for')),
  report: () => {},
}

test('every named setting is a spec that trains', () => {
  for (const name of trainingNames) expect(readSetting(settingsFolder, name).spec.name).toBe(name)
})

test('a small bench trains in real trainers and gives results that its schema takes', async () => {
  const found: BenchResults[] = []
  const results = await runBench(
    ports,
    { names: ['tabular-gridworld', 'ppo-cartpole-cleanrl'], repetitions: 1, share: 0.002 },
    (sofar) => found.push(structuredClone(sofar)),
  )
  expect(benchResults.parse(JSON.parse(JSON.stringify(results)))).toEqual(results)
  expect(found.map(({ training }) => training.length)).toEqual([1, 2])
  const [table, network] = results.training
  expect(table).toMatchObject({
    engine: 'reference',
    mflopPerEnvStep: null,
    oneCoreWithoutFusion: null,
    twoThreads: null,
    productGflops: null,
  })
  // 4 epochs through two networks of 4,480 and 4,416 weights, forward and backward, and what collecting and measuring
  // take.
  expect(network!.mflopPerEnvStep).toBeGreaterThan(0.22)
  expect(network!.mflopPerEnvStep).toBeLessThan(0.28)
  expect(network!.oneCore.gflops).toBeCloseTo((network!.mflopPerEnvStep! * network!.oneCore.envStepsPerSecond) / 1e3, 6)
  expect(network!.oneCore.samples).toHaveLength(1)
  expect(network!.twoThreads === null).toBe(availableParallelism() === 1)
  expect(network!.twoThreadsResidentBytes === null).toBe(network!.twoThreads === null || process.platform === 'win32')
  expect(table!.seedsTogether).toBeNull()
  // Processes start within that time, so runs this short train more slowly together than one does alone.
  expect(network!.seedsTogether).toMatchObject({ seeds: 8, samples: [network!.seedsTogether!.envStepsPerSecond] })
  expect(network!.seedsTogether!.envStepsPerSecond).toBeLessThan(network!.allCores.envStepsPerSecond)
}, 120_000)

const rate = {
  envStepsPerSecond: 123_456,
  gflops: 28.2,
  samples: [123_456],
  perCpuSecond: 130_031,
  kernels: '6x16 tiles',
}
const results: BenchResults = {
  format: 1,
  date: '2026-11-23T05:00:00.000Z',
  ascent: '0.1.0',
  machine: { processor: 'A processor', cores: 2, memoryBytes: 1, system: 'linux', architecture: 'x64' },
  versions: { node: '24.0.0', v8: '13' },
  repetitions: 3,
  training: [
    {
      name: 'ppo',
      sentence: 'PPO.',
      envSteps: 1_000,
      engine: 'simd',
      mflopPerEnvStep: 0.23,
      oneCore: rate,
      oneCoreWithoutFusion: { ...rate, envStepsPerSecond: 98_765 },
      twoThreads: { ...rate, envStepsPerSecond: 198_765 },
      allCores: { ...rate, envStepsPerSecond: 234_567 },
      seedsTogether: { seeds: 8, envStepsPerSecond: 212_345, samples: [212_345] },
      trainerResidentBytes: 123e6,
      twoThreadsResidentBytes: 145e6,
      productGflops: 101,
      load: 0.7,
      measuredAt: '2026-11-23T05:00:00.000Z',
    },
  ],
  engines: [
    {
      engine: 'simd',
      fusion: true,
      description: '6x16 tiles',
      measuredAt: '2026-11-23T05:00:00.000Z',
      products: [{ batch: 2_048, width: 1_024, perSecond: 10, gflops: 80 }],
      updates: [
        { batch: 2_048, width: 1_024, perSecond: 2.345, gflops: 60 },
        { batch: 64, width: 64, perSecond: 15_432, gflops: 50 },
      ],
    },
  ],
  solve: {
    name: 'ppo',
    threshold: 475,
    seeds: [
      { seed: 1, seconds: 0.71, envSteps: 1 },
      { seed: 2, seconds: null, envSteps: 2 },
    ],
    medianSeconds: 0.71,
    measuredAt: '2026-11-23T05:00:00.000Z',
  },
  start: { medianMs: 876, samplesMs: [876], appResidentBytes: 99e6, measuredAt: '2026-11-23T05:00:00.000Z' },
  statistics: {
    variants: 10,
    seeds: 10,
    resamples: 50_000,
    figures: [{ name: 'IQM', medianMs: 141.4, samplesMs: [141.4] }],
    measuredAt: '2026-11-23T05:00:00.000Z',
  },
  history: {
    experiments: 7,
    runs: 1_234,
    points: 1_234_000,
    databaseBytes: 31e6,
    start: { medianMs: 654, samplesMs: [654] },
    treeBytes: 7.7e6,
    valuesBytes: 612_345,
    appResidentBytes: 202e6,
    calls: [{ name: 'the bin', medianMs: 13, samplesMs: [13], longestWaitMs: 17 }],
    filters: [{ name: 'sort: name', rows: 1_234, firstMs: 21, againMs: 8 }],
    filling: { elapsedMs: 2_222, longestWaitMs: 19 },
    load: 0.2,
    measuredAt: '2026-11-23T05:00:00.000Z',
  },
  snapshots: null,
  inspect: null,
  compare: {
    sizes: [
      {
        variants: 200,
        seeds: 5,
        rows: 1_000,
        centre: 'mean',
        band: 't',
        firstMs: 432,
        againMs: 143,
        seedsMs: 54,
        figureMs: 65,
        bytes: 6.3e6,
      },
    ],
    load: 0.3,
    measuredAt: '2026-11-23T05:00:00.000Z',
  },
  thresholds: { widestLayerForSimd: 321 },
}

test('the tables come from the results', () => {
  const cells = benchTables(results).flatMap(({ rows }) => rows.flat())
  for (const figure of [
    '200 x 5 x 1,000',
    'mean, t',
    '432 ms',
    '0.23',
    '123,456',
    '28',
    '98,765',
    '198,765',
    '234,567',
    '212,345',
    '145 MB',
    '101',
    '130,031',
    '0.7',
    '123 MB',
    '15,432',
    '2.3',
    '80.0',
    '60.0',
    '75 %',
    '876 ms',
    '99 MB',
    '0.71 s of training (0.71, -)',
    '321',
    '141 ms',
    '654 ms',
    '8 MB, 612 kB',
    '17 ms',
    '21 ms, 8 ms',
    '2,222 ms',
    '202 MB',
  ]) {
    expect(cells).toContain(figure)
  }
})

test('a setting that does not fit is refused with its place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ascent-bench-'))
  try {
    writeFileSync(
      join(folder, 'x.json'),
      JSON.stringify({
        title: 'x',
        sentence: 'x',
        spec: { name: 'x', environment: { id: 'CartPole-v2' }, variants: [] },
      }),
    )
    expect(() => readSetting(folder, 'x')).toThrow('environment')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('medians', () => {
  expect([median([]), median([3]), median([3, 1, 2]), median([4, 1])]).toEqual([undefined, 3, 2, 2.5])
})

test('solved is the first row whose last 20 returns have the mean', () => {
  const row = (update: number, episodes: number, mean: number | undefined): MetricRow => ({
    update,
    envSteps: update,
    episodes,
    computeMs: update,
    wallMs: update,
    values: mean === undefined ? {} : { return: mean },
  })
  // 19 good ones are not enough, and one bad one at the front leaves the window.
  const rows = [row(1, 1, 0), row(2, 10, 480), row(3, 10, undefined), row(4, 20, 480), row(5, 21, 480)]
  expect(reachedAt(rows, 475)?.update).toBe(5)
  expect(reachedAt(rows.slice(0, 4), 475)).toBeUndefined()
})

test('the bootstrap is measured in this process', async () => {
  const results = await runBench(ports, { names: ['statistics'], repetitions: 1, share: 1 }, () => {})
  expect(benchResults.parse(results).statistics).toMatchObject({ variants: 10, seeds: 10, resamples: 50_000 })
  expect(results.statistics!.figures.every(({ samplesMs }) => samplesMs.length === 1)).toBe(true)
})

test('results from before eight seeds were measured together are still read', () => {
  const { seedsTogether: _, twoThreadsResidentBytes: __, ...older } = results.training[0]!
  const read = benchResults.parse({ ...results, training: [older] })
  expect(read.training[0]).toMatchObject({ seedsTogether: null, twoThreadsResidentBytes: null })
  const { statistics: ___, history: ____, compare: _____, snapshots: ______, ...withoutThem } = results
  expect(benchResults.parse(withoutThem)).toMatchObject({
    statistics: null,
    history: null,
    compare: null,
    snapshots: null,
  })
  expect(
    benchTables(read)
      .find(({ header }) => header.includes('on two threads'))!
      .rows[0]!.at(-1),
  ).toBe('-')
})

test('seeds together: every run counts, from the first process’s start, and no more run at once than asked', async () => {
  let alive = 0
  let mostAlive = 0
  let firstSpawnAtMs = 0
  const launcher: ProcessLauncher = {
    spawn(entry) {
      firstSpawnAtMs ||= performance.now()
      const trainer = ports.launcher.spawn(entry)
      mostAlive = Math.max(mostAlive, ++alive)
      trainer.onExit(() => alive--)
      return trainer
    },
  }
  const jobs = [1, 2, 3].map((seed) => tabularJob({ seed, budget: { envSteps: 2_000 } }))
  const { envSteps, elapsedMs } = await seedsTogether(launcher, jobs, 2)
  expect(envSteps).toBeGreaterThanOrEqual(6_000)
  expect(mostAlive).toBe(2)
  // Two processes start one after the other at least.
  expect(elapsedMs).toBeGreaterThan(50)
  expect(elapsedMs).toBeLessThan(performance.now() - firstSpawnAtMs)
}, 30_000)

test('seeds together: a run that fails is told with its reason', async () => {
  const missing = { id: 'module' as const, path: '/not/there.js', parameters: {}, copies: 1 }
  await expect(seedsTogether(ports.launcher, [tabularJob({ environment: missing })], 2)).rejects.toThrow('not/there.js')
}, 30_000)
