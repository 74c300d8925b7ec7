import { useComputedColorScheme } from '@mantine/core'
import { useCallback, useEffect, useMemo } from 'react'
import { useLocation } from 'wouter'
import { pointOf } from '../../../src-shared/domain/points.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import { slotOf, variantStyle } from '../../../src-shared/figure/variant-style.ts'
import { useExperimentsById, useHistoryLoaded, useRunsById } from '../../client/index.tsx'
import { usePageTitle } from '../../components/page-title.ts'
import { rememberedSearch, useInspectPlace, readInspectSearch } from './address.ts'
import type { InspectPlace } from './address.ts'
import type { InspectedAt } from './body.ts'
import { nearestIndex } from './frame/in-step.ts'
import { Inspecting } from './frame/inspecting.tsx'
import { NoRun, NothingToInspect } from './frame/nothing.tsx'
import { useInspected } from './use-inspected.ts'

export function InspectView() {
  const loaded = useHistoryLoaded()
  const [place, change] = useInspectPlace()
  const [, navigate] = useLocation()
  const runs = useRunsById()
  const nothingAsked = place.run === null
  // By the rail one comes back to what was looked at last.
  useEffect(() => {
    const before = rememberedSearch()
    if (!loaded || !nothingAsked || before === null) return
    const { run } = readInspectSearch(before)
    if (run !== null && runs.has(run)) navigate(`/inspect?${before}`, { replace: true })
  }, [loaded, nothingAsked, runs, navigate])
  if (!loaded) return null
  return <Inspect place={place} change={change} />
}

function Inspect({ place, change }: { place: InspectPlace; change: (part: Partial<InspectPlace>) => void }) {
  const experiments = useExperimentsById()
  const run = useRunsById().get(place.run ?? ('' as Run['id'])) ?? null
  const experiment = run && (experiments.get(run.experimentId) ?? null)
  const asked = useInspected(run)
  const otherRun = useRunsById().get(place.against.kind === 'run' ? place.against.run : ('' as Run['id'])) ?? null
  const otherExperiment = otherRun && (experiments.get(otherRun.experimentId) ?? null)
  const otherAsked = useInspected(otherRun)
  const look = useLook()
  const otherInfo = otherAsked?.kind === 'answer' ? otherAsked.answer : null
  // The same object while one scrubs: curves are made of it.
  const other = useMemo(
    () =>
      otherRun && otherExperiment && otherInfo !== null && otherInfo.snapshots.length > 0
        ? { ...look(otherExperiment, otherRun), info: otherInfo }
        : null,
    [otherRun, otherExperiment, otherInfo, look],
  )
  const name = run && experiment ? nameOf(experiment, run) : null
  usePageTitle(name ?? 'Inspect', name === null ? undefined : 'Inspect')
  if (run === null || experiment === null) return <NoRun wasAsked={place.run !== null} change={change} />
  if (asked === null || asked.kind === 'asking') return null
  if (asked.kind === 'failed' || asked.answer.snapshots.length === 0) {
    const refusal = asked.kind === 'failed' ? asked.sentence : null
    return <NothingToInspect run={run} experiment={experiment} refusal={refusal} change={change} />
  }
  const info = asked.answer
  const index = nearestIndex(info.snapshots, place.update)
  const shown: InspectedAt = { ...look(experiment, run), info, index, update: info.snapshots[index]!.update }
  const otherRefusal =
    otherAsked?.kind === 'failed'
      ? otherAsked.sentence
      : otherInfo !== null && other === null
        ? 'What it stands against has kept no checkpoint.'
        : null
  return (
    <Inspecting key={run.id} shown={shown} other={other} otherRefusal={otherRefusal} place={place} change={change} />
  )
}

function nameOf(experiment: Experiment, run: Run): string {
  return `${pointOf(experiment.spec, run.variantIndex)?.variant.name ?? 'variant'}, seed ${run.seed}`
}

/** What a run is called and which colour it has. */
function useLook() {
  const scheme = useComputedColorScheme('light')
  return useCallback(
    (experiment: Experiment, run: Run) => {
      const variant = pointOf(experiment.spec, run.variantIndex)?.variant
      const slot = variant === undefined ? 0 : slotOf(variant, run.variantIndex)
      return { experiment, run, name: nameOf(experiment, run), colour: variantStyle(slot, scheme).color }
    },
    [scheme],
  )
}
