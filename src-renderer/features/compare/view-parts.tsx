import { IconX } from '@tabler/icons-react'
import type { ComparisonSpec, Grouping } from '../../../src-shared/domain/comparison.ts'
import { metricDefinition, type MetricName } from '../../../src-shared/domain/metric.ts'
import type { ResolvedComparison } from '../../../src-shared/figure/resolve-comparison.ts'
import { Select } from '../../components/select.tsx'
import { metricOptions } from './curve-controls.tsx'
import styles from './view-popover.module.css'

export interface ViewProps {
  resolved: ResolvedComparison
  onChange: (change: Partial<ComparisonSpec>) => void
}

/** A chart for each metric below the first one’s. */
export function MoreMetrics({ resolved: { metrics }, onChange }: ViewProps) {
  return (
    <>
      <div className={styles.line}>
        <span>Draw also</span>
        <Select
          label="Draw another metric as well"
          value=""
          options={[
            { value: '', label: 'another metric…' },
            ...metricOptions.filter(({ value }) => !metrics.includes(value as MetricName)),
          ]}
          onChange={(value) => onChange({ metrics: [...metrics, value as MetricName], yRange: null })}
        />
      </div>
      {metrics.length > 1 && (
        <ul className={styles.metrics} aria-label="Metrics that are drawn">
          {metrics.map((metric) => (
            <li key={metric}>
              {metricDefinition(metric).label}
              <button
                type="button"
                aria-label={`Don’t draw ${metricDefinition(metric).label}`}
                onClick={({ currentTarget }) => {
                  // The button goes with its metric; the keyboard stays in the dialog.
                  currentTarget.closest<HTMLElement>('[role="dialog"]')?.focus()
                  onChange({ metrics: metrics.filter((other) => other !== metric), yRange: null })
                }}
              >
                <IconX size={14} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Which runs make one curve. */
export function GroupFields({
  group,
  settings,
  onChange,
}: {
  group: Grouping
  settings: readonly { path: string; title: string; values: number }[]
  onChange: ViewProps['onChange']
}) {
  const chosen = Array.isArray(group) ? group : []
  const kind = Array.isArray(group) ? 'some' : group
  const choose = (next: string) =>
    onChange({ group: next === 'some' ? [settings[0]!.path] : (next as 'variant' | 'settings') })
  return (
    <>
      <div className={styles.line}>
        <span>One curve for each</span>
        <Select
          label="One curve for each"
          value={kind}
          options={[
            { value: 'variant', label: 'variant' },
            { value: 'settings', label: 'equal settings' },
            {
              value: 'some',
              label: 'choice of settings',
              ...(settings.length === 0 && { disabledReason: 'nothing differs' }),
            },
          ]}
          onChange={choose}
        />
      </div>
      {kind === 'some' && (
        <fieldset className={styles.settings}>
          <legend>Runs that are alike in these make one curve</legend>
          {settings.map(({ path, title, values }) => (
            <label key={path}>
              <input
                type="checkbox"
                checked={chosen.includes(path)}
                disabled={chosen.length === 1 && chosen[0] === path}
                onChange={() =>
                  onChange({
                    group: chosen.includes(path) ? chosen.filter((other) => other !== path) : [...chosen, path],
                  })
                }
              />
              <span>{title}</span>
              <span className={styles.soft}>{values} values</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}
