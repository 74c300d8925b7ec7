import type { KeyboardEvent, ReactNode } from 'react'
import type { FiniteSnapshot } from './snapshot.ts'
import type { InspectedAt } from '../body.ts'
import { Drawn } from './drawn.tsx'
import type { Scene } from './drawn.tsx'
import { ExportButton } from './export-button.tsx'
import { numbersCsv } from './numbers-csv.ts'
import type { FiniteAnswer } from './use-finite.ts'
import type { ShownStep } from '../../../../src-shared/domain/shown-step.ts'
import styles from './finite.module.css'

/** What a finite world's picture is made from, whatever its form. */
export interface FiniteShown {
  shown: InspectedAt
  against: InspectedAt | null
  /** Of all checkpoints, of the shown one, and of what stands beside it. */
  all: FiniteAnswer
  snapshot: FiniteSnapshot
  other: FiniteSnapshot | null
  step: ShownStep
}

/** The pictures side by side, what a reader must know of them, and the way out of here as files. */
export function WorldPanel({
  of: { shown, all, snapshot, step },
  head,
  scenes,
  what,
  caption,
  selected,
  legendButton,
  onHover,
  onSelect,
  onKeyDown,
}: {
  of: FiniteShown
  head?: ReactNode
  scenes: readonly { at: InspectedAt; scene: Scene }[]
  /** What is drawn: a layer's name. */
  what: string
  caption: { look: string; exact: string }
  selected: number | null
  legendButton: { label: string; pressed: boolean; act: () => void } | null
  onHover: (state: number | null) => void
  onSelect: (state: number | null) => void
  onKeyDown: (event: KeyboardEvent) => void
}) {
  const { actionNames } = shown.info
  const file = [shown.experiment.name, shown.name, `update ${shown.update}`, what]
    .join(' ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .toLowerCase()
  const first = scenes[0]!.scene
  return (
    <section className={styles.world} aria-label="World">
      {head}
      <div className={styles.scenes}>
        {scenes.map(({ at, scene }, i) => (
          <div key={i} className={styles.scene}>
            {scenes.length > 1 && (
              <p className={styles.sceneName}>
                {i === 1 && 'against '}
                <b>{at.name}</b> update {at.update}
              </p>
            )}
            <Drawn
              scene={scene}
              label={`${at.name} at update ${at.update}: ${what}. Arrow keys walk from state to state`}
              selected={selected}
              legendButton={legendButton}
              onHover={onHover}
              onSelect={onSelect}
              onKeyDown={onKeyDown}
            />
          </div>
        ))}
      </div>
      <div className={styles.caption}>
        <p>
          {caption.look} <b>Exact</b>, {caption.exact}
        </p>
        <ExportButton
          name={file}
          title={`${shown.name}, update ${shown.update}: ${what}`}
          picture={() => first.draw(pictureSize(first), 0)}
          numbers={{
            shown: () => numbersCsv([snapshot], step, actionNames),
            all: () => numbersCsv(all, step, actionNames),
          }}
        />
      </div>
    </section>
  )
}

/** A table is drawn with all its rows, as far as browsers draw so high. */
const pictureSize = (scene: Scene) => ({
  width: 900,
  height: Math.min(8_000, Math.max(620, scene.height ?? 0)),
})
