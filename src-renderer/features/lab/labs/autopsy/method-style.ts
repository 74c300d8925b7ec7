import { autopsyMethods } from '../../../../../src-shared/catalogue/labs/autopsy.ts'
import type { AutopsyMethod } from '../../../../../src-shared/catalogue/labs/autopsy.ts'
import { autopsyNames } from '../../../../../src-shared/figure/labs/autopsy.ts'
import type { ChartTheme } from '../../../../../src-shared/figure/chart-theme.ts'
import { variantStyle } from '../../../../../src-shared/figure/variant-style.ts'
import type { Mark } from '../../../../charts/drawing.ts'
import { marker } from '../../../../charts/plot.ts'
import type { MarkerKind } from '../../../../charts/plot.ts'

const markers: readonly MarkerKind[] = ['circle', 'square', 'up', 'diamond', 'down']

/** One colour and one marker an update, whichever are shown. */
export function methodStyle(method: AutopsyMethod, scheme: 'light' | 'dark'): { colour: string; marker: MarkerKind } {
  const slot = autopsyMethods.indexOf(method)
  return { colour: variantStyle(slot, scheme).color, marker: markers[slot]! }
}

export const textSize = 11.5
const rowHeight = 18

/** In rows of the width there is; how high they are together. */
export function methodLegend(methods: readonly AutopsyMethod[], theme: ChartTheme, width: number) {
  const marks: Mark[] = []
  let [x, y] = [18, 16]
  for (const method of methods) {
    const wide = 16 + autopsyNames[method].length * 6.4 + 14
    if (x + wide > width && x > 18) [x, y] = [18, y + rowHeight]
    const { colour, marker: kind } = methodStyle(method, theme.scheme)
    marks.push(marker(kind, x, y - 4, colour, theme.panel))
    marks.push({ kind: 'text', x: x + 10, y, text: autopsyNames[method], size: textSize, fill: theme.soft })
    x += wide
  }
  return { marks, height: y + 10 }
}
