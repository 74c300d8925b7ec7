import { environmentEntry } from '../../../../src-shared/catalogue/environments/index.ts'
import { pointOf } from '../../../../src-shared/domain/points.ts'
import { formatNumber } from '../../../../src-shared/words/format.ts'
import type { InspectedAt } from '../body.ts'
import type { Curve } from './scrubber-geometry.ts'
import { valueAt } from './scrubber-geometry.ts'
import { UpdatePanel } from './update-panel.tsx'
import styles from './frame.module.css'

/** A world without a finite model: what was recorded at a checkpoint, and the way on from it. */
export function UnsolvedWorld({ shown, recorded }: { shown: InspectedAt; recorded: Curve }) {
  const { experiment, run, update } = shown
  const { environment } = pointOf(experiment.spec, run.variantIndex)!
  const value = valueAt(recorded, update)
  return (
    <div className={styles.unsolved}>
      <section className={styles.noModel} aria-label="World">
        <p>
          This world has no finite model: nothing of its policy is solved. Below are its checkpoints over the returns
          that were recorded while it trained.
        </p>
      </section>
      <UpdatePanel
        runId={run.id}
        update={update}
        chip={environmentEntry(environment.id).title}
        facts={value === null ? [] : [{ term: recorded.name, value: formatNumber(value), note: 'recorded' }]}
      />
    </div>
  )
}
