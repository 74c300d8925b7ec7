import { CustomChart, LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, setPlatformAPI, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { FigureOption } from '../../src-shared/figure/chart-option.ts'
import { fontFacesFor } from './embedded-fonts.ts'
import { textWidthPx } from './text-width.ts'

use([LineChart, CustomChart, GridComponent, SVGRenderer])
// Without a browser ECharts would guess how wide a text is.
setPlatformAPI({ measureText: (text, font = '') => ({ width: textWidthPx(text, font) }) })

export interface SvgFrame {
  widthPx: number
  heightPx: number
  /** The colour behind the figure. */
  ground: string
  /** What the figure is, for who can't see it. */
  title: string
  description: string
}

/**
 * A figure as an SVG document that needs nothing else: its fonts are in it. The same option gives the same bytes,
 * whatever was drawn before.
 */
export function drawSvg(option: FigureOption, { widthPx, heightPx, ground, title, description }: SvgFrame): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: widthPx, height: heightPx })
  try {
    chart.setOption({ ...option, backgroundColor: ground })
    // ECharts' own method asks for rules for a pointer, which a picture on paper has not.
    const painter = chart.getZr().painter as unknown as { renderToString(options: object): string }
    const drawn = painter.renderToString({ cssAnimation: false, cssEmphasis: false })
    const body = possibleInXml(plainTags(drawn.slice(drawn.indexOf('>') + 1)))
    const texts = Array.from(body.matchAll(/<text[^>]*>([^<]*)/g), ([, text]) => unescaped(text!)).join('')
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}" ` +
      `role="img">\n<title>${escaped(title)}</title>\n<desc>${escaped(description)}</desc>\n` +
      `<style>${fontFacesFor(texts)}</style>${body}\n`
    )
  } finally {
    chart.dispose()
  }
}

/**
 * Without what only ECharts reads, and with ids that don't count the figures drawn before ("zr7-c0"). A tag ends with
 * the first ">": in texts and attributes it is written as "&gt;".
 */
const plainTags = (svg: string): string =>
  svg.replace(/<[^>]*>/g, (tag) =>
    tag.replace(/ (?:ecmeta_\w+|pointer-events)="[^"]*"| (?=>)/g, '').replace(/(id="|url\(#)zr\d+-/g, '$1'),
  )

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => possibleInXml(text).replace(/[&<>"']/g, (letter) => entities[letter]!)
/** XML can't hold control characters, however they are written. */
const possibleInXml = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
const unescaped = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) =>
    Object.keys(entities).find((letter) => entities[letter] === entity)!,
  )
