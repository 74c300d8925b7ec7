import { environmentEntry } from '../../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { StateDimension } from '../../../../src-shared/domain/state-dimensions.ts'
import { formatFixed, formatNumber } from '../../../../src-shared/words/format.ts'
import type { InspectedAt } from '../body.ts'
import { klText } from '../frame/curves.ts'
import { UpdatePanel, type UpdateFact } from '../frame/update-panel.tsx'
import type { Episode } from './episode.ts'
import { episodesAsked, meanOf, type ManyEpisodes } from './many-episodes.ts'
import type { ReplayLook } from './picture.ts'
import { SurfacePanel } from './surface-panel.tsx'
import { firstAxes } from './surface.ts'
import type { Replay } from './use-replay.ts'

/** Beside a replay: the policy as a whole at this checkpoint. */
export function ControlSide({
  shown,
  episode,
  other,
  many,
  environment,
  dimensions,
  look,
  replay,
}: {
  shown: InspectedAt
  episode: Episode
  /** Of the same seed, by what stands beside. */
  other: Episode | null
  /** Where they were asked for. */
  many: ManyEpisodes | null
  environment: EnvironmentSpec
  /** Null where only observations are known: there is no surface then. */
  dimensions: readonly StateDimension[] | null
  look: ReplayLook
  replay: Replay
}) {
  return (
    <>
      {dimensions !== null && firstAxes(dimensions) !== null && (
        <SurfacePanel
          runId={shown.run.id}
          update={shown.update}
          dimensions={dimensions}
          actionNames={shown.info.actionNames}
          episode={episode}
          look={look}
          replay={replay}
        />
      )}
      <UpdatePanel
        runId={shown.run.id}
        update={shown.update}
        chip={environmentEntry(environment.id).title}
        facts={episodeFacts(episode, other, many)}
      />
    </>
  )
}

function episodeFacts(episode: Episode, other: Episode | null, many: ManyEpisodes | null): UpdateFact[] {
  const spread = many && meanOf(many.returnsE)
  const facts: (UpdateFact | false)[] = [
    spread !== null && {
      term: `mean of ${episodesAsked} episodes`,
      title: 'Return, with its 95 % interval',
      value: formatNumber(spread.mean),
      note: `[${formatNumber(spread.low)}, ${formatNumber(spread.high)}]`,
    },
    {
      term: 'return of this episode',
      title: 'Undiscounted',
      value: formatNumber(episode.return),
      ...(other && { other: formatNumber(other.return) }),
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
