import type { ExperimentId, RunId } from '../../../src-shared/domain/ids.ts'
import type { Bin } from '../../../src-shared/contract/history.ts'
import { pointOf } from '../../../src-shared/domain/points.ts'
import type { Experiment } from '../../../src-shared/domain/run.ts'
import { plural } from '../../../src-shared/words/format.ts'
import { targetWords, type Targets } from './targets.ts'

/** A line of the bin: an experiment with all its runs, or a single run. */
export interface BinNode {
  key: string
  name: string
  /** "experiment with 6 runs", "run of Ten step sizes" */
  what: string
  deletedAt: number
  experimentId: ExperimentId | null
  runId: RunId | null
}

/** The newest first. */
export function binNodes(bin: Bin, experiments: ReadonlyMap<ExperimentId, Experiment>): BinNode[] {
  const whole = bin.experiments.map(({ experiment, deletedAt, runs }): BinNode => ({
    key: `experiment:${experiment.id}`,
    name: experiment.name,
    what: `experiment with ${plural(runs, 'run')}`,
    deletedAt,
    experimentId: experiment.id,
    runId: null,
  }))
  const single = bin.runs.map(({ run, deletedAt }): BinNode => {
    const experiment = experiments.get(run.experimentId)
    const variant = experiment && pointOf(experiment.spec, run.variantIndex)?.variant.name
    return {
      key: `run:${run.id}`,
      name: `${variant ?? 'run'}, seed ${run.seed}`,
      what: `run of ${experiment?.name ?? 'an experiment'}`,
      deletedAt,
      experimentId: null,
      runId: run.id,
    }
  })
  return [...whole, ...single].toSorted((a, b) => b.deletedAt - a.deletedAt)
}

export function binTargets(nodes: readonly BinNode[]): Targets {
  const experimentIds = nodes.map((node) => node.experimentId).filter((id) => id !== null)
  const runIds = nodes.map((node) => node.runId).filter((id) => id !== null)
  return { experimentIds, runIds, words: targetWords(experimentIds.length, runIds.length) }
}
