import { chartFont } from '../../src-shared/figure/chart-theme.ts'
import type { Drawing, Mark } from './drawing.ts'

/** A drawing as an SVG document that stands alone. */
export function drawingSvg({ width, height, ground, marks }: Drawing, title: string): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}" height="${number(height)}" ` +
      `viewBox="0 0 ${number(width)} ${number(height)}" font-family="${attribute(chartFont)}">`,
    `<title>${text(title)}</title>`,
    `<rect width="${number(width)}" height="${number(height)}" fill="${ground}"/>`,
    ...marks.map(element),
    '</svg>',
    '',
  ].join('\n')
}

function element(mark: Mark): string {
  if (mark.kind === 'text') {
    const halo = mark.halo ? ` stroke="${mark.halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"` : ''
    const anchor = mark.at && mark.at !== 'start' ? ` text-anchor="${mark.at}"` : ''
    const weight = mark.weight ? ` font-weight="${mark.weight}"` : ''
    return (
      `<text x="${number(mark.x)}" y="${number(mark.y)}" font-size="${mark.size}" fill="${mark.fill}"` +
      `${weight}${anchor}${halo}>${text(mark.text)}</text>`
    )
  }
  if (mark.kind === 'cells') return cells(mark)
  return `<${shape(mark)}${pen(mark)}/>`
}

function cells({ x, y, width, height, columns, colours, opacity = 1 }: Extract<Mark, { kind: 'cells' }>): string {
  const cellWidth = width / columns
  const cellHeight = (height * columns) / colours.length
  const rects = colours.map(
    (colour, cell) =>
      `<rect x="${number(x + (cell % columns) * cellWidth)}" y="${number(y + Math.floor(cell / columns) * cellHeight)}" ` +
      `width="${number(cellWidth)}" height="${number(cellHeight)}" fill="${colour}"/>`,
  )
  return `<g shape-rendering="crispEdges" opacity="${number(opacity)}">${rects.join('')}</g>`
}

function shape(mark: Exclude<Mark, { kind: 'text' | 'cells' }>): string {
  switch (mark.kind) {
    case 'rect': {
      const radius = mark.radius ? ` rx="${mark.radius}"` : ''
      return `rect x="${number(mark.x)}" y="${number(mark.y)}" width="${number(mark.width)}" height="${number(mark.height)}"${radius}`
    }
    case 'circle':
      return `circle cx="${number(mark.x)}" cy="${number(mark.y)}" r="${number(mark.radius)}"`
    case 'path': {
      const points = mark.points.map(([x, y]) => `${number(x)},${number(y)}`).join(' ')
      return `${mark.closed ? 'polygon' : 'polyline'} points="${points}"`
    }
  }
}

function pen({ fill, stroke, strokeWidth, dash, opacity }: Exclude<Mark, { kind: 'text' | 'cells' }>): string {
  const line = stroke ? ` stroke="${stroke}" stroke-width="${strokeWidth ?? 1}" stroke-linejoin="round"` : ''
  const dashes = dash?.length ? ` stroke-dasharray="${dash.join(' ')}"` : ''
  const clear = opacity === undefined || opacity === 1 ? '' : ` opacity="${number(opacity)}"`
  return ` fill="${fill ?? 'none'}"${line}${dashes}${clear}`
}

const number = (value: number): string => String(Math.round(value * 100) / 100)
const text = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const attribute = (value: string): string => text(value).replaceAll('"', '&quot;')
