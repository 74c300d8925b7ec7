import { formatNumber } from '../words/format.ts'
import type { FigureSeries, GridRectangle, Shape } from './chart-option.ts'
import { chartFont } from './chart-theme.ts'
import type { ChartTheme } from './chart-theme.ts'
import { centreWidthPx } from './compare-lines.ts'
import { quiet } from './compared-curve.ts'
import type { ComparedCurve } from './compared-curve.ts'
import { panelScale } from './panel-scale.ts'

const rowPx = 16
const valuePx = 42

/** What a list beside the charts names: each variant once, sorted as the lines of the first chart end. */
export function listedCurves(panels: readonly (readonly ComparedCurve[])[]): ComparedCurve[] {
  const byVariant = new Map<string, ComparedCurve>()
  for (const curve of panels.flat()) if (!byVariant.has(curve.key)) byVariant.set(curve.key, curve)
  const last = ({ centre }: ComparedCurve): number => centre.at(-1) ?? -Infinity
  return [...byVariant.values()].toSorted((a, b) => last(b) - last(a) || 0)
}

/** Names of many variants at the right, as many as there is room for, with their last values. */
export function listSeries(
  listed: readonly ComparedCurve[],
  { left, width }: { left: number; width: number },
  theme: ChartTheme,
): FigureSeries {
  const { place } = panelScale(0, false, false)
  const rows = ({ y: top, height }: GridRectangle): Shape[] => {
    const room = Math.max(1, Math.floor(height / rowPx))
    const shown = listed.length <= room ? listed : listed.slice(0, room - 1)
    const leftOut = listed.length - shown.length
    const middleOf = (row: number) => top + (row + 0.5) * rowPx
    return [
      ...shown.flatMap((curve, row): Shape[] => [
        {
          type: 'line',
          shape: { x1: left, y1: middleOf(row), x2: left + 18, y2: middleOf(row) },
          style: { stroke: curve.colour, lineWidth: centreWidthPx(1, theme), lineDash: [...curve.dash] },
        },
        words(curve.label, left + 24, middleOf(row), theme.text, width - 30 - valuePx),
        ...(curve.centre.length === 0
          ? []
          : [words(formatNumber(curve.centre.at(-1)!, 3), left + width - 8, middleOf(row), theme.soft)]),
      ]),
      ...(leftOut === 0 ? [] : [words(`and ${leftOut} more`, left, middleOf(shown.length), theme.soft, width)]),
    ]
  }
  const [first] = listed
  return {
    ...quiet,
    ...place('labels'),
    type: 'custom',
    data: [[first!.x[0] ?? first!.seeds[0]?.x[0] ?? 0, first!.centre[0] ?? first!.seeds[0]?.y[0] ?? 0]],
    clip: false,
    z: 5,
    renderItem: (params) => ({ type: 'group', children: rows(params.coordSys as GridRectangle) }),
  }
}

/** Without a width it ends at x. */
const words = (text: string, x: number, y: number, fill: string, width?: number): Shape => ({
  type: 'text',
  style: {
    text,
    x,
    y,
    verticalAlign: 'middle',
    fill,
    font: `11.5px ${chartFont}`,
    ...(width === undefined ? { align: 'right' as const } : { width, overflow: 'truncate' as const, ellipsis: '…' }),
  },
})
