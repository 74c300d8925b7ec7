import type { SeedLine, VariantCurve } from '../contract/comparison.ts'
import { chosenSeedsWarnings, type ShownExperiment } from '../domain/chosen-seeds.ts'
import { isCurveAxis, metricWithUnit, type MetricName } from '../domain/metric.ts'
import { tickFormat, xAxisOf } from './axes.ts'
import { captionOf } from './caption.ts'
import type { FigureOption } from './chart-option.ts'
import type { ChartTheme } from './chart-theme.ts'
import { bandRange, bandsCut } from './compare-bands.ts'
import { compareChart, type ComparePanel } from './compare-chart.ts'
import type { ComparedCurve } from './compared-curve.ts'
import { solvedAtOf, type ComparedVariant } from './compared.ts'
import { drawnCurve, seedsInsteadOfBand } from './drawn-curves.ts'
import { movedCurve, movedLines, originX } from './fork-origin.ts'
import { createMemo, type Memo } from './memo.ts'
import { differingSettings } from './point-settings.ts'
import { panelsOf, type PanelPlan, type ResolvedComparison } from './resolve-comparison.ts'

/** What the reader answered to one metric, by variant (`keyText` of its first). */
export interface CurveAnswers {
  curves: ReadonlyMap<string, VariantCurve>
  seeds: ReadonlyMap<string, readonly SeedLine[]>
}
export type AnswersByMetric = ReadonlyMap<MetricName, CurveAnswers>

export interface FigurePanel extends PanelPlan {
  /** As they are drawn: thinned, bands cut at what is possible. */
  curves: readonly ComparedCurve[]
}

export interface Figure {
  panels: readonly FigurePanel[]
  caption: string
  /** `alone`: nothing stands beside it that names the variants, as in a file. */
  option(theme: ChartTheme, size: { width: number; height: number }, alone?: boolean): FigureOption
}

/** Above this many, names at the lines' ends become a list. */
export const mostEndLabels = 6

const noLines: readonly SeedLine[] = []

/**
 * The figure of a comparison, the same for the window and for files. With the same memo, what doesn't change is the same
 * object as before: the window draws by difference.
 */
export function figureOf(
  resolved: ResolvedComparison,
  answers: AnswersByMetric,
  scheme: ChartTheme['scheme'],
  memo: Memo = createMemo(),
): Figure {
  const { spec, shown, x } = resolved
  const isPath = !isCurveAxis(x)
  const panels = panelsOf(resolved).map((plan): FigurePanel => {
    const { metric, facet, variants } = plan
    const id = `${metric} ${facet}`
    const drawn = variants.flatMap((variant) => {
      const curve = answers.get(metric)?.curves.get(variant.id)
      if (curve === undefined) return []
      const by = originX(variant, x, spec)
      const hasSeeds = spec.showSeeds || curve.goesBack || seedsInsteadOfBand(variant)
      const lines = hasSeeds ? (answers.get(metric)?.seeds.get(variant.id) ?? noLines) : noLines
      const look = [variant.short, variant.slot, scheme, spec.logX, spec.logY, by] as const
      return memo(`drawn ${id} ${variant.id}`, [curve, lines, metric, ...look], () =>
        drawnCurve(variant, movedCurve(curve, by), movedLines(lines, by), {
          metric,
          scheme,
          logX: spec.logX,
          logY: spec.logY,
        }),
      )
    })
    return { ...plan, curves: memo(`drawn ${id}`, drawn, () => drawn) }
  })
  const xMax = isPath ? undefined : endOf(panels, shown)
  const option = memo('option', [...panels.map(({ curves }) => curves), spec, x, xMax], () => {
    const endLabels = panels.length === 1 && shown.length <= mostEndLabels
    const drawnPanels = panels.map((panel) => comparePanel(panel, curvesBeside(panel, panels), resolved, xMax))
    const hasEnds = panels.some(({ curves }) => curves.some((curve) => curve.x.length > 0))
    const atEnds = endLabels && hasEnds
    return (theme: ChartTheme, size: { width: number; height: number }, alone = false) =>
      compareChart(
        theme,
        {
          panels: drawnPanels,
          columns: panels.length / resolved.metrics.length,
          names: !alone && (!atEnds || size.width <= 520) ? 'none' : atEnds ? 'ends' : 'list',
          namesWidthPx: Math.min(250, Math.max(150, size.width * 0.22)),
          size,
        },
        memo,
      )
  })
  return { panels, caption: caption(resolved, panels, answers), option }
}

/** All curves of its metric: charts side by side share their height. */
const curvesBeside = ({ metric }: FigurePanel, panels: readonly FigurePanel[]): readonly ComparedCurve[] =>
  panels.filter((panel) => panel.metric === metric).flatMap(({ curves }) => curves)

function comparePanel(
  { metric, facet, variants, curves }: FigurePanel,
  beside: readonly ComparedCurve[],
  { x, spec, shown }: ResolvedComparison,
  xMax: number | undefined,
): ComparePanel {
  const axis = xAxisOf(x)
  const range = bandRange(beside)
  const isPath = !isCurveAxis(x)
  // Beside axes without numbers there is no room for names.
  const named = (name: string): string => (curves.some(hasPoints) ? name : '')
  const title =
    spec.facet === null ? metricWithUnit(metric) : `${metricWithUnit(metric)} · ${titleOf(shown, spec.facet)} ${facet}`
  return {
    id: `${metric} ${facet ?? ''}`,
    curves,
    room: beside,
    solvedAt: solvedAtOf(variants, metric),
    x: {
      name: named(axis.name),
      min: spec.xRange?.[0] ?? (isPath || spec.logX ? 'dataMin' : 0),
      max: spec.xRange?.[1] ?? xMax,
      log: spec.logX,
      format: axis.format,
    },
    y: {
      name: named(title),
      ...(spec.yRange !== null && { min: spec.yRange[0], max: spec.yRange[1] }),
      log: spec.logY,
      format: tickFormat(spec.yRange?.[0] ?? range.low, spec.yRange?.[1] ?? range.high),
    },
  }
}

const hasPoints = ({ x, seeds }: ComparedCurve): boolean => x.length > 0 || seeds.some((seed) => seed.x.length > 0)

function caption(
  { spec, shown, metrics, x }: ResolvedComparison,
  panels: readonly FigurePanel[],
  answers: AnswersByMetric,
): string {
  const curves = panels.flatMap((panel) => panel.curves)
  const axis = xAxisOf(x)
  const groupTitles = Array.isArray(spec.group)
    ? spec.group.map((path) => titleOf(shown, path))
    : spec.group === 'settings'
      ? ['all settings']
      : []
  return captionOf({
    metrics: metrics.map((metric) => ({
      metric,
      variants: shown.flatMap((variant) => {
        const curve = answers.get(metric)?.curves.get(variant.id)
        const by = originX(variant, x, spec)
        return curve === undefined ? [] : [{ label: variant.label, curve: movedCurve(curve, by) }]
      }),
    })),
    x,
    centre: spec.centre,
    band: spec.band,
    smoothing: spec.smoothing,
    showSeeds: spec.showSeeds,
    grouped: groupTitles,
    recordEvery: shown.map((variant) => variant.experiment.spec.recordEvery),
    evaluatedEvery: shown.flatMap(
      ({
        experiment: {
          spec: { evaluation },
        },
      }) => (typeof evaluation?.every === 'object' ? evaluation.every.envSteps : []),
    ),
    formatX: axis.format,
    unitX: axis.unit,
    bandsCut: panels.some((panel) => bandsCut(panel.curves, bandRange(curvesBeside(panel, panels)))),
    cutAt: cutsOf(curves),
    undrawable: curves.reduce((sum, { undrawable }) => sum + undrawable, 0),
    addedSeeds: shown.flatMap((variant) => {
      const seeds = addedSeedsOf(variant)
      return seeds.length === 0 ? [] : [{ label: variant.label, seeds }]
    }),
    movedForks: shown.flatMap((variant) => {
      const by = originX(variant, x, spec)
      return by === 0 ? [] : [{ label: variant.label, by }]
    }),
    chosenSeeds: chosenSeedsWarnings(experimentsOf(shown)),
  })
}

/** The experiments of these variants, each with all its seeds that are shown. */
function experimentsOf(variants: readonly ComparedVariant[]): ShownExperiment[] {
  const runs = Map.groupBy(
    variants.flatMap((variant) => variant.runs),
    ({ experimentId }) => experimentId,
  )
  const experiments = new Map(
    variants.flatMap(({ members }) => members.map(({ experiment }) => [experiment.id, experiment] as const)),
  )
  return [...experiments.values()].map((experiment) => ({
    experiment,
    seeds: (runs.get(experiment.id) ?? []).map(({ seed }) => seed),
  }))
}

const titleOf = (variants: readonly ComparedVariant[], path: string): string =>
  differingSettings(variants).find((setting) => setting.path === path)?.title ?? path

/** Seeds that are not among those that their experiment was queued with: somebody had looked by then. */
function addedSeedsOf({ members, runs }: ComparedVariant): number[] {
  const queuedWith = new Map(members.map(({ experiment }) => [experiment.id, new Set(experiment.spec.seeds)]))
  const added = runs.filter(({ experimentId, seed }) => queuedWith.get(experimentId)?.has(seed) === false)
  return [...new Set(added.map(({ seed }) => seed))].toSorted((a, b) => a - b)
}

/** Where intervals were cut, each pair of bounds once. */
function cutsOf(curves: readonly ComparedCurve[]): { low: number; high: number }[] {
  const cuts = curves.flatMap(({ cut }) => cut ?? [])
  return [...new Map(cuts.map((cut) => [`${cut.low} ${cut.high}`, cut])).values()]
}

/** Where the axis ends: with the longest curve, once nothing trains; until then with whatever is there. */
function endOf(panels: readonly FigurePanel[], variants: readonly ComparedVariant[]): number | undefined {
  const ends = panels.flatMap(({ curves }) => curves.flatMap((curve) => curve.x.at(-1) ?? []))
  return ends.length === 0 ||
    variants.some(({ summary: { counts } }) => counts.running + counts.queued + counts.paused > 0)
    ? undefined
    : ends.reduce((a, b) => Math.max(a, b))
}
