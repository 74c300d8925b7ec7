import { useCallback } from 'react'
import type { AutopsyResult } from '../../../../../src-shared/domain/lab-results/autopsy.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { formatCount } from '../../../../../src-shared/words/format.ts'
import type { Size } from '../../../../charts/drawing-chart.tsx'
import { Panel } from '../../../../components/panel.tsx'
import { Segmented } from '../../../../components/segmented.tsx'
import { LabFigure } from '../../figure.tsx'
import type { LabPageProps, LabView } from '../lab-view.ts'
import { planeCaption, planeDrawing } from './plane-drawing.ts'
import { promiseNames, scatterDrawing } from './scatter-drawing.ts'
import type { Promised } from './scatter-drawing.ts'
import { StepsTable } from './steps-table.tsx'
import page from '../page.module.css'
import styles from './autopsy.module.css'

export const autopsyView: LabView<'autopsy'> = { Page: AutopsyPage }

function AutopsyPage({ result, choices, onChoices }: LabPageProps<'autopsy'>) {
  const promised: Promised = choices.promised === 'predicted' ? 'predicted' : 'surrogate'
  return (
    <div className={page.page}>
      <div className={styles.pictures}>
        {result.plane !== null && <PlanePanel result={result} />}
        {result.truth.kind !== 'unknown' && (
          <Panel label="Promise and truth" className={page.picture}>
            <div className={page.head}>
              <Segmented
                label="Promised by"
                value={promised}
                options={Object.entries(promiseNames).map(([value, label]) => ({ value, label }))}
                onChange={(next) => onChoices({ ...choices, promised: next })}
              />
            </div>
            <ScatterFigure result={result} promised={promised} />
          </Panel>
        )}
      </div>
      <StepsTable result={result} />
    </div>
  )
}

function PlanePanel({ result }: { result: AutopsyResult }) {
  const draw = useCallback((theme: ChartTheme, size: Size) => planeDrawing(result, theme, size), [result])
  return (
    <Panel label="Steps in a plane" className={page.picture}>
      <LabFigure
        name="steps in a plane"
        draw={draw}
        minHeight={280}
        label="The steps from one batch as arrows over contours of J and KL; the table below has their numbers."
        caption={planeCaption(result)}
      />
    </Panel>
  )
}

function ScatterFigure({ result, promised }: { result: AutopsyResult; promised: Promised }) {
  const draw = useCallback(
    (theme: ChartTheme, size: Size) => scatterDrawing(result, promised, theme, size),
    [result, promised],
  )
  const count = formatCount(result.batches[0]?.surrogate.length ?? 0)
  const { truth } = result
  const known = truth.kind === 'sampled' ? `of ${formatCount(truth.episodes)} episodes` : 'exact'
  return (
    <LabFigure
      name="promise and truth"
      draw={draw}
      minHeight={240}
      label={`What each step promises against what it brings, over ${count} batches.`}
      caption={
        `${count} batches, a marker each; the change of J is ${known}. On the dashed line a promise is kept; ` +
        'below the line of zero J falls.'
      }
    />
  )
}
