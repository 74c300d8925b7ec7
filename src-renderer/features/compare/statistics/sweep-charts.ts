import { chartFont, type ChartTheme } from '../../../../src-shared/figure/chart-theme.ts'
import { shareOf, type Parameter } from '../../../../src-shared/figure/parameters.ts'
import type { HeatCell, ResponseLine } from '../../../../src-shared/figure/response.ts'
import { variantStyle } from '../../../../src-shared/figure/variant-style.ts'
import { xAxis, yAxis } from '../../../../src-shared/figure/axes.ts'
import { formatNumber } from '../../../../src-shared/words/format.ts'
import type { EChartsOption } from '../../../charts/echarts.ts'

/** Amounts from low to high, as heat maps show them everywhere. */
const ramps = {
  light: ['#f6f0e4', '#e6e9ee', '#c3d8ef', '#8ab3e1', '#4a85cb'],
  dark: ['#2b241b', '#1c2230', '#1d3454', '#275788', '#3879b2'],
} as const

const common = { animation: false, textStyle: { fontFamily: chartFont } } as const

const categories = (theme: ChartTheme, { title, values }: Parameter) => ({
  type: 'category' as const,
  name: title,
  nameLocation: 'middle' as const,
  data: [...values],
  axisLabel: { color: theme.soft, fontFamily: chartFont, fontSize: 11.5 },
  nameTextStyle: { color: theme.soft, fontFamily: chartFont, fontSize: 11.5 },
  axisLine: { lineStyle: { color: theme.faint } },
  axisTick: { show: false },
  splitLine: { show: false },
})

/** A figure over one parameter, with its 95 % intervals as whiskers. */
export function responseChart(
  theme: ChartTheme,
  lines: readonly ResponseLine[],
  x: Parameter,
  figure: string,
): EChartsOption {
  const at = (place: number) => x.numbers?.[place] ?? place
  const isOne = lines.length === 1
  return {
    ...common,
    grid: { left: 12, right: 24, top: 30, bottom: 28, containLabel: true },
    xAxis:
      x.numbers === null
        ? { ...categories(theme, x), nameGap: 24 }
        : xAxis(theme, { name: x.title, log: x.isLogarithmic, format: (value) => formatNumber(value, 3) }),
    yAxis: yAxis(theme, { name: figure }),
    series: lines.flatMap(({ slot, points }, index) => {
      // Whiskers of several lines stand beside each other.
      const aside = 4 * (index - (lines.length - 1) / 2)
      const { color, dash } = variantStyle(slot, theme.scheme)
      const stroke = isOne ? theme.accent : color
      return [
        {
          type: 'custom' as const,
          silent: true,
          data: points.flatMap(({ place, estimate: { low, high } }) =>
            low === null || high === null ? [] : [[at(place), low, high]],
          ),
          encode: { x: 0, y: [1, 2] },
          renderItem: (_: unknown, api: { value(dimension: number): unknown; coord(point: number[]): number[] }) => {
            const [middle, top] = api.coord([Number(api.value(0)), Number(api.value(2))]) as [number, number]
            const px = middle + aside
            const [, bottom] = api.coord([Number(api.value(0)), Number(api.value(1))]) as [number, number]
            const style = { stroke, lineWidth: 1.4 }
            const line = (x1: number, y1: number, x2: number, y2: number) =>
              ({ type: 'line' as const, shape: { x1, y1, x2, y2 }, style }) as const
            return {
              type: 'group' as const,
              children: [
                line(px, top, px, bottom),
                line(px - 4, top, px + 4, top),
                line(px - 4, bottom, px + 4, bottom),
              ],
            }
          },
        },
        {
          type: 'line' as const,
          silent: true,
          data: points.map(({ place, estimate }) => [at(place), estimate.centre]),
          symbol: 'circle',
          symbolSize: 6,
          lineStyle: { color: stroke, width: 1.8, type: !isOne && dash.length > 0 ? [...dash] : ('solid' as const) },
          itemStyle: { color: stroke },
        },
      ]
    }),
  }
}

/** A figure over two parameters: a field for each pair of values, with its interval. */
export function heatMap(theme: ChartTheme, cells: readonly HeatCell[], x: Parameter, y: Parameter): EChartsOption {
  const low = Math.min(...cells.map(({ centre }) => centre))
  const high = Math.max(...cells.map(({ centre }) => centre))
  const ramp = ramps[theme.scheme]
  const ink = theme.scheme === 'dark' ? '#ffffff' : theme.text
  return {
    ...common,
    grid: { left: 12, right: 14, top: 26, bottom: 28, containLabel: true },
    xAxis: { ...categories(theme, x), nameGap: 24 },
    yAxis: { ...categories(theme, y), nameLocation: 'end', nameGap: 8 },
    series: [
      {
        type: 'custom',
        silent: true,
        data: cells.map((cell) => [cell.x, cell.y]),
        renderItem: (params, api) => {
          const cell = cells[params.dataIndex]!
          const [px, py] = api.coord([cell.x, cell.y]) as [number, number]
          const [width, height] = api.size!([1, 1]) as [number, number]
          const share = high > low ? (cell.centre - low) / (high - low) : 0.5
          const interval =
            cell.low === null || cell.high === null
              ? ''
              : `[${formatNumber(cell.low, 2)}, ${formatNumber(cell.high, 2)}]`
          const text = (words: string, dy: number, weight: number) => ({
            type: 'text' as const,
            style: {
              text: words,
              x: px,
              y: py + dy,
              font: `${weight} 11.5px ${chartFont}`,
              fill: ink,
              align: 'center' as const,
              verticalAlign: 'middle' as const,
              width: width - 6,
              overflow: 'truncate' as const,
            },
          })
          const isTall = height >= 32 && interval !== ''
          return {
            type: 'group',
            children: [
              {
                type: 'rect',
                shape: { x: px - width / 2 + 1, y: py - height / 2 + 1, width: width - 2, height: height - 2, r: 3 },
                style: { fill: ramp[Math.min(ramp.length - 1, Math.floor(share * ramp.length))]! },
              },
              text(formatNumber(cell.centre, 3), isTall ? -7 : 0, 600),
              ...(isTall ? [text(interval, 8, 400)] : []),
            ],
          }
        },
      },
    ],
  }
}

/** Each variant as a line through its values, darker the better its figure; the figure is the last axis. */
export function parallelChart(
  theme: ChartTheme,
  parameters: readonly Parameter[],
  centres: readonly (number | null)[],
  figure: string,
): EChartsOption {
  const finished = centres.flatMap((centre, index) => (centre === null ? [] : [{ centre, index }]))
  const low = Math.min(...finished.map(({ centre }) => centre))
  const high = Math.max(...finished.map(({ centre }) => centre))
  const height = (centre: number) => (high > low ? (centre - low) / (high - low) : 0.5)
  const titles = [...parameters.map(({ title }) => title), figure]
  // The best are drawn last, over the others.
  const lines = finished
    .toSorted((a, b) => a.centre - b.centre)
    .map(({ centre, index }) => ({
      ys: [...parameters.map((parameter) => shareOf(parameter, parameter.placeOf[index]!)), height(centre)],
      share: height(centre),
    }))
  const marks = [
    ...parameters.map((parameter) =>
      parameter.values.map((text, place) => ({ text, share: shareOf(parameter, place) })),
    ),
    finished.length === 0 ? [] : [low, high].map((value) => ({ text: formatNumber(value, 3), share: height(value) })),
  ]
  return {
    ...common,
    grid: { left: 40, right: 70, top: 24, bottom: 12 },
    xAxis: {
      type: 'category',
      position: 'top',
      data: titles,
      boundaryGap: false,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: theme.soft, fontFamily: chartFont, fontSize: 11.5, interval: 0 },
    },
    yAxis: { type: 'value', min: -0.04, max: 1.04, show: false },
    series: [
      {
        type: 'custom',
        silent: true,
        data: lines.map((_, index) => [0, index]),
        encode: { x: -1, y: -1 },
        renderItem: (params, api) => {
          const { ys, share } = lines[params.dataIndex]!
          return {
            type: 'polyline',
            shape: { points: ys.map((y, x) => api.coord([x, y])) },
            style: { fill: 'none', stroke: theme.accent, lineWidth: 1 + share, opacity: 0.12 + 0.78 * share * share },
          }
        },
      },
      {
        type: 'custom',
        silent: true,
        data: titles.map((_, x) => [x, 0]),
        renderItem: (params, api) => {
          const x = params.dataIndex
          const [px, top] = api.coord([x, 1]) as [number, number]
          const [, bottom] = api.coord([x, 0]) as [number, number]
          return {
            type: 'group',
            children: [
              { type: 'line', shape: { x1: px, y1: top, x2: px, y2: bottom }, style: { stroke: theme.faint } },
              ...withoutCrowding(marks[x]!).map(({ text, share }) => ({
                type: 'text' as const,
                style: {
                  text,
                  x: px + 6,
                  y: bottom + (top - bottom) * share,
                  font: `400 11px ${chartFont}`,
                  fill: theme.text,
                  backgroundColor: theme.panel,
                  padding: [1, 3],
                  verticalAlign: 'middle' as const,
                },
              })),
            ],
          }
        },
      },
    ],
  }
}

const mostMarks = 9

/** Of many values the lowest and the highest. */
const withoutCrowding = <Mark>(marks: readonly Mark[]): readonly Mark[] =>
  marks.length <= mostMarks ? marks : [marks[0]!, marks.at(-1)!]
