import { IconPlayerPauseFilled, IconPlayerPlay, IconPlayerSkipBack, IconPlayerSkipForward } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Button } from '../../../components/button.tsx'
import { Select } from '../../../components/select.tsx'
import { paces } from './use-play.ts'
import styles from './frame.module.css'

/** One back, play or pause, one on, and how fast. */
export function PlayControls({
  playing,
  pace,
  onBack,
  onToggle,
  onNext,
  onPace,
  children,
}: {
  playing: boolean
  pace: number
  onBack: () => void
  onToggle: () => void
  onNext: () => void
  onPace: (pace: number) => void
  children: ReactNode
}) {
  return (
    <div className={styles.play}>
      <div className={styles.playButtons}>
        <Button aria-label="Checkpoint before" title="Checkpoint before (Left)" onClick={onBack}>
          <IconPlayerSkipBack size={16} aria-hidden />
        </Button>
        <Button
          kind="primary"
          aria-label={playing ? 'Pause' : 'Play'}
          title={playing ? 'Pause (Space)' : 'Play (Space)'}
          onClick={onToggle}
        >
          {playing ? <IconPlayerPauseFilled size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />}
        </Button>
        <Button aria-label="Next checkpoint" title="Next checkpoint (Right)" onClick={onNext}>
          <IconPlayerSkipForward size={16} aria-hidden />
        </Button>
        <Select
          label="Checkpoints a second"
          value={String(pace)}
          options={paces.map((one) => ({ value: String(one), label: `${one} / s` }))}
          onChange={(text) => onPace(Number(text))}
        />
      </div>
      <div className={styles.where}>{children}</div>
    </div>
  )
}
