import { useCallback } from 'react'
import type { ConvergenceResult } from '../../../../../src-shared/domain/lab-results/convergence.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { variantStyle } from '../../../../../src-shared/figure/variant-style.ts'
import { formatNumber, plural } from '../../../../../src-shared/words/format.ts'
import type { Size } from '../../../../charts/drawing-chart.tsx'
import type { Drawing } from '../../../../charts/drawing.ts'
import { Panel } from '../../../../components/panel.tsx'
import { LabFigure } from '../../figure.tsx'
import type { LabPageProps, LabView } from '../lab-view.ts'
import { linesDrawing } from '../lines.ts'
import page from '../page.module.css'
import styles from './convergence.module.css'

export const convergenceView: LabView<'convergence'> = { Page: ConvergencePage }

function ConvergencePage({ result }: LabPageProps<'convergence'>) {
  const norms = useCallback((theme: ChartTheme, size: Size) => normsDrawing(result, theme, size), [result])
  const objectives = useCallback((theme: ChartTheme, size: Size) => objectivesDrawing(result, theme, size), [result])
  const of = result.discount === 1 ? 'J' : `J_γ, γ = ${formatNumber(result.discount)}`
  return (
    <div className={styles.pictures}>
      <Panel label="Squared norm of the gradient" className={page.picture}>
        <LabFigure
          name="squared norm of the gradient"
          draw={norms}
          minHeight={260}
          label="Squared norm of the true gradient over updates, its running average, and the theorem’s bound"
          caption={
            `Thin: |grad ${of}|², exact, at each update’s θ; thick: its average over the updates so far. Dashed: ` +
            '4 √(Mβσ²/K) with β and σ² as seen until then: no guarantee.'
          }
        />
      </Panel>
      <Panel label="Objective" className={page.picture}>
        <LabFigure
          name="objective over updates"
          draw={objectives}
          minHeight={180}
          label="The exact objective over updates, with decreasing and with constant steps"
          caption={`${of}, exact; each update from ${plural(result.trajectories, 'trajectory', 'trajectories')}.`}
        />
      </Panel>
    </div>
  )
}

const overUpdates = (values: readonly number[]) => values.map((value, k): [number, number] => [k + 1, value])

function coloursOf({ scheme }: ChartTheme) {
  return { decreasing: variantStyle(0, scheme).color, constant: variantStyle(1, scheme).color }
}

function normsDrawing({ decreasing, constant, bounds }: ConvergenceResult, theme: ChartTheme, box: Size): Drawing {
  const colours = coloursOf(theme)
  return linesDrawing(
    [
      { name: '', colour: colours.constant, points: overUpdates(constant.squaredNorms), thin: true },
      { name: '', colour: colours.decreasing, points: overUpdates(decreasing.squaredNorms), thin: true },
      { name: 'constant', colour: colours.constant, points: overUpdates(constant.averages) },
      { name: 'theorem’s', colour: colours.decreasing, points: overUpdates(decreasing.averages) },
      { name: 'bound', colour: theme.soft, points: overUpdates(bounds), dash: [5, 4] },
    ],
    { name: 'updates K', log: true, low: 1, high: Math.max(2, constant.steps.length) },
    { name: 'squared norm of the gradient', log: true },
    theme,
    box,
  )
}

function objectivesDrawing({ decreasing, constant }: ConvergenceResult, theme: ChartTheme, box: Size): Drawing {
  const colours = coloursOf(theme)
  return linesDrawing(
    [
      { name: 'constant', colour: colours.constant, points: overUpdates(constant.objectives) },
      { name: 'theorem’s', colour: colours.decreasing, points: overUpdates(decreasing.objectives) },
    ],
    { name: 'updates', low: 1, high: Math.max(2, constant.steps.length) },
    { name: 'J' },
    theme,
    box,
  )
}
