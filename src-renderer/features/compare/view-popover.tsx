import { Switch } from '@mantine/core'
import { IconAdjustments } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Smoothing } from '../../../src-shared/domain/comparison.ts'
import { isCurveAxis, metricDefinition } from '../../../src-shared/domain/metric.ts'
import { xAxisOf } from '../../../src-shared/figure/axes.ts'
import { hasFork } from '../../../src-shared/figure/fork-origin.ts'
import { differingSettings } from '../../../src-shared/figure/point-settings.ts'
import { Button } from '../../components/button.tsx'
import { PopoverButton } from '../../components/popover-button.tsx'
import { NumberField } from '../../components/number-field.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { Select } from '../../components/select.tsx'
import { useViewKey } from '../../components/use-view-key.ts'
import { compareShortcuts } from './shortcuts.ts'
import { GroupFields, MoreMetrics, type ViewProps } from './view-parts.tsx'
import styles from './view-popover.module.css'

/** The rest of how the curves are drawn. */
export function ViewPopover(props: ViewProps) {
  const [opened, setOpened] = useState(false)
  useViewKey(compareShortcuts.view, () => setOpened(true))
  return (
    <PopoverButton
      opened={opened}
      onOpened={setOpened}
      icon={<IconAdjustments size={16} aria-hidden />}
      name="View"
      title={`${compareShortcuts.view.does} (${compareShortcuts.view.keys})`}
      widthPx={400}
      dialogClassName={styles.dropdown}
    >
      <View {...props} />
    </PopoverButton>
  )
}

function View({ resolved, onChange }: ViewProps) {
  const { spec, variants } = resolved
  const members = useMemo(() => variants.flatMap((variant) => variant.members), [variants])
  const settings = useMemo(() => differingSettings(members), [members])
  return (
    <div className={styles.view}>
      <div className={styles.switches}>
        <Switch
          size="xs"
          label="single seeds"
          checked={spec.showSeeds}
          onChange={(event) => onChange({ showSeeds: event.currentTarget.checked })}
        />
        <Switch
          size="xs"
          label="log x"
          checked={spec.logX}
          onChange={(event) => onChange({ logX: event.currentTarget.checked })}
        />
        <Switch
          size="xs"
          label="log y"
          checked={spec.logY}
          onChange={(event) => onChange({ logY: event.currentTarget.checked })}
        />
        {hasFork(variants) && (
          <Switch
            size="xs"
            label="forks from where they left"
            checked={spec.drawForks === 'where-left'}
            onChange={(event) => onChange({ drawForks: event.currentTarget.checked ? 'where-left' : 'from-zero' })}
          />
        )}
      </div>
      <SmoothingFields resolved={resolved} onChange={onChange} />
      <RangeFields resolved={resolved} onChange={onChange} />
      <MoreMetrics resolved={resolved} onChange={onChange} />
      <div className={styles.line}>
        <span>One chart for each</span>
        <Select
          label="One chart for each"
          value={spec.facet ?? ''}
          options={[
            { value: '', label: 'none: all in one' },
            ...settings.map(({ path, title, values }) => ({ value: path, label: `${title} (${values})` })),
          ]}
          onChange={(facet) => onChange({ facet: facet === '' ? null : facet })}
        />
      </div>
      <GroupFields group={spec.group} settings={settings} onChange={onChange} />
    </div>
  )
}

const smoothingKinds: { value: Smoothing['kind']; label: string }[] = [
  { value: 'none', label: 'off' },
  { value: 'ema', label: 'moving average' },
  { value: 'running-mean', label: 'running mean' },
]
const usualSmoothing: Record<Smoothing['kind'], Smoothing> = {
  none: { kind: 'none' },
  ema: { kind: 'ema', weight: 0.6 },
  'running-mean': { kind: 'running-mean', episodes: 100 },
}

function SmoothingFields({ resolved: { spec, x }, onChange }: ViewProps) {
  const { smoothing } = spec
  const overMetric = isCurveAxis(x) ? {} : { disabledReason: 'Paths over a metric are not smoothed.' }
  return (
    <>
      <div className={styles.line}>
        <span>Smoothing</span>
        <Segmented
          label="Smoothing"
          value={smoothing.kind}
          options={smoothingKinds.map((kind) => (kind.value === 'none' ? kind : { ...kind, ...overMetric }))}
          onChange={(kind) => onChange({ smoothing: usualSmoothing[kind] })}
        />
      </div>
      {smoothing.kind === 'ema' && (
        <div className={styles.line}>
          <span>Weight of the past</span>
          <NumberField
            label="Weight of the past, 0 to 1"
            value={smoothing.weight}
            step={0.05}
            onChange={(weight) => {
              if (typeof weight === 'number' && weight > 0 && weight < 1)
                onChange({ smoothing: { kind: 'ema', weight } })
            }}
          />
        </div>
      )}
      {smoothing.kind === 'running-mean' && (
        <div className={styles.line}>
          <span>Over the last</span>
          <NumberField
            label="Episodes that the running mean is over"
            unit="episodes"
            value={smoothing.episodes}
            onChange={(episodes) => {
              if (typeof episodes === 'number' && Number.isInteger(episodes) && episodes >= 2 && episodes <= 1e6)
                onChange({ smoothing: { kind: 'running-mean', episodes } })
            }}
          />
        </div>
      )}
    </>
  )
}

function RangeFields({ resolved: { spec, x, metrics }, onChange }: ViewProps) {
  // Times are in milliseconds, and in seconds on the axis.
  const perShown = x === 'computeMs' || x === 'wallMs' ? 1_000 : 1
  const { xRange, yRange } = spec
  return (
    <>
      <RangeField
        name="x"
        title={xAxisOf(x).name}
        range={xRange === null ? null : [xRange[0] / perShown, xRange[1] / perShown]}
        onChange={(range) => onChange({ xRange: range && [range[0] * perShown, range[1] * perShown] })}
      />
      {metrics.length === 1 && (
        <RangeField
          name="y"
          title={metricDefinition(metrics[0]!).label}
          range={yRange}
          onChange={(range) => onChange({ yRange: range })}
        />
      )}
      {(xRange !== null || yRange !== null) && (
        <Button kind="quiet" onClick={() => onChange({ xRange: null, yRange: null })}>
          Show everything
        </Button>
      )}
    </>
  )
}

/** Two ends; counts once both are there and in order. */
function RangeField({
  name,
  title,
  range,
  onChange,
}: {
  name: string
  title: string
  range: readonly [number, number] | null
  onChange: (range: [number, number] | null) => void
}) {
  const [typed, setTyped] = useState<{ low: unknown; high: unknown; of: typeof range } | null>(null)
  const { low, high } = typed !== null && sameRange(typed.of, range) ? typed : { low: range?.[0], high: range?.[1] }
  const change = (next: { low: unknown; high: unknown }) => {
    setTyped({ ...next, of: range })
    const [from, to] = [next.low ?? null, next.high ?? null]
    if (typeof from === 'number' && typeof to === 'number' && from < to) onChange([from, to])
    else if (from === null && to === null) onChange(null)
  }
  const isWrong = typeof low === 'number' && typeof high === 'number' && low >= high
  return (
    <div className={styles.line}>
      <span title={title}>{name} from</span>
      <NumberField
        label={`${name} from`}
        nullable
        placeholder="all"
        value={low ?? null}
        invalid={isWrong}
        onChange={(value) => change({ low: value, high })}
      />
      <span>to</span>
      <NumberField
        label={`${name} to`}
        nullable
        placeholder="all"
        value={high ?? null}
        invalid={isWrong}
        onChange={(value) => change({ low, high: value })}
      />
    </div>
  )
}

const sameRange = (a: readonly [number, number] | null, b: readonly [number, number] | null): boolean =>
  a?.[0] === b?.[0] && a?.[1] === b?.[1]
