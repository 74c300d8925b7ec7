import { environmentEntry } from '../../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { formatCount, formatFixed, formatNumber } from '../../../../src-shared/words/format.ts'
import type { InspectedAt } from '../body.ts'
import { klText } from '../frame/curves.ts'
import { UpdatePanel, type UpdateFact } from '../frame/update-panel.tsx'
import type { Episode } from './episode.ts'

/** Beside a replay: the policy as a whole at this checkpoint. */
export function ControlSide({
  shown,
  episode,
  other,
  environment,
}: {
  shown: InspectedAt
  episode: Episode
  /** Of the same seed, by what stands beside. */
  other: Episode | null
  environment: EnvironmentSpec
}) {
  return (
    <UpdatePanel
      runId={shown.run.id}
      update={shown.update}
      chip={environmentEntry(environment.id).title}
      facts={episodeFacts(episode, other)}
    />
  )
}

function episodeFacts(episode: Episode, other: Episode | null): UpdateFact[] {
  const facts: (UpdateFact | false)[] = [
    {
      term: 'return of this episode',
      title: 'Undiscounted',
      value: formatNumber(episode.return),
      ...(other && { other: formatNumber(other.return) }),
    },
    {
      term: 'its steps',
      value: formatCount(episode.steps),
      ...(other && { other: formatCount(other.steps) }),
    },
    {
      term: 'entropy',
      title: 'A decision, mean over the states of this episode',
      value: formatFixed(episode.entropy, 2),
      note: 'nats',
      ...(other && { other: formatFixed(other.entropy, 2) }),
    },
    episode.klToPrevious !== null && {
      term: 'KL to previous checkpoint',
      title: 'KL(the checkpoint before || this one) a decision, mean over the states of this episode',
      value: klText(episode.klToPrevious),
      note: 'nats, over this episode’s states',
    },
  ]
  return facts.filter((fact) => fact !== false)
}
