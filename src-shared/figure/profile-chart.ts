import type { StatisticsAnswer, StatisticsParams } from '../contract/statistics.ts'
import { metricWithUnit } from '../domain/metric.ts'
import { formatShort, plural } from '../words/format.ts'
import { tickFormat, xAxis, yAxis } from './axes.ts'
import type { FigureOption } from './chart-option.ts'
import { chartFont } from './chart-theme.ts'
import type { ChartTheme } from './chart-theme.ts'
import { bandOpacity, bandSeries } from './compare-bands.ts'
import { centreSeries } from './compare-lines.ts'
import type { ComparedCurve } from './compared-curve.ts'
import type { ComparedVariant } from './compared.ts'
import { panelScale } from './panel-scale.ts'
import { figureWords, intervalMethod } from './statistics-words.ts'
import { variantStyle } from './variant-style.ts'

/** Profiles as curves: of each variant, or of each algorithm over all worlds where scores are normalised. */
export function profileCurves(
  variants: readonly ComparedVariant[],
  question: StatisticsParams,
  answer: StatisticsAnswer,
  scheme: ChartTheme['scheme'],
): (ComparedCurve & { slot: number })[] {
  type Profile = NonNullable<StatisticsAnswer['profiles'][number]>
  const curve = (variant: ComparedVariant, label: string, profile: Profile, seeds: number) => {
    const { color, dash } = variantStyle(variant.slot, scheme)
    const { threshold: x, share: centre, low, high } = profile
    const n = x.map(() => seeds)
    return {
      key: variant.id,
      slot: variant.slot,
      label,
      colour: color,
      dash,
      x,
      centre,
      rawCentre: [],
      low,
      high,
      uncut: { low, high },
      cut: null,
      n,
      falls: [],
      seeds: [],
      undrawable: 0,
      floor: { x: -Infinity, y: -Infinity },
    }
  }
  if (answer.aggregates !== null)
    return answer.aggregates.algorithms.flatMap(({ algorithm, seeds, over }) => {
      const first = variants[question.groups.findIndex((group) => group.algorithm === algorithm)]
      const all = seeds.reduce((sum, count) => sum + count, 0)
      return over?.profile && first ? [curve(first, algorithm, over.profile, all)] : []
    })
  return variants.flatMap((variant, place) => {
    const profile = answer.profiles[place]
    return profile ? [curve(variant, variant.label, profile, answer.groups[place]!.final!.n)] : []
  })
}

/** Share of seeds above each value, with its band. */
export function profileChart(theme: ChartTheme, curves: readonly ComparedCurve[], xName: string): FigureOption {
  const ends = curves.flatMap(({ x }) => [x[0]!, x.at(-1)!])
  const opacity = bandOpacity(curves.length)
  const scale = panelScale(0, false, false)
  return {
    animation: false,
    textStyle: { fontFamily: chartFont },
    grid: { left: 12, right: 24, top: 34, bottom: 26, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: xAxis(theme, {
      name: xName,
      format: ends.length === 0 ? formatShort : tickFormat(Math.min(...ends), Math.max(...ends)),
    }),
    yAxis: yAxis(theme, { name: 'share of seeds above', min: 0, max: 1 }),
    series: [bandSeries(curves, { low: 0, high: 1 }, opacity, scale), centreSeries(curves, theme, scale)].filter(
      (series) => series !== null,
    ),
  }
}

export const profileX = (question: StatisticsParams, { aggregates }: StatisticsAnswer): string =>
  aggregates === null ? metricWithUnit(question.metric) : 'normalised score'

/** What a careful reader must know of a profile. */
export function profileNote(curves: readonly ComparedCurve[], question: StatisticsParams): string {
  if (curves.length === 0) return 'A profile needs two finished seeds.'
  const counts = curves.map(({ n }) => n[0]!)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return (
    `${figureWords[question.figure]}: share of ${least === most ? plural(most, 'run') : `${least} to ${most} runs`} strictly ` +
    `above each of ${curves[0]!.x.length} thresholds, with its pointwise ${intervalMethod('bootstrap', question)}.`
  )
}
