import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { VariantKey } from '../../../src-shared/contract/comparison.ts'
import { curveAxis, metricName, type CurveAxis, type MetricName } from '../../../src-shared/domain/metric.ts'
import { recordsMetric, type QualityMetric } from '../../../src-shared/domain/recorded-metrics.ts'
import { type ExperimentSpec } from '../../../src-shared/domain/spec.ts'
import { takesEnvSteps, type VariantSpec } from '../../../src-shared/domain/variant.ts'
import { keyText, readSelection, writeSelection } from '../../../src-shared/figure/selection.ts'

/** Everything that decides what Compare shows; it stands in the address, so that a reload and "back" find it again. */
export interface CompareState {
  selection: VariantKey[]
  /** Null where nobody has chosen: what is compared decides then. */
  metric: MetricName | null
  axis: CurveAxis | null
  showSeeds: boolean
  hidden: ReadonlySet<string>
}

export function readAddress(search: string): CompareState {
  const params = new URLSearchParams(search)
  return {
    selection: readSelection(params.get('variants') ?? ''),
    metric: metricName.nullable().catch(null).parse(params.get('metric')),
    axis: curveAxis.nullable().catch(null).parse(params.get('over')),
    showSeeds: params.get('seeds') !== 'off',
    hidden: new Set(readSelection(params.get('hide') ?? '').map(keyText)),
  }
}

export function writeAddress({ selection, metric, axis, showSeeds, hidden }: CompareState): string {
  const parts = [`variants=${writeSelection(selection)}`]
  if (metric !== null) parts.push(`metric=${metric}`)
  if (axis !== null) parts.push(`over=${axis}`)
  if (!showSeeds) parts.push('seeds=off')
  const hiddenKeys = selection.filter((key) => hidden.has(keyText(key)))
  if (hiddenKeys.length > 0) parts.push(`hide=${writeSelection(hiddenKeys)}`)
  return parts.join('&')
}

const usualMetrics: readonly QualityMetric[] = ['return', 'exactObjective', 'evaluationReturn', 'gradientNorm']

/**
 * Where nobody has chosen: the first of the usual metrics that the most variants record, over env steps where all of
 * them take some, else over updates.
 */
export function usualChoice(
  variants: readonly { variant: VariantSpec; experiment: { spec: Omit<ExperimentSpec, 'variants'> } }[],
): { metric: MetricName; axis: CurveAxis } {
  const recording = (metric: QualityMetric) =>
    variants.filter(({ variant, experiment }) => recordsMetric(metric, experiment.spec, variant)).length
  const most = Math.max(...usualMetrics.map(recording))
  return {
    metric: usualMetrics.find((metric) => recording(metric) === most)!,
    axis: variants.every(({ variant }) => takesEnvSteps(variant)) ? 'envSteps' : 'updates',
  }
}

const memoryKey = 'ascent.compare'
/** What was compared last in this window, for coming back by the rail. */
export const rememberedSearch = (): string | null => sessionStorage.getItem(memoryKey)

export function useCompareState(): [CompareState, (change: Partial<CompareState>) => void] {
  const search = useSearch()
  const [, navigate] = useLocation()
  const state = useMemo(() => readAddress(search), [search])
  const change = useCallback(
    (part: Partial<CompareState>) => {
      const next = writeAddress({ ...state, ...part })
      sessionStorage.setItem(memoryKey, next)
      navigate(`/compare?${next}`, { replace: part.selection === undefined })
    },
    [navigate, state],
  )
  return [state, change]
}
