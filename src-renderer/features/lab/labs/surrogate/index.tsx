import { useComputedColorScheme } from '@mantine/core'
import { useCallback } from 'react'
import type { KeyboardEvent } from 'react'
import type { SurrogateResult } from '../../../../../src-shared/domain/lab-results/surrogate.ts'
import { chartThemes } from '../../../../../src-shared/figure/chart-theme.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { misleadingStretches, surrogateLines } from '../../../../../src-shared/figure/labs/surrogate.ts'
import { formatCount, formatDifference, formatNumber } from '../../../../../src-shared/words/format.ts'
import type { Size } from '../../../../charts/drawing-chart.tsx'
import { Panel } from '../../../../components/panel.tsx'
import { LabFigure } from '../../figure.tsx'
import type { LabPageProps, LabView } from '../lab-view.ts'
import { lineDrawing, linePlots, lineStyle, pointAt } from './line-drawing.ts'
import page from '../page.module.css'
import styles from './surrogate.module.css'

export const surrogateView: LabView<'surrogate'> = { Page: SurrogatePage }

/** At first the end of where the surrogate misleads, or of the line. */
function SurrogatePage({ result, choices, onChoices }: LabPageProps<'surrogate'>) {
  const { points } = result
  const misled = misleadingStretches(result).at(-1)
  const first = misled === undefined ? points.length - 1 : points.indexOf(misled.to)
  const written = choices.point
  const chosen = typeof written === 'number' && written in points ? written : first
  const choose = useCallback((point: number) => onChoices({ ...choices, point }), [choices, onChoices])
  const draw = useCallback(
    (theme: ChartTheme, size: Size) => lineDrawing(result, chosen, theme, size),
    [result, chosen],
  )
  const scheme = useComputedColorScheme('light')
  const key = (event: KeyboardEvent) => {
    const next = { ArrowLeft: chosen - 1, ArrowRight: chosen + 1, Home: 0, End: points.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    choose(Math.min(points.length - 1, Math.max(0, next)))
  }
  const alpha = formatNumber(points[chosen]!.alpha, 3)
  return (
    <div className={page.page}>
      <Panel label="Surrogate against J" className={`${page.picture} ${styles.tall}`}>
        <LabFigure
          name="surrogate against J"
          draw={draw}
          minHeight={300}
          onPoint={(x, _y, size) => choose(pointAt(result, linePlots(result, chartThemes[scheme], size).changes, x))}
          onKey={key}
          label={`J, its first-order model and both surrogates along the line. Arrow keys walk; now at α = ${alpha}.`}
          caption={captionOf(result)}
        />
      </Panel>
      <AtPoint result={result} chosen={chosen} />
    </div>
  )
}

function captionOf(result: SurrogateResult): string {
  const { trajectories } = result
  const from =
    trajectories === null ? 'solved from the model' : `of one batch of ${formatCount(trajectories)} trajectories`
  return (
    `Changes from θ to θ + α d. Gradient and surrogates are ${from}. ${truthWords(result)} ` +
    'Shaded: the surrogate rises and J falls.'
  )
}

function truthWords({ truth, discount, objective }: SurrogateResult): string {
  const j = discount < 1 ? `J with γ = ${discount}` : 'J'
  const here = objective === null ? '' : ` At θ it is ${formatNumber(objective.value, 4)}.`
  switch (truth.kind) {
    case 'exact':
      return `${j} and KL are exact.${here}`
    case 'sampled':
      return (
        `${j} is of ${formatCount(truth.episodes)} episodes at every fourth point, with 95 % intervals; ` +
        `KL is at the batch’s states.${here}`
      )
    case 'unknown':
      return `${j} was not measured; KL is at the batch’s states.`
  }
}

/** The numbers at the point that is looked at. */
function AtPoint({ result, chosen }: { result: SurrogateResult; chosen: number }) {
  const theme = chartThemes[useComputedColorScheme('light')]
  const point = result.points[chosen]!
  return (
    <Panel label="At the chosen point" className={page.tablePanel}>
      <div className={page.scroll} role="region" aria-label="Changes at the chosen point" tabIndex={0}>
        <table className={page.table}>
          <thead>
            <tr>
              <th scope="col">
                At α = {formatNumber(point.alpha, 3)}, KL {formatNumber(point.kl, 3)}
              </th>
              <th scope="col">Change from θ</th>
              <th scope="col">Less the change of J</th>
            </tr>
          </thead>
          <tbody>
            {surrogateLines.map(({ key, name }) => {
              const value = key === 'truth' ? point.truth?.value : point[key]
              const { truth } = point
              return (
                <tr key={key}>
                  <th scope="row">
                    <span className={page.swatch} style={{ background: lineStyle(key, theme).colour }} />
                    {name}
                  </th>
                  <td>
                    {value === undefined ? 'not measured here' : <b>{signed(value)}</b>}
                    {key === 'truth' && truth !== null && truth.low !== truth.high && (
                      <span className={page.soft}>
                        {' '}
                        {signed(truth.low)} to {signed(truth.high)}
                      </span>
                    )}
                  </td>
                  <td>{key === 'truth' || value === undefined || truth === null ? '' : signed(value - truth.value)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

const signed = (value: number): string => formatDifference(value, Math.abs(value) < 1 ? 4 : 3)
