import { IconAlertTriangle, IconListCheck } from '@tabler/icons-react'
import { useLocation } from 'wouter'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ExampleOffer } from '../../components/example-offer.tsx'
import { compareAddressOf } from '../../components/experiment-tree/compare-address.ts'
import { askedSeeds } from '../../components/other-seeds/asked-seeds.ts'
import { useRunActions } from '../../components/experiment-tree/run-actions.ts'
import { pointsOf } from '../../../src-shared/domain/points.ts'
import { plural } from '../../../src-shared/words/format.ts'

/** Nothing trains and nothing waits: what failed just now, or the way to a first experiment. */
export function EmptyQueue({ experiments, runs }: { experiments: readonly Experiment[]; runs: readonly Run[] }) {
  const [, navigate] = useLocation()
  const actions = useRunActions()
  const hasHistory = experiments.length > 0
  const newest = experiments.reduce<Experiment | undefined>(
    (best, experiment) => (best === undefined || experiment.createdAt > best.createdAt ? experiment : best),
    undefined,
  )
  // A run that fails at once would be gone from here before it was seen.
  const failed =
    newest === undefined ? [] : runs.filter((run) => run.experimentId === newest.id && run.status === 'failed')
  if (newest !== undefined && failed.length > 0) {
    const reason = failed[0]!.statusReason
    return (
      <EmptyState
        title={`${plural(failed.length, 'run')} of “${newest.name}” failed`}
        icon={<IconAlertTriangle size={34} aria-hidden />}
        sentence={`${reason ?? 'No reason is known.'} Its page and log have the details. What the other runs recorded is kept.`}
      >
        <Button onClick={() => navigate(`/run/${failed[0]!.id}`)}>Open the failed run</Button>
        <Button onClick={() => void actions.requeue(failed)}>Retry</Button>
        <Button onClick={() => navigate('/design')}>Back to Design</Button>
        <Button onClick={() => navigate('/history')}>Open History</Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="The queue is empty"
      icon={<IconListCheck size={34} aria-hidden />}
      sentence={
        hasHistory
          ? 'Experiments that you queue in Design appear here, with their progress and the time left. ' +
            'Those that have ended are in History.'
          : 'Experiments that you queue in Design appear here. To see one train, run the example: two ' +
            'variants in a small gridworld, done within half a minute.'
      }
    >
      {newest === undefined ? (
        <ExampleOffer />
      ) : (
        <>
          <Button onClick={() => navigate(compareAddressOf(newest))}>Compare the newest experiment</Button>
          <Button onClick={() => askedSeeds.set({ experimentId: newest.id, variantIndices: pointIndices(newest) })}>
            Again with other seeds
          </Button>
        </>
      )}
      <Button onClick={() => navigate('/design')}>Design an experiment</Button>
      {hasHistory && <Button onClick={() => navigate('/history')}>Open History</Button>}
    </EmptyState>
  )
}

const pointIndices = ({ spec }: Experiment): number[] => pointsOf(spec).map((_, index) => index)
