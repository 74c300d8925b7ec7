import { Menu } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconColumns3 } from '@tabler/icons-react'
import { useId, useMemo, useRef, useState } from 'react'
import * as z from 'zod'
import type { SeedFigure } from '../../../../src-shared/contract/statistics.ts'
import type { ComparisonSpec } from '../../../../src-shared/domain/comparison.ts'
import type { ResolvedComparison } from '../../../../src-shared/figure/resolve-comparison.ts'
import { resultColumns, type ResultColumn } from '../../../../src-shared/figure/results-table.ts'
import { isIn, statisticsQuestion, worldOf } from '../../../../src-shared/figure/statistics-question.ts'
import { Button } from '../../../components/button.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { Segmented } from '../../../components/segmented.tsx'
import { Select } from '../../../components/select.tsx'
import { useViewKey } from '../../../components/use-view-key.ts'
import { useViewCommands } from '../../../components/view-commands.ts'
import { compareShortcuts } from '../shortcuts.ts'
import { AgainstTable } from './against-table.tsx'
import { EnoughSeeds } from './enough-seeds.tsx'
import { ProfilePanel } from './profile-panel.tsx'
import { ResultsTable } from './results-table.tsx'
import { SweepPanel } from './sweep-panel.tsx'
import { useStatistics } from './use-statistics.ts'
import { WorldsPanel } from './worlds-panel.tsx'
import styles from './statistics.module.css'

const parts = [
  { value: 'results', label: 'Results' },
  { value: 'against', label: 'Against a baseline' },
  { value: 'enough', label: 'Enough seeds?' },
  { value: 'profile', label: 'Profile' },
  { value: 'sweep', label: 'Parameters' },
  { value: 'worlds', label: 'All environments' },
] as const
type Part = (typeof parts)[number]['value']

const figureOptions: { value: SeedFigure; label: string }[] = [
  { value: 'final', label: 'final values' },
  { value: 'best', label: 'best values' },
  { value: 'area', label: 'areas under the curve' },
]
const columnNames: Record<ResultColumn, string> = {
  final: 'Final',
  best: 'Best (flattered by noise)',
  area: 'Area under the curve',
  steps: 'Steps to a threshold',
}
const columnsSchema = z.array(z.enum(resultColumns)).catch([...resultColumns])

/** The statistics of what is compared: results, the comparison with a baseline, seeds needed, profiles. */
export function StatisticsPanel({
  resolved: { shown, metric },
  isWanted,
  spec,
  onChange,
}: {
  resolved: ResolvedComparison
  /** False until the curves are there: they come first. */
  isWanted: boolean
  spec: ComparisonSpec
  onChange: (change: Partial<ComparisonSpec>) => void
}) {
  const id = useId()
  const [asker] = useState(() => `${crypto.randomUUID()} ${id}`)
  const [part, setPart] = useState<Part>('results')
  const [figure, setFigure] = useState<SeedFigure>('final')
  const [chosen, setChosen] = useState<string | null>(null)
  const [columns, setColumns] = useLocalStorage<ResultColumn[]>({
    key: 'ascent.compare.columns',
    defaultValue: [...resultColumns],
    deserialize: (text) => columnsSchema.parse(JSON.parse(text ?? 'null')),
  })
  const pinned = spec.baseline
  const baseline = pinned && (shown.find((variant) => isIn(variant, pinned))?.id ?? null)
  const others = shown.filter((variant) => variant.id !== baseline)
  const inQuestion = others.find((variant) => variant.id === chosen)?.id ?? others[0]?.id ?? null
  const question = useMemo(
    () =>
      statisticsQuestion(shown, metric, spec, {
        asker,
        figure,
        profiles: part === 'profile',
        coverageOf: part === 'enough' ? inQuestion : null,
      }),
    [shown, metric, spec, asker, figure, part, inQuestion],
  )
  const { statistics, failure, isWaiting } = useStatistics(shown, question, isWanted)
  const oneWorld = new Set(shown.map(worldOf)).size < 2
  const partOptions = parts.map((option) =>
    option.value === 'worlds' && oneWorld
      ? { ...option, disabledReason: 'These variants live in one environment.' }
      : option,
  )
  const section = useRef<HTMLElement>(null)
  const goToParts = () => section.current?.querySelector<HTMLElement>('[role="radio"][aria-checked="true"]')?.focus()
  useViewKey(compareShortcuts.statistics, goToParts)
  useViewCommands(
    partOptions
      .filter((option) => !('disabledReason' in option))
      .map(({ value, label }) => ({
        label: `Statistics: ${label}`,
        act: () => {
          setPart(value)
          requestAnimationFrame(goToParts)
        },
      })),
  )
  const pinning = {
    baseline,
    pin: (id: string | null) => onChange({ baseline: shown.find((variant) => variant.id === id)?.key ?? null }),
  }
  return (
    <section ref={section} className={styles.panel} aria-label="Statistics" aria-busy={isWaiting}>
      <div className={styles.head}>
        <Segmented label="Statistics" value={part} options={partOptions} onChange={setPart} />
        <span className={styles.gap} />
        {part === 'results' ? (
          <>
            <label>
              final of the last{' '}
              <NumberField
                label="Values that a final value is the mean of"
                value={spec.finalOver}
                onChange={(value) =>
                  Number.isInteger(value) && Number(value) >= 1 && onChange({ finalOver: Number(value) })
                }
              />
            </label>
            <label>
              steps to{' '}
              <NumberField
                label="Threshold for steps"
                value={spec.threshold}
                nullable
                onChange={(value) => (value === null || typeof value === 'number') && onChange({ threshold: value })}
              />
            </label>
            <Columns columns={columns} onChange={setColumns} />
          </>
        ) : (
          <Select
            label="Of which values"
            value={figure}
            options={figureOptions}
            onChange={(value) => setFigure(value as SeedFigure)}
          />
        )}
      </div>
      {failure !== null && <p role="alert">{failure}</p>}
      {part === 'worlds' ? (
        <WorldsPanel
          variants={shown}
          statistics={statistics}
          anchors={spec.anchors}
          onChange={(anchors) => onChange({ anchors })}
        />
      ) : statistics === null ? (
        <p className={styles.note}>{shown.length === 0 ? 'All variants are hidden.' : 'Computing…'}</p>
      ) : part === 'results' ? (
        <ResultsTable statistics={statistics} columns={columns} pinning={pinning} />
      ) : part === 'against' ? (
        <AgainstTable statistics={statistics} pinning={pinning} />
      ) : part === 'enough' ? (
        inQuestion !== null && <EnoughSeeds statistics={statistics} chosen={inQuestion} onChoose={setChosen} />
      ) : part === 'sweep' ? (
        <SweepPanel statistics={statistics} pinning={pinning} />
      ) : (
        <ProfilePanel statistics={statistics} />
      )}
    </section>
  )
}

function Columns({
  columns,
  onChange,
}: {
  columns: readonly ResultColumn[]
  onChange: (columns: ResultColumn[]) => void
}) {
  return (
    <Menu position="top-end" shadow="md" closeOnItemClick={false} transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <Button icon={<IconColumns3 size={16} aria-hidden />}>Columns</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {resultColumns.map((column) => {
          const isShown = columns.includes(column)
          return (
            <Menu.Item
              key={column}
              aria-label={`${isShown ? 'Hide' : 'Show'} the column ${columnNames[column]}`}
              leftSection={<span aria-hidden>{isShown ? '✓' : ' '}</span>}
              onClick={() =>
                onChange(resultColumns.filter((each) => (each === column ? !isShown : columns.includes(each))))
              }
            >
              {columnNames[column]}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
