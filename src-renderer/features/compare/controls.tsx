import type { ComparisonSpec } from '../../../src-shared/domain/comparison.ts'
import type { ResolvedComparison } from '../../../src-shared/figure/resolve-comparison.ts'
import { CurveControls } from './curve-controls.tsx'
import { ExportPopover } from './export/export-popover.tsx'
import { SavedPopover } from './saved/saved-popover.tsx'
import { ViewPopover } from './view-popover.tsx'
import styles from './compare.module.css'

/** The one row of controls above the chart. */
export function Controls({
  resolved,
  chosen,
  onChange,
}: {
  resolved: ResolvedComparison
  /** As it was chosen, before what nobody chose was decided: what is saved. */
  chosen: ComparisonSpec
  onChange: (change: Partial<ComparisonSpec>) => void
}) {
  return (
    <div className={styles.controls}>
      <CurveControls resolved={resolved} onChange={onChange} />
      <span className={styles.gap} />
      <ViewPopover resolved={resolved} onChange={onChange} />
      <SavedPopover spec={chosen} />
      <ExportPopover resolved={resolved} />
    </div>
  )
}
