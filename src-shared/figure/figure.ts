import type { SeedLine, VariantCurve } from '../contract/comparison.ts'
import type { ComparisonSpec } from '../domain/comparison.ts'
import { keyText } from '../domain/comparison.ts'
import { curveAxis, metricWithUnit, type CurveAxis, type MetricName } from '../domain/metric.ts'
import type { Experiment, Run } from '../domain/run.ts'
import { curveAxisFormat, curveAxisNames, tickFormat } from './axes.ts'
import { captionOf } from './caption.ts'
import type { FigureOption } from './chart-option.ts'
import type { ChartTheme } from './chart-theme.ts'
import { bandRange, bandsCut } from './compare-bands.ts'
import { compareChart } from './compare-chart.ts'
import type { ComparedCurve } from './compared-curve.ts'
import { comparedVariants, solvedAtOf, type ComparedVariant } from './compared.ts'
import { drawnCurve, seedsInsteadOfBand } from './drawn-curves.ts'
import { createMemo, type Memo } from './memo.ts'
import { usualChoice } from './usual-choice.ts'

/** A comparison over what is in the history, with what nobody has chosen decided. */
export interface ResolvedComparison {
  variants: readonly ComparedVariant[]
  /** Those that are drawn: not hidden. */
  shown: readonly ComparedVariant[]
  metric: MetricName
  axis: CurveAxis
  showSeeds: boolean
}

export function resolveComparison(
  spec: ComparisonSpec,
  experiments: ReadonlyMap<string, Experiment>,
  runs: readonly Run[],
): ResolvedComparison {
  const variants = comparedVariants(spec.selection, experiments, runs)
  const hidden = new Set(spec.hidden.map(keyText))
  const usual = usualChoice(variants)
  return {
    variants,
    shown: variants.filter(({ id }) => !hidden.has(id)),
    metric: spec.metrics[0] ?? usual.metric,
    axis: curveAxis.catch(usual.axis).parse(spec.x),
    showSeeds: spec.showSeeds,
  }
}

/** What the reader answered, by variant (`keyText`). */
export interface CurveAnswers {
  curves: ReadonlyMap<string, VariantCurve>
  seeds: ReadonlyMap<string, readonly SeedLine[]>
}

export interface Figure {
  /** As they are drawn: thinned, bands cut at what is possible. */
  drawn: readonly ComparedCurve[]
  caption: string
  option(theme: ChartTheme, size: { width: number; height: number }): FigureOption
}

/** Above this many, names at the lines' ends become a list. */
export const mostEndLabels = 6

const noLines: readonly SeedLine[] = []

/**
 * The figure of a comparison, the same for the window and for files. With the same memo, what doesn't change is the same
 * object as before: the window draws by difference.
 */
export function figureOf(
  { shown, metric, axis, showSeeds }: Omit<ResolvedComparison, 'variants'>,
  { curves, seeds }: CurveAnswers,
  scheme: ChartTheme['scheme'],
  memo: Memo = createMemo(),
): Figure {
  const curveList = shown.flatMap((variant) => {
    const curve = curves.get(variant.id)
    if (curve === undefined) return []
    const lines = showSeeds || seedsInsteadOfBand(variant) ? (seeds.get(variant.id) ?? noLines) : noLines
    return memo(`drawn ${variant.id}`, [curve, lines, variant.short, variant.slot, metric, scheme], () =>
      drawnCurve(variant, curve, lines, metric, scheme),
    )
  })
  const drawn = memo('drawn', curveList, () => curveList)
  const solvedAt = solvedAtOf(shown, metric)
  const endLabels = shown.length <= mostEndLabels
  const xMax = endOf(drawn, shown)
  const caption = captionOf({
    variants: shown.flatMap((variant) => {
      const curve = curves.get(variant.id)
      return curve === undefined ? [] : [{ label: variant.label, curve }]
    }),
    metric,
    axis,
    showSeeds,
    recordEvery: shown.map((variant) => variant.experiment.spec.recordEvery),
    evaluatedEvery: shown.flatMap(({ experiment: { spec } }) =>
      typeof spec.evaluation?.every === 'object' ? spec.evaluation.every.envSteps : [],
    ),
    formatX: curveAxisFormat(axis),
    bandsCut: bandsCut(drawn),
    cutAt: cutsOf(drawn),
  })
  const option = memo('option', [drawn, metric, axis, solvedAt, endLabels, xMax], () => {
    const range = bandRange(drawn)
    // Beside axes without numbers there is no room for names.
    const named = (name: string): string => (drawn.some((curve) => curve.x.length > 0) ? name : '')
    return (theme: ChartTheme, size: { width: number }) =>
      compareChart(
        theme,
        {
          curves: drawn,
          labelWidthPx: endLabels && size.width > 520 ? Math.min(250, Math.max(150, size.width * 0.22)) : 0,
          solvedAt,
          x: { name: named(curveAxisNames[axis]), min: 0, max: xMax, format: curveAxisFormat(axis) },
          y: { name: named(metricWithUnit(metric)), format: tickFormat(range.low, range.high) },
        },
        memo,
      )
  })
  return { drawn, caption, option }
}

/** Where intervals were cut, each pair of bounds once. */
function cutsOf(curves: readonly ComparedCurve[]): { low: number; high: number }[] {
  const cuts = curves.flatMap(({ cut }) => cut ?? [])
  return [...new Map(cuts.map((cut) => [`${cut.low} ${cut.high}`, cut])).values()]
}

/** Where the axis ends: with the longest curve, once nothing trains; until then with whatever is there. */
function endOf(curves: readonly ComparedCurve[], variants: readonly ComparedVariant[]): number | undefined {
  const ends = curves.flatMap((curve) => curve.x.at(-1) ?? [])
  return ends.length === 0 ||
    variants.some(({ summary: { counts } }) => counts.running + counts.queued + counts.paused > 0)
    ? undefined
    : Math.max(...ends)
}
