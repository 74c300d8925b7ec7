import { Menu, Switch } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ComparisonSpec } from '../../../src-shared/domain/comparison.ts'
import {
  curveMetricNames,
  metricDefinition,
  type CurveAxis,
  type MetricName,
} from '../../../src-shared/domain/metric.ts'
import { useState } from 'react'
import { useClient } from '../../client/index.tsx'
import { Button } from '../../components/button.tsx'
import { showFailure } from '../../components/notify.ts'
import { Segmented } from '../../components/segmented.tsx'
import { Select } from '../../components/select.tsx'
import type { ComparedVariant } from '../../../src-shared/figure/compared.ts'
import { showExportedFile } from './exported-file.tsx'
import styles from './compare.module.css'

const firstMetrics: readonly MetricName[] = [
  'return',
  'evaluationReturn',
  'episodeLength',
  'entropy',
  'kl',
  'gradientNorm',
  'policyLoss',
  'criticLoss',
]
const metricOptions = [
  ...firstMetrics.map((name) => ({ value: name, label: metricDefinition(name).label, group: 'Common' })),
  ...curveMetricNames
    .filter((name) => !firstMetrics.includes(name))
    .map((name) => ({ value: name, label: metricDefinition(name).label, group: 'Where recorded' })),
]
const axisOptions: { value: CurveAxis; label: string }[] = [
  { value: 'envSteps', label: 'env steps' },
  { value: 'episodes', label: 'episodes' },
  { value: 'updates', label: 'updates' },
  { value: 'computeMs', label: 'compute time' },
  { value: 'wallMs', label: 'wall time' },
]

/** The one row of controls above the chart. */
export function Controls({
  metric,
  axis,
  showSeeds,
  onChange,
  variants,
}: {
  metric: MetricName
  axis: CurveAxis
  showSeeds: boolean
  onChange: (change: Partial<ComparisonSpec>) => void
  variants: readonly ComparedVariant[]
}) {
  return (
    <div className={styles.controls}>
      <Select
        strong
        label="Metric"
        value={metric}
        options={metricOptions}
        onChange={(value) => onChange({ metrics: [value as MetricName] })}
      />
      <span className={styles.soft}>over</span>
      <Segmented label="Over" value={axis} options={axisOptions} onChange={(x) => onChange({ x })} />
      <Switch
        size="xs"
        label="single seeds"
        checked={showSeeds}
        onChange={(event) => onChange({ showSeeds: event.currentTarget.checked })}
      />
      <span className={styles.gap} />
      <Export variants={variants} />
    </div>
  )
}

function Export({ variants }: { variants: readonly ComparedVariant[] }) {
  const client = useClient()
  const [isExporting, setExporting] = useState(false)
  const save = async (format: 'csv' | 'json'): Promise<void> => {
    const runIds = variants.flatMap((variant) => variant.runs.map((run) => run.id))
    const exported = await client.call('transfer.export', { format, runIds })
    if (exported.kind === 'file') return showExportedFile(exported)
    const { fileName, text } = exported
    const address = URL.createObjectURL(new Blob([text], { type: format === 'csv' ? 'text/csv' : 'application/json' }))
    const link = document.createElement('a')
    link.href = address
    link.download = fileName
    link.click()
    // The download has begun once the click is handled; the text needn't stay in memory.
    setTimeout(() => URL.revokeObjectURL(address), 10_000)
  }
  const start = (format: 'csv' | 'json') => {
    setExporting(true)
    void save(format)
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
