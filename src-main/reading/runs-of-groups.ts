import type { VariantKey } from '../../src-shared/domain/comparison.ts'
import type { ExperimentId } from '../../src-shared/domain/ids.ts'
import { pointOf } from '../../src-shared/domain/points.ts'
import type { Experiment } from '../../src-shared/domain/run.ts'
import { settingsText } from '../../src-shared/domain/same-settings.ts'
import type { Database } from '../storage/database.ts'
import { experimentById } from '../storage/repositories/experiments.ts'
import { runStatesOfExperiment } from '../storage/repositories/runs.ts'
import type { RunState } from '../storage/repositories/runs.ts'

/** The runs of groups of variants, outside the bin. */
export type RunsOfGroups = (groups: readonly (readonly VariantKey[])[]) => RunState[][]

export function createRunsOfGroups(database: Database): RunsOfGroups {
  // A stored spec never changes.
  const specs = new Map<ExperimentId, Experiment['spec']>()
  const specOf = (id: ExperimentId) => {
    const known = specs.get(id) ?? experimentById(database, id)!.spec
    specs.set(id, known)
    return known
  }
  /** What tells runs apart whose seed is the same. */
  const sameRun = ({ experimentId, variantIndex }: VariantKey): string => {
    const point = pointOf(specOf(experimentId), variantIndex)
    return point === undefined ? `${experimentId} ${variantIndex}` : settingsText(point)
  }

  return (groups) => {
    const byExperiment = new Map<ExperimentId, Map<number, RunState[]>>()
    const runsOf = ({ experimentId, variantIndex }: VariantKey): readonly RunState[] => {
      let byVariant = byExperiment.get(experimentId)
      if (byVariant === undefined) {
        byVariant = Map.groupBy(runStatesOfExperiment(database, experimentId), (run) => run.variantIndex)
        byExperiment.set(experimentId, byVariant)
      }
      return byVariant.get(variantIndex) ?? []
    }
    return groups.map((keys) => {
      // One a seed and setting: of several (one came back from the bin, or was queued again elsewhere) the newest.
      const runs = new Map<string, RunState>()
      for (const key of keys) {
        const same = keys.length === 1 ? '' : sameRun(key)
        for (const run of runsOf(key)) runs.set(`${run.seed} ${same}`, run)
      }
      return [...runs.values()]
    })
  }
}
