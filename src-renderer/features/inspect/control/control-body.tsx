import { useComputedColorScheme } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { environmentEntry, environmentTraits } from '../../../../src-shared/catalogue/environments/index.ts'
import { pointOf } from '../../../../src-shared/domain/points.ts'
import { stateDimensions } from '../../../../src-shared/domain/state-dimensions.ts'
import { chartThemes } from '../../../../src-shared/figure/chart-theme.ts'
import { Button } from '../../../components/button.tsx'
import { SidePanel, useWide } from '../../../components/side-panel.tsx'
import { useViewKey } from '../../../components/use-view-key.ts'
import { useViewCommands } from '../../../components/view-commands.ts'
import type { BodyProps } from '../body.ts'
import { replayShortcuts } from '../shortcuts.ts'
import { ControlSide } from './control-side.tsx'
import { EpisodesButton } from './episodes-button.tsx'
import { ReplayControls, type ReplayActs, type ReplayPace } from './replay-controls.tsx'
import { ReplayPanel } from './replay-panel.tsx'
import { useEpisode, useManyEpisodes } from './use-episode.ts'
import { useReplay } from './use-replay.ts'
import { stepsPerSecond } from './worlds.ts'
import styles from './control.module.css'

/** Seeds that "Another" chooses from: short enough to be told to somebody. */
const seeds = 10_000

/** A control world: episodes of the policy at a checkpoint, and what policy and critic say at each step. */
export function ControlBody({ shown, against, place, change }: BodyProps) {
  const { info, experiment, run } = shown
  const wide = useWide()
  const [panelOpen, setPanelOpen] = useState(false)
  const [pace, setPace] = useState<ReplayPace>('1')
  const theme = chartThemes[useComputedColorScheme('light')]
  const look = useMemo(() => ({ theme, colour: shown.colour }), [theme, shown.colour])
  const { environment } = pointOf(experiment.spec, run.variantIndex)!
  const dimensions = useMemo(() => stateDimensions(environment), [environment])
  const asked = useEpisode({ runId: run.id, update: shown.update, seed: place.seed })
  const other = useEpisode(against && { runId: against.run.id, update: against.update, seed: place.seed })
  const [manyWanted, setManyWanted] = useState<number | null>(null)
  const many = useManyEpisodes(manyWanted === shown.update ? { runId: run.id, update: shown.update } : null)
  const episode = asked.answer
  const replay = useReplay(episode?.steps ?? 0, stepsPerSecond(environment.id), Number(pace))
  const { clock } = replay

  const stepBy = (by: number): void => {
    clock.pause()
    clock.seek(Math.floor(clock.position) + by)
  }
  const onSeed = (seed: number): void => {
    clock.seek(0)
    change({ seed })
  }
  const acts: ReplayActs = {
    toStart: () => clock.seek(0),
    back: () => stepBy(-1),
    toggle: () => (clock.playing ? clock.pause() : clock.play()),
    on: () => stepBy(1),
    another: () => onSeed(Math.floor(Math.random() * seeds)),
  }
  useViewKey(replayShortcuts.toggle, acts.toggle)
  useViewKey(replayShortcuts.back, acts.back)
  useViewKey(replayShortcuts.on, acts.on)
  useViewKey(replayShortcuts.toStart, acts.toStart)
  useViewKey(replayShortcuts.another, acts.another)
  useViewCommands(
    (Object.keys(replayShortcuts) as (keyof ReplayActs)[]).map((name) => ({
      label: replayShortcuts[name].does,
      keys: replayShortcuts[name].keys,
      act: acts[name],
    })),
  )

  if (asked.failure !== null)
    return (
      <p role="alert" className={`${styles.centre} ${styles.refused}`}>
        {asked.failure}
      </p>
    )
  if (episode === null)
    return (
      <p role="status" className={`${styles.centre} ${styles.waiting}`}>
        Playing the episode…
      </p>
    )
  const side = (
    <ControlSide
      shown={shown}
      episode={episode}
      other={against && other.isCurrent ? other.answer : null}
      many={many.isCurrent ? many.answer : null}
      environment={environment}
      dimensions={dimensions}
      look={look}
      replay={replay}
    />
  )
  return (
    <>
      <div className={styles.centre}>
        <ReplayControls
          playing={replay.playing}
          acts={acts}
          pace={pace}
          onPace={setPace}
          seed={place.seed}
          onSeed={onSeed}
        >
          <EpisodesButton
            asked={many}
            onAsk={() => setManyWanted(shown.update)}
            timeLimit={environmentTraits(environment).episodeSteps ?? null}
            solvedAt={environmentEntry(environment.id).solvedAt ?? null}
            look={look}
            onSeed={onSeed}
          />
          {!wide && (
            <Button icon={<IconInfoCircle size={16} aria-hidden />} onClick={() => setPanelOpen(true)}>
              Policy and checkpoint
            </Button>
          )}
        </ReplayControls>
        <ReplayPanel
          shown={shown}
          environment={environment}
          dimensions={dimensions}
          actionNames={info.actionNames}
          episode={episode}
          seed={place.seed}
          look={look}
          replay={replay}
        />
      </div>
      {wide ? (
        <aside className={styles.side} aria-label="Policy and checkpoint" tabIndex={0}>
          {side}
        </aside>
      ) : (
        <SidePanel title="Policy and checkpoint" side="right" opened={panelOpen} onClose={() => setPanelOpen(false)}>
          <div className={styles.drawer}>{side}</div>
        </SidePanel>
      )}
    </>
  )
}
