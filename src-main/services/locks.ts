import { err } from '../../src-shared/contract/errors.ts'
import type { ExperimentId, RunId } from '../../src-shared/domain/ids.ts'
import type { Run } from '../../src-shared/domain/run.ts'
import { pointOf } from '../../src-shared/domain/points.ts'
import type { Library } from './library.ts'

type Known = Pick<Library, 'experiment' | 'run' | 'runsOf'>

/** Its own lock, or its experiment's. */
export const isLocked = ({ experiment }: Pick<Known, 'experiment'>, run: Run): boolean =>
  run.locked || experiment(run.experimentId)?.locked === true

/** The refusal where one of these can't be deleted: itself locked, or an experiment with a locked run. */
export function lockedAgainstRemoval(library: Known, experimentIds: readonly ExperimentId[], runIds: readonly RunId[]) {
  const runs = [
    ...experimentIds.flatMap((id) => library.runsOf(id).filter(({ deletedAt }) => deletedAt === null)),
    ...runIds.map((id) => library.run(id)!),
  ]
  const experiments = experimentIds.map((id) => library.experiment(id)!).filter(({ locked }) => locked)
  const lockedRuns = runs.filter(
    (run) => isLocked(library, run) && !experiments.some(({ id }) => id === run.experimentId),
  )
  return refusal([...experiments.map(({ name }) => name), ...lockedRuns.map((run) => nameOf(library, run))])
}

/** As sentences call a run: its experiment, its variant and its seed. */
export function nameOf({ experiment }: Pick<Known, 'experiment'>, run: Run): string {
  const { name, spec } = experiment(run.experimentId)!
  const variant = pointOf(spec, run.variantIndex)?.variant.name ?? `variant ${run.variantIndex}`
  return `${name}, ${variant}, seed ${run.seed}`
}

export const refusal = (names: readonly string[]) =>
  names.length === 0 ? null : err({ kind: 'locked', name: names[0]!, count: names.length })
