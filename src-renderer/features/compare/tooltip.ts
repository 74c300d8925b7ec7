import { curveAt } from '../../charts/compare-chart.ts'
import type { ComparedCurve } from '../../charts/compare-series.ts'
import { formatNumber } from '../../components/format.ts'
import styles from './chart-panel.module.css'

/** So many lines fit beside the pointer. */
const mostLines = 12

export interface TooltipLine {
  label: string
  colour: string
  centre: number
  text: string
}

/** What the curves are worth at x, best first: mean, interval and N. */
export function tooltipLines(curves: readonly ComparedCurve[], x: number): TooltipLine[] {
  return curves
    .flatMap((curve) => {
      const at = curveAt(curve, x)
      if (at === null) return []
      const interval =
        at.low === null || at.high === null ? '' : ` [${formatNumber(at.low, 3)}, ${formatNumber(at.high, 3)}]`
      return [
        {
          label: curve.label,
          colour: curve.colour,
          centre: at.centre,
          text: `${formatNumber(at.centre)}${interval}, N ${at.n}`,
        },
      ]
    })
    .toSorted((a, b) => b.centre - a.centre)
}

/** Built as elements, not as text: names of variants are whatever people typed. */
export function tooltipElement(curves: readonly ComparedCurve[], x: number, heading: string): HTMLElement {
  const box = document.createElement('div')
  box.className = styles.tooltip!
  const head = document.createElement('div')
  head.textContent = heading
  box.append(head)
  for (const line of tooltipLines(curves, x).slice(0, mostLines)) {
    const row = document.createElement('div')
    const swatch = document.createElement('i')
    swatch.style.background = line.colour
    const label = document.createElement('span')
    label.textContent = line.label
    const value = document.createElement('b')
    value.textContent = line.text
    row.append(swatch, label, value)
    box.append(row)
  }
  return box
}
