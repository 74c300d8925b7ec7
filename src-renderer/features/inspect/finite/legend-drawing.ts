import { heatRamps, rampColour } from '../../../../src-shared/figure/heat-ramp.ts'
import { formatFixed } from '../../../../src-shared/words/format.ts'
import type { Mark } from '../../../charts/drawing.ts'
import type { Look } from './look.ts'
import { placeOn, ticksOf } from './scale.ts'

export const legendWidthPx = 66
const barWidth = 12
const slices = 64

/** A layer's colours from low to high, with its name, unit and a few of its numbers. */
export function legendMarks(
  look: Pick<Look, 'layer' | 'scale' | 'decimals' | 'theme'>,
  box: { x: number; y: number; height: number },
): Mark[] {
  const { layer, scale, decimals, theme } = look
  if (layer.ramp === null) return []
  const stops = heatRamps[theme.scheme][layer.ramp]
  const { x } = box
  const top = box.y + 36
  const height = box.height - 42
  const marks: Mark[] = [
    { kind: 'text', x, y: box.y + 11, text: layer.name, size: 11, weight: 500, fill: theme.text },
    { kind: 'text', x, y: box.y + 23, text: layer.unit, size: 10, fill: theme.soft },
  ]
  for (let i = 0; i < slices; i++)
    marks.push({
      kind: 'rect',
      x,
      y: top + (height * i) / slices,
      width: barWidth,
      // Without the overlap a line shows between two slices.
      height: height / slices + 0.5,
      fill: rampColour(stops, 1 - (i + 0.5) / slices),
    })
  for (const tick of ticksOf(scale)) {
    const y = top + height * (1 - placeOn(scale, tick))
    const tickDecimals = Math.max(0, decimals - 1)
    marks.push(
      {
        kind: 'path',
        points: [
          [x + barWidth, y],
          [x + barWidth + 4, y],
        ],
        closed: false,
        stroke: theme.faint,
      },
      {
        kind: 'text',
        x: x + barWidth + 7,
        y: y + 4,
        text: formatFixed(tick, tickDecimals),
        size: 11,
        fill: theme.soft,
      },
    )
  }
  return marks
}
