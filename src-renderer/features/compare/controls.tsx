import { Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ComparisonSpec } from '../../../src-shared/domain/comparison.ts'
import { useState } from 'react'
import { useClient } from '../../client/index.tsx'
import { Button } from '../../components/button.tsx'
import { exportRuns } from '../../components/export-runs.tsx'
import { showFailure } from '../../components/notify.ts'
import type { ComparedVariant } from '../../../src-shared/figure/compared.ts'
import type { ResolvedComparison } from '../../../src-shared/figure/resolve-comparison.ts'
import { CurveControls } from './curve-controls.tsx'
import { ViewPopover } from './view-popover.tsx'
import styles from './compare.module.css'

/** The one row of controls above the chart. */
export function Controls({
  resolved,
  onChange,
}: {
  resolved: ResolvedComparison
  onChange: (change: Partial<ComparisonSpec>) => void
}) {
  return (
    <div className={styles.controls}>
      <CurveControls resolved={resolved} onChange={onChange} />
      <span className={styles.gap} />
      <ViewPopover resolved={resolved} onChange={onChange} />
      <Export variants={resolved.shown} />
    </div>
  )
}

function Export({ variants }: { variants: readonly ComparedVariant[] }) {
  const client = useClient()
  const [isExporting, setExporting] = useState(false)
  const start = (format: 'csv' | 'json') => {
    setExporting(true)
    const runIds = variants.flatMap((variant) => variant.runs.map((run) => run.id))
    void exportRuns(client, format, runIds)
      .catch(showFailure)
      .finally(() => setExporting(false))
  }
  return (
    <Menu position="bottom-end" shadow="md" transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <Button icon={<IconDownload size={16} aria-hidden />} disabled={variants.length === 0 || isExporting}>
          {isExporting ? 'Exporting…' : 'Export'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => start('csv')}>Every recorded row, as CSV</Menu.Item>
        <Menu.Item onClick={() => start('json')}>Every recorded row, as JSON</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
