import { useComputedColorScheme } from '@mantine/core'
import { useCallback } from 'react'
import type { KeyboardEvent } from 'react'
import type { EstimatorsResult } from '../../../../../src-shared/domain/lab-results/estimators.ts'
import { chartThemes } from '../../../../../src-shared/figure/chart-theme.ts'
import { estimatorsFound, middleSize, sizesOf } from '../../../../../src-shared/figure/labs/estimators.ts'
import { formatCount, formatNumber } from '../../../../../src-shared/words/format.ts'
import type { Draw, Size } from '../../../../charts/drawing-chart.tsx'
import { Panel } from '../../../../components/panel.tsx'
import { LabFigure } from '../../figure.tsx'
import type { Choices, LabPageProps, LabView } from '../lab-view.ts'
import { errorChart, sizeAt } from './chart.ts'
import { EstimatorTable } from './estimator-table.tsx'
import styles from './estimators.module.css'

/** The batch size of the table: as chosen, while the result has it. */
function chosenSize(result: EstimatorsResult, { size }: Choices): number {
  return typeof size === 'number' && sizesOf(result.estimators).includes(size) ? size : middleSize(result)
}

function EstimatorsPage({ result, spec, choices, onChoices }: LabPageProps<'estimators'>) {
  const scheme = useComputedColorScheme('light')
  const size = chosenSize(result, choices)
  const hidden = (choices['hidden'] as string[] | undefined) ?? []
  const hiddenText = hidden.join()
  const { lambda } = spec
  const draw: Draw = useCallback(
    (theme, box) => errorChart({ result, hidden: hiddenText.split(','), size, lambda }, theme, box),
    [result, hiddenText, size, lambda],
  )
  const choose = (next: number | null | undefined) => next && next !== size && onChoices({ ...choices, size: next })
  const onPoint = (x: number, _y: number, box: Size) =>
    choose(sizeAt({ result, hidden, size, lambda }, chartThemes[scheme], box, x))
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const sizes = sizesOf(result.estimators)
    choose(sizes[sizes.indexOf(size) + by])
  }
  return (
    <>
      <Panel label="Error over batch size" className={styles.chart}>
        <LabFigure
          name="error over batch size"
          draw={draw}
          label="Mean squared error of each estimator over the batch size. Arrow keys choose the batch size of the table."
          caption={captionOf(result, spec.batches)}
          minHeight={280}
          onPoint={onPoint}
          onKey={onKey}
        />
      </Panel>
      <Panel label={`Estimators at M = ${formatCount(size)}`} className={styles.table}>
        <EstimatorTable
          result={result}
          size={size}
          lambda={lambda}
          hidden={hidden}
          onHidden={(next) => onChoices({ ...choices, hidden: next })}
        />
      </Panel>
    </>
  )
}

function captionOf(
  { parameters, enumeratedTrajectories, estimators, truth }: EstimatorsResult,
  batches: number,
): string {
  const of = truth.discount === 1 ? 'J' : `J_γ, γ = ${formatNumber(truth.discount)}`
  const against = truth.kind === 'exact' ? `the exact gradient of ${of}` : `a sampled gradient of ${of}`
  const bars =
    enumeratedTrajectories === null ? '' : ` Short bars: over all ${formatCount(enumeratedTrajectories)} trajectories.`
  const aloneInBatch = estimators.some(
    ({ id, atSizes }) =>
      id === 'mean-baseline' && atSizes.some(({ batchSize, variance }) => batchSize === 1 && variance.value === 0),
  )
    ? ' At M = 1 the batch’s mean is its only return: minus the mean then estimates zero.'
    : ''
  return (
    `Solid: mean squared error against ${against}, over ${formatCount(batches)} batches of each size, summed over ` +
    `${formatCount(parameters)} parameters, with 95 % jackknife intervals. Dashed: squared bias where it is seen (p < 0.05, ` +
    `corrected by Holm); its estimate is itself unbiased, so it may fall below zero.${bars}${aloneInBatch}`
  )
}

export const estimatorsView: LabView<'estimators'> = {
  Page: EstimatorsPage,
  found: (result, choices) => estimatorsFound(result, chosenSize(result, choices)),
}
