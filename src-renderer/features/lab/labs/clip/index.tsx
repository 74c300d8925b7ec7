import { Slider, useComputedColorScheme } from '@mantine/core'
import { useCallback } from 'react'
import type { KeyboardEvent } from 'react'
import type { ClipResult } from '../../../../../src-shared/domain/lab-results/clip.ts'
import { chartThemes } from '../../../../../src-shared/figure/chart-theme.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { clipFound, percentOf } from '../../../../../src-shared/figure/labs/clip.ts'
import { formatCount, formatNumber } from '../../../../../src-shared/words/format.ts'
import type { Drawing, Size } from '../../../../charts/drawing.ts'
import type { PlotAxis } from '../../../../charts/plot.ts'
import { Panel } from '../../../../components/panel.tsx'
import { LabFigure } from '../../figure.tsx'
import type { Choices, LabPageProps, LabView } from '../lab-view.ts'
import { histogramDrawing } from './histogram-drawing.ts'
import { epochsPlot, klAxis, klDrawing, sharesAxis, sharesDrawing } from './lines-drawing.ts'
import { ratiosAxis, ratiosDrawing } from './ratios-drawing.ts'
import { SamplesTable } from './samples-table.tsx'
import page from '../page.module.css'
import styles from './clip.module.css'

/** Which epoch is looked at; the last that is measured until one is chosen. */
const epochOf = ({ epochs }: ClipResult, { epoch }: Choices): number =>
  typeof epoch === 'number' ? Math.min(epoch, epochs.length - 1) : epochs.length - 1

export const clipView: LabView<'clip'> = {
  Page: ClipPage,
  found: (result, choices) => clipFound(result, epochOf(result, choices)),
}

function ClipPage({ result, choices, onChoices }: LabPageProps<'clip'>) {
  const epoch = epochOf(result, choices)
  const last = result.epochs.length - 1
  const choose = useCallback(
    (next: number) => onChoices({ epoch: Math.max(0, Math.min(last, next)) }),
    [onChoices, last],
  )
  const overEpochs = { result, epoch, onEpoch: choose }
  const { samples, trajectories, envSteps } = result
  return (
    <div className={page.page}>
      <Panel label="Epoch" className={styles.top}>
        <EpochSlider epoch={epoch} last={last} onEpoch={choose} />
        <Facts result={result} epoch={epoch} />
      </Panel>
      <div className={styles.pictures}>
        <Panel label="Ratios over the epochs" className={page.picture}>
          <OverEpochs
            {...overEpochs}
            name="ratios over the epochs"
            shows="Ratios over the epochs, by the sign of the advantage"
            draw={ratiosDrawing}
            axis={ratiosAxis}
            caption={
              `Lines: median; bands: 5th to 95th percentile of ${formatCount(samples)} samples (${formatCount(trajectories)} ` +
              `trajectories, ${formatCount(envSteps)} env steps).`
            }
          />
        </Panel>
        <Panel label="Ratios after the epoch" className={page.picture}>
          <HistogramFigure result={result} epoch={epoch} />
        </Panel>
        <Panel label="Shares of samples" className={page.picture}>
          <OverEpochs
            {...overEpochs}
            name="samples without a gradient"
            shows="Share of samples without a gradient, and the usual clip fraction, over the epochs"
            draw={sharesDrawing}
            axis={sharesAxis}
            caption={recordedCaption(result)}
          />
        </Panel>
        <Panel label="KL" className={page.picture}>
          <OverEpochs
            {...overEpochs}
            name="KL over the epochs"
            shows="KL of the old and the new policy over the epochs, told in several ways"
            draw={klDrawing}
            axis={klAxis}
            caption={
              'KL(old || new), nats a step. k1: mean of −log r; k3: mean of r − 1 − log r; in full: at the batch’s states' +
              (result.epochs[0]!.kl.exact === null ? '.' : '; exact: weighted by the old policy’s true visits.')
            }
          />
        </Panel>
      </div>
      <SamplesTable result={result} epoch={result.epochs[epoch]!} />
    </div>
  )
}

const recordedCaption = ({ recordedClipFraction }: ClipResult): string =>
  'By sign: shares of the samples of that sign.' +
  (recordedClipFraction === null
    ? ''
    : ` A run records the clip fraction over all minibatches on the way: ${percentOf(recordedClipFraction)}.`)

function EpochSlider({ epoch, last, onEpoch }: { epoch: number; last: number; onEpoch: (epoch: number) => void }) {
  return (
    <div className={styles.epoch}>
      <div className={styles.epochHead}>
        <b>After epoch</b>
        <b>
          {epoch} of {last}
        </b>
      </div>
      <Slider
        min={0}
        max={Math.max(1, last)}
        step={1}
        value={epoch}
        onChange={onEpoch}
        label={null}
        thumbLabel="After epoch"
        classNames={{ root: styles.slider }}
      />
    </div>
  )
}

function Facts({ result, epoch }: { result: ClipResult; epoch: number }) {
  const { zeroGradient, clipFraction, kl, objective } = result.epochs[epoch]!
  const facts = [
    ['no gradient', percentOf(zeroGradient)],
    ['clip fraction', percentOf(clipFraction)],
    [kl.exact === null ? 'KL in full, nats a step' : 'KL exact, nats a step', formatNumber(kl.exact ?? kl.full, 3)],
    ...(objective === null ? [] : [[result.discount < 1 ? 'J_γ' : 'J', formatNumber(objective, 4)]]),
  ] as [string, string][]
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dd>{value}</dd>
          <dt>{name}</dt>
        </div>
      ))}
    </dl>
  )
}

const moves: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }

/** A picture whose axis is the epochs: a click and the arrow keys choose one, as the slider does. */
function OverEpochs({
  result,
  epoch,
  onEpoch,
  name,
  shows,
  draw,
  axis,
  caption,
}: {
  result: ClipResult
  epoch: number
  onEpoch: (epoch: number) => void
  name: string
  shows: string
  draw: (result: ClipResult, epoch: number, theme: ChartTheme, size: Size) => Drawing
  axis: (result: ClipResult) => PlotAxis
  caption: string
}) {
  const drawn = useCallback((theme: ChartTheme, size: Size) => draw(result, epoch, theme, size), [draw, result, epoch])
  const scheme = useComputedColorScheme('light')
  const key = (event: KeyboardEvent) => {
    const next =
      event.key === 'Home' ? 0 : event.key === 'End' ? result.epochs.length - 1 : epoch + (moves[event.key] ?? 0)
    if (next === epoch) return
    event.preventDefault()
    onEpoch(next)
  }
  return (
    <LabFigure
      name={name}
      draw={drawn}
      minHeight={190}
      onPoint={(x, _y, size) => onEpoch(Math.round(epochsPlot(result, axis(result), chartThemes[scheme], size).xOf(x)))}
      onKey={key}
      label={`${shows}. Arrow keys choose the epoch; now ${epoch}.`}
      caption={caption}
    />
  )
}

function HistogramFigure({ result, epoch }: { result: ClipResult; epoch: number }) {
  const draw = useCallback(
    (theme: ChartTheme, size: Size) => histogramDrawing(result, result.epochs[epoch]!, theme, size),
    [result, epoch],
  )
  return (
    <LabFigure
      name={`ratios after epoch ${epoch}`}
      draw={draw}
      minHeight={190}
      label={`Histogram of the ratios after epoch ${epoch}, by the sign of the advantage.`}
      caption={`ε = ${formatNumber(result.epsilon)}. The bars at both ends also hold what is beyond them.`}
    />
  )
}
