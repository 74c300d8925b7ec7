import { useCallback } from 'react'
import type { ReactNode } from 'react'
import type { NaturalResult } from '../../../../../src-shared/domain/lab-results/natural.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { variantStyle } from '../../../../../src-shared/figure/variant-style.ts'
import { formatCount, formatNumber } from '../../../../../src-shared/words/format.ts'
import type { Size } from '../../../../charts/drawing-chart.tsx'
import type { Drawing } from '../../../../charts/drawing.ts'
import { Panel } from '../../../../components/panel.tsx'
import { LabFigure } from '../../figure.tsx'
import type { LabPageProps, LabView } from '../lab-view.ts'
import { linesDrawing } from '../lines.ts'
import page from '../page.module.css'
import styles from './natural.module.css'

export const naturalView: LabView<'natural'> = { Page: NaturalPage }

function NaturalPage({ result }: LabPageProps<'natural'>) {
  const { parameters, trajectories, spectrum, precision, dampings, conjugateGradient, delta } = result
  const of = trajectories === null ? 'Exact' : `Of ${formatCount(trajectories)} trajectories`
  const all = formatCount(parameters)
  const shown = spectrum.whole ? `all ${all}` : `the ${spectrum.eigenvalues.length} largest of ${all}, by Lanczos`
  const zero = <p className={styles.none}>The gradient is zero here: there is no step to look at.</p>
  return (
    <div className={styles.pictures}>
      <Picture
        title="Bernoulli example"
        name="bernoulli example"
        result={result}
        draw={bernoulliDrawing}
        label="θ of natural and vanilla gradient ascent, step by step"
        caption="J = 100 π(1) + π(0), π(1) = exp θ / (1 + exp θ): exact gradients, no damping."
      />
      <Picture
        title="Fisher spectrum"
        name="fisher spectrum"
        result={result}
        draw={spectrumDrawing}
        label="Eigenvalues of the Fisher matrix by rank, and the gradient’s share along each eigenvector"
        caption={
          `${of}, sums over a trajectory; ${shown}. ` +
          `Dots: share of |g|².${precision === 'float32' ? ' In float32: what is below 1e-7 of the largest is rounding.' : ''}`
        }
      />
      <Picture
        title="Damping"
        name="damping"
        result={result}
        draw={dampingDrawing}
        label="Angle between the natural and the vanilla step over the damping"
        caption={`Angle to the vanilla step. A step of KL ${formatNumber(delta)} promises ${promises(result)}.`}
      >
        {dampings.length === 0 && zero}
      </Picture>
      <Picture
        title="Conjugate gradient"
        name="conjugate gradient"
        result={result}
        draw={residualDrawing}
        label="What conjugate gradient leaves unsolved after each step"
        caption={
          conjugateGradient === null
            ? ''
            : `|g − (F + λI) x| / |g| at a damping λ of ${formatNumber(conjugateGradient.damping)}; dashed as the algorithm keeps it.`
        }
      >
        {conjugateGradient === null && zero}
      </Picture>
    </div>
  )
}

function promises({ dampings }: NaturalResult): string {
  const [most, least] = [dampings[0], dampings.at(-1)]
  if (most === undefined || least === undefined) return 'nothing'
  return `${formatNumber(most.predictedImprovement, 3)} at the most damping, ${formatNumber(least.predictedImprovement, 3)} at the least`
}

type DrawResult = (result: NaturalResult, theme: ChartTheme, size: Size) => Drawing

function Picture({
  title,
  name,
  label,
  caption,
  result,
  draw,
  children,
}: {
  title: string
  name: string
  label: string
  caption: string
  result: NaturalResult
  draw: DrawResult
  /** Stands in the picture's place, where there is none. */
  children?: ReactNode
}) {
  const drawn = useCallback((theme: ChartTheme, size: Size) => draw(result, theme, size), [draw, result])
  return (
    <Panel label={title} className={`${page.picture} ${styles.titled}`}>
      <h3>{title}</h3>
      {children || <LabFigure name={name} draw={drawn} label={label} caption={caption} minHeight={200} />}
    </Panel>
  )
}

const colourOf = (slot: number, { scheme }: ChartTheme): string => variantStyle(slot, scheme).color

const bernoulliDrawing: DrawResult = ({ bernoulli: { natural, vanilla } }, theme, box) =>
  linesDrawing(
    [
      { name: 'natural', colour: colourOf(0, theme), points: natural.thetas.map((theta, k) => [k, theta]) },
      { name: 'vanilla', colour: colourOf(1, theme), points: vanilla.thetas.map((theta, k) => [k, theta]) },
    ],
    { name: 'step' },
    { name: 'θ' },
    theme,
    box,
  )

const spectrumDrawing: DrawResult = ({ spectrum: { eigenvalues, gradientShares } }, theme, box) => {
  // A hundred-thousandth of a millionth of the largest is rounding in any numbers.
  const least = 1e-16 * (eigenvalues[0] ?? 0)
  return linesDrawing(
    [
      {
        name: 'eigenvalue',
        colour: colourOf(0, theme),
        points: eigenvalues.flatMap((value, k): [number, number][] => (value > least ? [[k + 1, value]] : [])),
      },
      {
        name: '|g|² share',
        colour: colourOf(1, theme),
        points: gradientShares.flatMap((share, k): [number, number][] => (share > 1e-16 ? [[k + 1, share]] : [])),
        dots: true,
      },
    ],
    { name: 'rank', low: 1, high: Math.max(2, eigenvalues.length) },
    { name: 'eigenvalue, and share of |g|²', log: true },
    theme,
    box,
  )
}

const dampingDrawing: DrawResult = ({ dampings }, theme, box) =>
  linesDrawing(
    [
      {
        name: 'angle',
        colour: colourOf(0, theme),
        points: dampings.map(({ damping, angleDegrees }) => [damping, angleDegrees]),
      },
    ],
    { name: 'damping', log: true },
    { name: 'angle to the vanilla step, degrees', low: 0, high: 90, ticks: [0, 15, 30, 45, 60, 75, 90] },
    theme,
    box,
  )

const residualDrawing: DrawResult = ({ conjugateGradient }, theme, box) => {
  const points = (residuals: readonly number[]) => residuals.map((left, k): [number, number] => [k + 1, left])
  return linesDrawing(
    [
      { name: 'left', colour: colourOf(0, theme), points: points(conjugateGradient?.actual ?? []) },
      { name: 'kept', colour: colourOf(1, theme), points: points(conjugateGradient?.kept ?? []), dash: [5, 4] },
    ],
    { name: 'step' },
    { name: 'residual, relative to g', log: true },
    theme,
    box,
  )
}
