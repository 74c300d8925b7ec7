import { useComputedColorScheme } from '@mantine/core'
import { useCallback } from 'react'
import type { KeyboardEvent } from 'react'
import type { DifferenceResult } from '../../../../../src-shared/domain/lab-results/difference.ts'
import { chartThemes } from '../../../../../src-shared/figure/chart-theme.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { formatNumber } from '../../../../../src-shared/words/format.ts'
import type { Size } from '../../../../charts/drawing-chart.tsx'
import { Panel } from '../../../../components/panel.tsx'
import { Segmented } from '../../../../components/segmented.tsx'
import { LabFigure } from '../../figure.tsx'
import type { Choices, LabPageProps, LabView } from '../lab-view.ts'
import { ChangesTable } from './changes-table.tsx'
import { shiftDrawing } from './shift-drawing.ts'
import { placeAt, quantities, sidesDrawing, sidesPlot } from './sides-drawing.ts'
import type { Place, Quantity } from './sides-drawing.ts'
import page from '../page.module.css'
import styles from './difference.module.css'

export const differenceView: LabView<'difference'> = { Page: DifferencePage }

/** What is chosen on the page; at first the place that adds most to the difference. */
function chosenOf(result: DifferenceResult, choices: Choices): { quantity: Quantity; place: Place } {
  const quantity = typeof choices.quantity === 'string' && choices.quantity in quantities ? choices.quantity : undefined
  const index = typeof choices.index === 'number' && choices.index < result.leftHS.length ? choices.index : undefined
  const most = index ?? largestOf(result.contributionsHS)
  return {
    quantity: (quantity as Quantity | undefined) ?? 'contributions',
    place: { step: Math.floor(most / result.states), state: most % result.states },
  }
}

const largestOf = (values: readonly number[]): number =>
  values.reduce((most, value, i) => (Math.abs(value) > Math.abs(values[most]!) ? i : most), 0)

function DifferencePage({ result, choices, onChoices }: LabPageProps<'difference'>) {
  const { quantity, place } = chosenOf(result, choices)
  const { step, state } = place
  const choose = useCallback(
    (next: Place) => onChoices({ ...choices, index: next.step * result.states + next.state }),
    [choices, onChoices, result.states],
  )
  return (
    <div className={page.page}>
      <div className={styles.pictures}>
        <Panel label="Both sides" className={page.picture}>
          <div className={page.head}>
            <Segmented
              label="What the map shows"
              value={quantity}
              options={Object.entries(quantities).map(([value, { title }]) => ({ value, label: title }))}
              onChange={(next) => onChoices({ ...choices, quantity: next })}
            />
          </div>
          <SidesFigure result={result} quantity={quantity} step={step} state={state} onPlace={choose} />
          <Sides result={result} place={place} />
        </Panel>
        <Panel label="Distribution shift" className={page.picture}>
          <ShiftFigure result={result} />
        </Panel>
      </div>
      <ChangesTable result={result} />
    </div>
  )
}

/** Both sides at the place that is looked at. */
function Sides({ result, place: { step, state } }: { result: DifferenceResult; place: Place }) {
  const at = step * result.states + state
  const facts = [
    ['V new − V old', formatNumber(result.leftHS[at]!, 4)],
    ['advantages to come', formatNumber(result.rightHS[at]!, 4)],
    ['apart by', formatNumber(Math.abs(result.leftHS[at]! - result.rightHS[at]!), 2)],
    ['new policy is there', formatNumber(result.occupancyHS[at]!, 3)],
    ['adds', formatNumber(result.contributionsHS[at]!, 3)],
  ] as const
  return (
    <dl className={styles.sides} aria-label={`State ${state} at step ${step}`} aria-live="polite">
      <div>
        <dt>state {state}</dt>
        <dd>step {step}</dd>
      </div>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <b>{value}</b>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function SidesFigure({
  result,
  quantity,
  step,
  state,
  onPlace,
}: {
  result: DifferenceResult
  quantity: Quantity
  step: number
  state: number
  onPlace: (place: Place) => void
}) {
  const draw = useCallback(
    (theme: ChartTheme, size: Size) => sidesDrawing(result, quantity, { step, state }, theme, size),
    [result, quantity, step, state],
  )
  const scheme = useComputedColorScheme('light')
  const goTo = (x: number, y: number, size: Size) => {
    const found = placeAt(result, sidesPlot(result, chartThemes[scheme], size), x, y)
    if (found !== null) onPlace(found)
  }
  const key = (event: KeyboardEvent) => {
    const next = moved({ step, state }, event.key, result)
    if (next === null) return
    event.preventDefault()
    onPlace(next)
  }
  return (
    <LabFigure
      name={`states and steps, ${quantities[quantity].title}`}
      draw={draw}
      minHeight={240}
      onPoint={goTo}
      onKey={key}
      label={`Map of states over steps: ${quantities[quantity].title}. Arrow keys walk; now state ${state} at step ${step}.`}
    />
  )
}

const walks: Record<string, [steps: number, states: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Where a key leads to; null where it is none of the map's, or the map ends. */
function moved(from: Place, key: string, { horizon, states }: DifferenceResult): Place | null {
  const walk = walks[key]
  if (walk === undefined) return null
  const [step, state] = [from.step + walk[0], from.state + walk[1]]
  return step >= 0 && step < horizon && state >= 0 && state < states ? { step, state } : null
}

function ShiftFigure({ result }: { result: DifferenceResult }) {
  const draw = useCallback((theme: ChartTheme, size: Size) => shiftDrawing(result, theme, size), [result])
  return (
    <LabFigure
      name="distribution shift"
      draw={draw}
      minHeight={240}
      label="How far the distribution of states moves from the old policy’s, step by step, by three changes of it."
      caption="Total variation between the old policy’s d_h and the changed one’s; an episode that has ended counts as a state."
    />
  )
}
