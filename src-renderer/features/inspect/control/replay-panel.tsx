import { useMemo } from 'react'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { environmentEntry } from '../../../../src-shared/catalogue/environments/index.ts'
import type { StateDimension } from '../../../../src-shared/domain/state-dimensions.ts'
import type { InspectedAt } from '../body.ts'
import { ExportButton } from '../finite/export-button.tsx'
import type { Episode } from './episode.ts'
import { episodeCsv } from './episode-csv.ts'
import { LayeredCanvas } from './layered-canvas.tsx'
import type { ReplayLook } from './picture.ts'
import { pictureOf } from './pictures.ts'
import { ObservationTable, Readouts } from './readouts.tsx'
import { pictureScene, replayDrawing, stripsScene } from './scenes.ts'
import { StripsPanel } from './strips-panel.tsx'
import { stripsOf } from './strips.ts'
import type { Replay } from './use-replay.ts'
import { endWords } from './worlds.ts'
import styles from './control.module.css'

/** The world as it moves, and below it what policy and critic say, on one axis. */
export function ReplayPanel({
  shown,
  environment,
  dimensions,
  actionNames,
  episode,
  seed,
  look,
  replay,
}: {
  shown: InspectedAt
  environment: EnvironmentSpec
  dimensions: readonly StateDimension[] | null
  actionNames: readonly string[]
  episode: Episode
  seed: number
  look: ReplayLook
  replay: Replay
}) {
  const { steps, states, statesNX } = episode
  const strips = useMemo(() => stripsOf(episode, actionNames), [episode, actionNames])
  const picture = useMemo(() => pictureOf(environment, episode, look), [environment, episode, look])
  const scene = useMemo(() => picture && pictureScene(picture, look), [picture, look])
  const stripScene = useMemo(() => stripsScene(strips, steps, look), [strips, steps, look])
  const last = Array.from(statesNX.subarray(steps * states))
  const file = [shown.experiment.name, shown.name, `update ${shown.update} seed ${seed}`]
    .join(' ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .toLowerCase()
  return (
    <>
      <section className={styles.picture} aria-label="World">
        <Readouts episode={episode} dimensions={dimensions} id={environment.id} step={replay.step} />
        {scene === null ? (
          <ObservationTable
            episode={episode}
            names={environmentEntry(environment.id).observations?.map(({ name }) => name) ?? null}
            step={replay.step}
          />
        ) : (
          <LayeredCanvas scene={scene} clock={replay.clock} />
        )}
      </section>
      <section className={styles.time} aria-label="Over the episode">
        <StripsPanel strips={strips} steps={steps} scene={stripScene} replay={replay} />
        <div className={styles.caption}>
          <p>
            Actions are drawn from the policy with seed {seed}; this episode{' '}
            {endWords(environment.id, last, episode.end)}.{' '}
            {episode.valuesN === null ? 'There is no critic. ' : 'V(s) is the critic’s: learned, not exact. '}
            No model of this world is solved; only its steps are exact.
          </p>
          <ExportButton
            name={file}
            title={`${shown.name}, update ${shown.update}, an episode of seed ${seed}`}
            picture={() => replayDrawing(picture, strips, steps, replay.clock.position, look)}
            numbers={{ shown: () => episodeCsv(episode, dimensions) }}
          />
        </div>
      </section>
    </>
  )
}
