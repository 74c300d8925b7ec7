import { IconChartLine, IconList } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { useExperiments, useExperimentsById, useHistoryLoaded, useRuns } from '../../client/index.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ExampleOffer } from '../../components/example-offer.tsx'
import { usePageTitle } from '../../components/page-title.ts'
import { plural } from '../../../src-shared/words/format.ts'
import { SidePanel, useWide } from '../../components/side-panel.tsx'
import { readAddress } from '../../../src-shared/domain/comparison-address.ts'
import { keyText, type ComparisonSpec } from '../../../src-shared/domain/comparison.ts'
import { pointOf, pointsOf } from '../../../src-shared/domain/points.ts'
import { resolveComparison } from '../../../src-shared/figure/resolve-comparison.ts'
import { rememberedSearch, useCompareState } from './address.ts'
import { ChartPanel } from './chart-panel.tsx'
import { useViewCommands } from '../../components/view-commands.ts'
import { compareCommands } from './commands.ts'
import { Controls } from './controls.tsx'
import { StatisticsPanel } from './statistics/statistics-panel.tsx'
import { useComparison } from './use-comparison.ts'
import { AddVariants, VariantsPanel } from './variants-panel.tsx'
import styles from './compare.module.css'

export function CompareView() {
  const loaded = useHistoryLoaded()
  const [state] = useCompareState()
  const [, navigate] = useLocation()
  const experiments = useExperimentsById()
  const nothingAsked = state.selection.length === 0
  // By the rail one comes back to what was compared last.
  useEffect(() => {
    const before = rememberedSearch()
    if (!loaded || !nothingAsked || before === null) return
    if (readAddress(before).selection.some((key) => experiments.has(key.experimentId)))
      navigate(`/compare?${before}`, { replace: true })
  }, [loaded, nothingAsked, experiments, navigate])
  if (!loaded) return null
  return <Comparing />
}

function Comparing() {
  const [state, change] = useCompareState()
  const experiments = useExperimentsById()
  const runs = useRuns()
  const wide = useWide()
  const [panelOpen, setPanelOpen] = useState(false)
  const resolved = useMemo(() => resolveComparison(state, experiments, runs), [state, experiments, runs])
  const { variants } = resolved
  const hidden = useMemo(() => new Set(state.hidden.map(keyText)), [state.hidden])
  const comparison = useComparison(resolved)
  useViewCommands(variants.length === 0 ? [] : compareCommands(state, change))
  const names = [...new Set(variants.map((variant) => variant.experiment.name))]
  usePageTitle(
    names.length === 0 ? 'Compare' : names.length === 1 ? names[0]! : plural(names.length, 'experiment'),
    names.length === 0 ? undefined : 'Compare',
  )
  if (variants.length === 0) return <NothingCompared wasChosen={state.selection.length > 0} />
  return (
    <section className={styles.view} aria-label="Compare">
      <SidePanel
        title="Variants and what differs"
        side="left"
        opened={panelOpen}
        onClose={() => setPanelOpen(false)}
        width={236}
      >
        <VariantsPanel
          variants={variants}
          hidden={hidden}
          baseline={state.baseline}
          onSelection={(selection) => change({ selection })}
          onHidden={(next) => change({ hidden: state.selection.filter((key) => next.has(keyText(key))) })}
        />
      </SidePanel>
      <div className={styles.work}>
        <div className={styles.topRow}>
          {!wide && (
            <Button icon={<IconList size={16} aria-hidden />} onClick={() => setPanelOpen(true)}>
              Variants
            </Button>
          )}
          <Controls resolved={resolved} chosen={state} onChange={change} />
        </div>
        <Missing state={state} experiments={experiments} onChange={change} />
        <ChartPanel resolved={resolved} comparison={comparison} onChange={change} />
        <StatisticsPanel
          resolved={resolved}
          isWanted={comparison.answers !== null || comparison.failure !== null}
          spec={state}
          onChange={change}
        />
      </div>
    </section>
  )
}

/** A saved comparison, or an old address, outlives the experiments in it. */
function Missing({
  state,
  experiments,
  onChange,
}: {
  state: ComparisonSpec
  experiments: ReturnType<typeof useExperimentsById>
  onChange: (change: Partial<ComparisonSpec>) => void
}) {
  const there = state.selection.filter(({ experimentId, variantIndex }) => {
    const experiment = experiments.get(experimentId)
    return experiment !== undefined && pointOf(experiment.spec, variantIndex) !== undefined
  })
  const missing = state.selection.length - there.length
  if (missing === 0) return null
  return (
    <p className={styles.missing} role="status">
      {missing === 1 ? 'One' : missing} of the {state.selection.length} variants compared here{' '}
      {missing === 1 ? 'is' : 'are'} not in the history any more.
      <Button onClick={() => onChange({ selection: there })}>Leave {missing === 1 ? 'it' : 'them'} out</Button>
    </p>
  )
}

const recentOnes = 4

function NothingCompared({ wasChosen }: { wasChosen: boolean }) {
  const [, change] = useCompareState()
  const experiments = useExperiments().toSorted((a, b) => b.createdAt - a.createdAt)
  if (experiments.length === 0 && !wasChosen) {
    return (
      <EmptyState
        title="Nothing to compare yet"
        icon={<IconChartLine size={34} aria-hidden />}
        sentence={
          'Compare shows the curves of variants from any experiments in one chart, and updates it while they ' +
          'train. The example has two variants.'
        }
      >
        <ExampleOffer />
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={wasChosen ? 'Nothing of this comparison is left' : 'Choose what to compare'}
      icon={<IconChartLine size={34} aria-hidden />}
      sentence={
        (wasChosen ? 'Its experiments were deleted; History’s bin may still have them. ' : '') +
        'Choose all variants of an experiment, or add variants of several. Reload and Back return to this selection.'
      }
    >
      {experiments.slice(0, recentOnes).map((experiment) => (
        <Button
          key={experiment.id}
          className={styles.recent}
          title={experiment.name}
          onClick={() =>
            change({
              selection: pointsOf(experiment.spec).map((_, variantIndex) => ({
                experimentId: experiment.id,
                variantIndex,
              })),
            })
          }
        >
          <span>{experiment.name}</span>
        </Button>
      ))}
      <AddVariants selection={[]} onSelection={(selection) => change({ selection })} />
    </EmptyState>
  )
}
