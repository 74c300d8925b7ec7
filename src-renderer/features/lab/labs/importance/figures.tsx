import { useComputedColorScheme } from '@mantine/core'
import { useCallback } from 'react'
import type { KeyboardEvent } from 'react'
import type { ImportancePoint, ImportanceResult } from '../../../../../src-shared/domain/lab-results/importance.ts'
import { chartThemes } from '../../../../../src-shared/figure/chart-theme.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { distanceText } from '../../../../../src-shared/figure/labs/importance.ts'
import { formatCount, formatNumber } from '../../../../../src-shared/words/format.ts'
import type { Size } from '../../../../charts/drawing-chart.tsx'
import { LabFigure } from '../../figure.tsx'
import { estimatesDrawing, estimatesPlots } from './estimates-drawing.ts'
import { intervalsDrawing } from './intervals-drawing.ts'
import { weightsDrawing } from './weights-drawing.ts'

export function WeightsFigure({ result, point }: { result: ImportanceResult; point: ImportancePoint }) {
  const draw = useCallback(
    (theme: ChartTheme, size: Size) => weightsDrawing(result, point, theme, size),
    [result, point],
  )
  const mean = point.meanWeight === null ? 'beyond what numbers hold' : formatNumber(point.meanWeight, 4)
  return (
    <LabFigure
      name="weights"
      draw={draw}
      minHeight={280}
      label={
        `Histogram of ${formatCount(result.trajectories)} trajectories’ weights at distance ` +
        `${distanceText(point.distance)}; the largest carries ${formatNumber(100 * point.largestShare, 2)} % of the sum.`
      }
      caption={
        `${formatCount(result.trajectories)} trajectories, ${formatCount(result.envSteps)} env steps; the first bar also ` +
        `holds all weights below it. Their mean, ${mean}, should be near 1.`
      }
    />
  )
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }

/** The slider, the line in this picture and the arrow keys are one. */
export function EstimatesFigure({
  result,
  place,
  onPlace,
}: {
  result: ImportanceResult
  place: number
  onPlace: (place: number) => void
}) {
  const draw = useCallback(
    (theme: ChartTheme, size: Size) => estimatesDrawing(result, place, theme, size),
    [result, place],
  )
  const scheme = useComputedColorScheme('light')
  const last = result.points.length - 1
  const point = result.points[place]!
  const n = formatCount(result.trajectories)
  const variation = result.trajectories / point.effectiveSampleSize - 1
  const goTo = (x: number, _y: number, size: Size) => {
    const { size: plotted } = estimatesPlots(result, chartThemes[scheme], size)
    onPlace(Math.round(plotted.xOf(x) * last))
  }
  const key = (event: KeyboardEvent) => {
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? last : place + (steps[event.key] ?? 0)
    if (next === place) return
    event.preventDefault()
    onPlace(next)
  }
  return (
    <LabFigure
      name="estimates over the distance"
      draw={draw}
      minHeight={280}
      onPoint={goTo}
      onKey={key}
      label={
        'Estimates of J over the distance, with the effective sample size below. Arrow keys move the distance; ' +
        `now ${distanceText(point.distance)}.`
      }
      caption={
        `Bands: 95 % normal intervals, from the same ${n} trajectories throughout. ` +
        `Shaded: effective sample size n / (1 + cv²) under 5 %; now ${n} / (1 + ${formatNumber(variation, 3)}).` +
        (point.exact === null ? '' : ' Dotted: what the model expects of it.') +
        (result.truth.kind === 'sampled' ? ' J is sampled at every tenth, and linear between.' : '')
      }
    />
  )
}

export function IntervalsFigure({ result, point }: { result: ImportanceResult; point: ImportancePoint }) {
  const draw = useCallback((theme: ChartTheme, size: Size) => intervalsDrawing(point, theme, size), [point])
  return (
    <LabFigure
      name="estimates"
      draw={draw}
      minHeight={280}
      label="Estimates of J of the target policy with their intervals."
      caption={
        `95 % normal intervals, from ${formatCount(result.trajectories)} recorded trajectories.` +
        (point.truth === null ? '' : ' The line is the true J.')
      }
    />
  )
}
