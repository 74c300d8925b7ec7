import type { ChartTheme } from '../../src-shared/figure/chart-theme.ts'
import type { Mark } from './drawing.ts'

const textSize = 11.5
/** About, for words: text is not measured here. */
const characterWidth = 6

/** A legend in one row above a plot: a piece of each line and its name. */
export function lineLegend(
  theme: ChartTheme,
  lines: readonly { name: string; color: string; dash: readonly number[] }[],
  firstX = 16,
): Mark[] {
  let next = firstX
  return lines.flatMap(({ name, color, dash }): Mark[] => {
    const left = next
    next += 28 + name.length * characterWidth + 16
    return [
      {
        kind: 'path',
        points: [
          [left, 17],
          [left + 22, 17],
        ],
        closed: false,
        stroke: color,
        strokeWidth: 2,
        dash,
      },
      { kind: 'text', x: left + 28, y: 21, text: name, size: textSize, fill: theme.soft },
    ]
  })
}
