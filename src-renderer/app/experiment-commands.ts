import { pointsOf } from '../../src-shared/domain/points.ts'
import type { Experiment, Run } from '../../src-shared/domain/run.ts'
import { possibleActions, type RunActions } from '../components/experiment-tree/run-actions.ts'
import { askedBest, bestWords, canAskBest } from '../components/best-of-sweep/asked-best.ts'
import { askedSeeds } from '../components/other-seeds/asked-seeds.ts'

interface Command {
  id: string
  label: string
  act: () => void
}

/** What the palette offers for the experiment that is on the screen: that of the run that is shown, else the newest. */
export function experimentCommands(
  path: string,
  experiments: readonly Experiment[],
  runs: readonly Run[],
  actions: Pick<RunActions, 'requeue'>,
): Command[] {
  const shown = runs.find(({ id }) => path === `/run/${id}`)
  const experiment = shown
    ? experiments.find(({ id }) => id === shown.experimentId)
    : experiments.reduce<Experiment | undefined>(
        (newest, other) => (newest === undefined || other.createdAt > newest.createdAt ? other : newest),
        undefined,
      )
  if (experiment === undefined) return []
  const { requeue } = possibleActions(runs.filter(({ experimentId }) => experimentId === experiment.id))
  const variantIndices = pointsOf(experiment.spec).map((_, index) => index)
  return [
    {
      id: 'other-seeds',
      label: `Again with other seeds: ${experiment.name}`,
      act: () => askedSeeds.set({ experimentId: experiment.id, variantIndices }),
    },
    ...(canAskBest(experiment)
      ? [{ id: 'best-of-sweep', label: `${bestWords}: ${experiment.name}`, act: () => askedBest.set(experiment.id) }]
      : []),
    ...(requeue.length > 0
      ? [{ id: 'retry', label: `Retry what ended early: ${experiment.name}`, act: () => void actions.requeue(requeue) }]
      : []),
  ]
}
