import { experimentId } from '../../src-shared/domain/ids.ts'
import { pointsOf } from '../../src-shared/domain/points.ts'
import { experimentSpec } from '../../src-shared/domain/spec.ts'
import { closeDatabase, openDatabase } from './database.ts'
import { metricRowOf, testExperiment, testRun } from './fixtures.ts'
import { insertExperiment } from './repositories/experiments.ts'
import { appendMetrics, compactMetrics } from './repositories/metrics.ts'
import { inTransaction } from './statements.ts'

// A sweep of very many points, for the bench; not used by the app.

/**
 * Writes one experiment: a sweep over so many step sizes, each with some seeds, all of them finished, with rows of the
 * return. No two seeds share their env steps, so the union of a variant's x is as long as it can be.
 */
export function makeManyVariants(
  path: string,
  id: string,
  { variants, seeds, rows }: { variants: number; seeds: number; rows: number },
): void {
  const opened = openDatabase(path)
  if (!opened.ok) throw new Error(opened.error.reason)
  const database = opened.value
  const spec = experimentSpec.parse({
    name: `${variants} step sizes with ${seeds} seeds`,
    environment: { id: 'CartPole-v1' },
    variants: [
      {
        name: 'Reward-to-go',
        collection: { trajectories: 8 },
        policy: { kind: 'neural-softmax' },
        estimator: { kind: 'reward-to-go' },
        update: { kind: 'gradient-ascent' },
      },
    ],
    sweep: {
      dimensions: [
        {
          path: 'variants[0].update.learningRate',
          values: { from: 1e-5, to: 1e-2, count: Math.max(2, variants), scale: 'log' },
        },
      ],
    },
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    budget: { updates: rows },
    evaluation: null,
  })
  const experiment = experimentId.parse(id)
  const runs = pointsOf(spec).flatMap((_, variantIndex) =>
    spec.seeds.map((seed) =>
      testRun(
        `${id.slice(0, 8)}${String(variantIndex).padStart(5, '0')}s${String(seed).padStart(3, '0')}`,
        experiment,
        {
          variantIndex,
          seed,
          status: 'finished',
          endedAt: 2_000,
        },
      ),
    ),
  )
  inTransaction(database, () => {
    insertExperiment(database, { ...testExperiment(id), name: spec.name, spec }, runs)
    for (const run of runs) {
      appendMetrics(
        database,
        run.id,
        Array.from({ length: rows }, (_, row) =>
          metricRowOf(
            row + 1,
            { return: returnAt(run.seed, run.variantIndex / variants, row / rows) },
            128 + run.seed / 64,
          ),
        ),
      )
      compactMetrics(database, run.id)
    }
  })
  closeDatabase(database)
}

/** A curve that rises, the sooner the larger the step size, with noise. */
function returnAt(seed: number, place: number, done: number): number {
  const wave = Math.sin((done + 1) * 1_298.98 + 78.233 * seed + 37.7 * place) * 43758.5453
  return 20 + 480 * (1 - Math.exp(-8 * (0.1 + place) * done)) - 60 * (wave - Math.floor(wave))
}
