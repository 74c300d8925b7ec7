import {
  IconDice5,
  IconPlayerPauseFilled,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconPlayerTrackPrev,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Button } from '../../../components/button.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { Segmented } from '../../../components/segmented.tsx'
import styles from './control.module.css'

export const replayPaces = [
  { value: '0.25', label: '¼×' },
  { value: '1', label: '1×' },
  { value: '4', label: '4×' },
] as const
export type ReplayPace = (typeof replayPaces)[number]['value']

export interface ReplayActs {
  toStart: () => void
  back: () => void
  toggle: () => void
  on: () => void
  another: () => void
}

/** To the start, one step back, play or pause, one step on; how fast; which episode. */
export function ReplayControls({
  playing,
  acts,
  pace,
  onPace,
  seed,
  onSeed,
  children,
}: {
  playing: boolean
  acts: ReplayActs
  pace: ReplayPace
  onPace: (pace: ReplayPace) => void
  seed: number
  onSeed: (seed: number) => void
  children: ReactNode
}) {
  return (
    <div className={styles.controls}>
      <div className={styles.buttons}>
        <Button aria-label="Start of the episode" title="Start of the episode (Shift+Home)" onClick={acts.toStart}>
          <IconPlayerTrackPrev size={16} aria-hidden />
        </Button>
        <Button aria-label="One step back" title="One step back (,)" onClick={acts.back}>
          <IconPlayerSkipBack size={16} aria-hidden />
        </Button>
        <Button
          kind="primary"
          aria-label={playing ? 'Pause the episode' : 'Play the episode'}
          title={playing ? 'Pause the episode (Shift+Space)' : 'Play the episode (Shift+Space)'}
          onClick={acts.toggle}
        >
          {playing ? <IconPlayerPauseFilled size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />}
        </Button>
        <Button aria-label="One step on" title="One step on (.)" onClick={acts.on}>
          <IconPlayerSkipForward size={16} aria-hidden />
        </Button>
      </div>
      <Segmented label="Pace of the episode" value={pace} options={replayPaces} onChange={onPace} />
      <label className={styles.seed}>
        seed
        <NumberField
          label="Seed of the episode"
          value={seed}
          step={1}
          onChange={(value) => {
            const next = Number(value)
            if (Number.isInteger(next) && next >= 0 && next <= mostSeed) onSeed(next)
          }}
        />
      </label>
      <Button icon={<IconDice5 size={16} aria-hidden />} title="Another seed (N)" onClick={acts.another}>
        Another
      </Button>
      <span className={styles.gap} />
      {children}
    </div>
  )
}

/** As far as the contract takes seeds. */
const mostSeed = Number.MAX_SAFE_INTEGER - 10_000
