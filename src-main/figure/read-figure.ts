import { keyText, type ComparisonSpec } from '../../src-shared/domain/comparison.ts'
import { curvesParams, seedsParams } from '../../src-shared/contract/comparison.ts'
import type { Experiment } from '../../src-shared/domain/run.ts'
import type { AnswersByMetric } from '../../src-shared/figure/figure.ts'
import { questionsOf, resolveComparison } from '../../src-shared/figure/resolve-comparison.ts'
import type { ResolvedComparison } from '../../src-shared/figure/resolve-comparison.ts'
import { createComparedCurves } from '../reading/compared-curves.ts'
import { createSeriesCache } from '../reading/series-cache.ts'
import type { Database } from '../storage/database.ts'
import { experimentById } from '../storage/repositories/experiments.ts'
import { runsOfExperiment } from '../storage/repositories/runs.ts'

export interface ReadFigure {
  resolved: ResolvedComparison
  answers: AnswersByMetric
}

/** A comparison as it stands in the database now, and its curves: as many points as a window draws, or all. */
export function readFigure(database: Database, spec: ComparisonSpec, points: 'drawn' | 'all'): ReadFigure {
  const ids = new Set(spec.selection.map(({ experimentId }) => experimentId))
  const experiments = new Map(
    [...ids].flatMap((id): [string, Experiment][] => {
      const experiment = experimentById(database, id)
      return experiment === undefined || experiment.deletedAt !== null ? [] : [[id, experiment]]
    }),
  )
  const runs = [...experiments.values()].flatMap(({ id }) => runsOfExperiment(database, id))
  const resolved = resolveComparison(spec, experiments, runs)
  const compared = createComparedCurves(database, createSeriesCache(database))
  const all = points === 'all' ? { maxPoints: Infinity } : {}
  const answers = questionsOf(resolved).map((question) => {
    const { curves } = compared.curves({ ...curvesParams.parse(question.curves), ...all })
    const { seeds } = compared.seeds({ ...seedsParams.parse(question.seeds), ...all }, all.maxPoints)
    return [
      question.metric,
      {
        curves: new Map(curves.map((curve) => [keyText(curve.key), curve])),
        seeds: Map.groupBy(seeds, (line) => keyText(line.key)),
      },
    ] as const
  })
  return { resolved, answers: new Map(answers) }
}
