import { experimentId, runId } from '../../src-shared/domain/ids.ts'
import type { MetricName, MetricRow } from '../../src-shared/domain/metric.ts'
import { pointsOf } from '../../src-shared/domain/points.ts'
import { experimentSpec } from '../../src-shared/domain/spec.ts'
import type { ExperimentSpec, ExperimentSpecInput } from '../../src-shared/domain/spec.ts'
import { closeDatabase, openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { metricRowOf, testExperiment, testRun } from './fixtures.ts'
import { saveCheckpoint } from './repositories/checkpoints.ts'
import { insertExperiment } from './repositories/experiments.ts'
import { appendLog } from './repositories/log.ts'
import { appendMetrics, compactMetrics } from './repositories/metrics.ts'
import { inTransaction } from './statements.ts'

// A history of years, for the bench and e2e/large-history.spec.ts; not used by the app.

/**
 * Writes about so many runs of 1,000 points each, of experiments of several kinds: of every 50, two fifths are of sweeps
 * of 50 points with 20 seeds, the others of three variants with 10 seeds. Runs have 1,000 rows of one metric, 100 of ten
 * or 50 of twenty, a checkpoint and a log. The same every time. `share` makes every run's rows fewer.
 */
export function makeLargeHistory(
  path: string,
  runs = 10_000,
  share = 1,
): { experiments: number; runs: number; points: number } {
  const opened = openDatabase(path)
  if (!opened.ok) throw new Error(opened.error.reason)
  const database = opened.value
  const made = { experiments: 0, runs: 0, points: 0 }
  for (let number = 0; made.runs < runs; number++) {
    const spec = number % 51 === 0 ? sweep(number) : comparison(number)
    made.experiments++
    made.runs += inTransaction(database, () => storeExperiment(database, number, spec, share))
  }
  made.points = made.runs * pointsPerRun * share
  closeDatabase(database)
  return made
}

/** As a database of an older version has its runs: without summaries. */
export function forgetSummaries(path: string): void {
  const opened = openDatabase(path)
  if (!opened.ok) throw new Error(opened.error.reason)
  opened.value.prepare('UPDATE metric_extent SET summary_metrics = NULL, summary = NULL').run()
  closeDatabase(opened.value)
}

const pointsPerRun = 1_000
const shapes: readonly { rows: number; metrics: readonly MetricName[] }[] = [
  { rows: 1_000, metrics: ['return'] },
  {
    rows: 100,
    metrics: [
      'return',
      'evaluationReturn',
      'episodeLength',
      'entropy',
      'kl',
      'gradientNorm',
      'policyLoss',
      'criticLoss',
      'explainedVariance',
      'learningRate',
    ],
  },
  {
    rows: 50,
    metrics: [
      'return',
      'returnSd',
      'returnMin',
      'returnMax',
      'discountedReturn',
      'episodeLength',
      'evaluationReturn',
      'evaluationLength',
      'entropy',
      'kl',
      'gradientNorm',
      'stepNorm',
      'policyLoss',
      'criticLoss',
      'predictedImprovement',
      'realisedImprovement',
      'explainedVariance',
      'clipFraction',
      'learningRate',
      'effectiveSampleSize',
    ],
  },
]

const seeds = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
const proximal = {
  name: 'PPO-clip',
  collection: { stepsPerCopy: 128 },
  policy: { kind: 'neural-softmax' },
  estimator: { kind: 'advantage' },
  critic: {},
  update: { kind: 'clip' },
} as const

const sweep = (number: number): ExperimentSpec =>
  experimentSpec.parse({
    name: `Step size and clip, sweep ${number}`,
    environment: { id: 'CartPole-v1', copies: 8 },
    variants: [proximal],
    sweep: {
      dimensions: [
        { path: 'variants[0].update.learningRate', values: { from: 1e-5, to: 1e-2, count: 10, scale: 'log' } },
        { path: 'variants[0].update.clip', values: [0.1, 0.15, 0.2, 0.3, 0.4] },
      ],
    },
    seeds: seeds(20),
    budget: { envSteps: 100_000 },
  } satisfies ExperimentSpecInput)

/** Worlds and algorithms in turn, so that many columns differ. */
function comparison(number: number): ExperimentSpec {
  const worlds: ExperimentSpecInput['environment'][] = [
    { id: 'CartPole-v1', copies: 8 },
    { id: 'Acrobot-v1', copies: 8 },
    { id: 'MountainCar-v0', copies: 8 },
  ]
  const tables: ExperimentSpecInput['environment'][] = [{ id: 'gridworld' }, { id: 'chain' }, { id: 'FrozenLake-v1' }]
  const isTabular = number % 2 === 0
  return experimentSpec.parse({
    name: `${isTabular ? 'Tables' : 'Networks'} ${number}: ${['estimators', 'step sizes', 'updates'][number % 3]}`,
    environment: (isTabular ? tables : worlds)[Math.floor(number / 2) % 3]!,
    variants: isTabular
      ? [0.05, 0.1, 0.2].map((learningRate) => ({
          name: `reward-to-go, ${learningRate}`,
          collection: { trajectories: 4 + (number % 5) },
          policy: { kind: 'tabular-softmax' } as const,
          estimator: { kind: 'reward-to-go' } as const,
          update: { kind: 'gradient-ascent', learningRate } as const,
        }))
      : [
          { ...proximal, estimator: { kind: 'advantage', discount: 0.9 + (number % 10) / 100 } },
          {
            ...proximal,
            name: 'actor-critic',
            update: { kind: 'gradient-ascent', per: 'step', learningRate: 1e-4 * (1 + (number % 7)) },
          },
          { ...proximal, name: 'TRPO', update: { kind: 'trust-region' } },
        ],
    seeds: seeds(10),
    budget: isTabular ? { updates: 1_000 } : { envSteps: 100_000 },
  })
}

function storeExperiment(database: Database, number: number, spec: ExperimentSpec, share: number): number {
  const id = experimentId.parse(`large${String(number).padStart(11, '0')}`)
  const createdAtMs = firstDayMs + number * 6 * 3_600_000
  const runs = pointsOf(spec).flatMap((_, variantIndex) =>
    spec.seeds.map((seed) =>
      testRun(`large${String(number).padStart(4, '0')}p${String(variantIndex).padStart(3, '0')}s${seed}`, id, {
        variantIndex,
        seed,
        status: (variantIndex + seed) % 97 === 0 ? 'failed' : 'finished',
        engine: {
          engine: 'simd',
          reason: 'Hidden layers of up to 1,024 units: kernels of our own are the fastest.',
          arithmetic: 'fused',
          description: '6x16 tiles, 256-bit, relaxed SIMD',
        },
        runtime: { node: '24.21.0', system: 'linux', architecture: 'x64' },
        createdAt: createdAtMs,
        startedAt: createdAtMs + 60_000,
        endedAt: createdAtMs + 120_000,
        tags: number % 9 === 0 ? ['paper'] : [],
      }),
    ),
  )
  const shapeOf = (index: number) => {
    const { rows, metrics } = shapes[(number + index) % shapes.length]!
    return { rows: Math.ceil(rows * share), metrics }
  }
  const tags = number % 9 === 0 ? ['paper', 'checked'] : []
  insertExperiment(
    database,
    { ...testExperiment(id), name: spec.name, spec, createdAt: createdAtMs, tags },
    runs.map((run, index) => {
      const { rows, metrics } = shapeOf(index)
      const last = valueAt(run.seed, run.variantIndex, number, 0, rows - 1, rows)
      const progress = { ...run.progress, update: rows, envSteps: rows * 128, fraction: 1, lastReturn: last }
      return { ...run, progress: metrics.includes('return') ? progress : run.progress }
    }),
  )
  runs.forEach((run, index) => {
    const { rows, metrics } = shapeOf(index)
    appendMetrics(
      database,
      run.id,
      Array.from({ length: rows }, (_, row) =>
        metricRowOf(
          row + 1,
          Object.fromEntries(
            metrics.map((name, m) => [name, valueAt(run.seed, run.variantIndex, number, m, row, rows)]),
          ) as MetricRow['values'],
        ),
      ),
    )
    compactMetrics(database, run.id)
    saveCheckpoint(database, runId.parse(run.id), rows, new Uint8Array(2_000), { savedAt: createdAtMs })
    appendLog(database, run.id, [
      { at: createdAtMs, level: 'info', text: 'Started on simd (6x16 tiles, 256-bit, relaxed SIMD).' },
      { at: createdAtMs, level: 'info', text: '9,155 parameters of the policy, 9,089 of the critic.' },
    ])
  })
  return runs.length
}

/** 1 January 2026. */
const firstDayMs = 1_767_225_600_000

/** A curve that rises, with noise of no regularity that the codec could use. */
function valueAt(seed: number, variant: number, number: number, metric: number, row: number, rows: number): number {
  const rise = (1 - Math.exp((-5 * row) / rows)) * (100 + 7 * (variant % 50) + (number % 40))
  const wave = Math.sin((row + 1) * 12.9898 + 78.233 * seed + 37.719 * metric + number) * 43758.5453
  return rise / (1 + metric) + (wave - Math.floor(wave))
}
