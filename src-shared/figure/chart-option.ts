import type { xAxis, yAxis } from './axes.ts'

/**
 * What the figures say to ECharts: the few of its options that they use. Types of our own, because src-shared imports no
 * package but zod; the window and the host hand these options to ECharts as they are.
 */
// An alias, not an interface: only that is assignable to ECharts' options, which take any further key.
export type FigureOption = {
  animation: false
  textStyle: { fontFamily: string }
  backgroundColor?: string
  grid: FigureGrid | FigureGrid[]
  xAxis: FigureXAxis | FigureXAxis[]
  yAxis: FigureYAxis | FigureYAxis[]
  series: FigureSeries[]
}

type FigureXAxis = ReturnType<typeof xAxis>
type FigureYAxis = ReturnType<typeof yAxis>

export interface FigureGrid {
  left: number
  right: number
  top: number
  bottom: number
  /** The grid's place is that of the axes with their labels. */
  outerBoundsMode: 'same'
  outerBoundsContain: 'axisLabel'
  width?: number
  height?: number
}

interface CommonSeries {
  /** Series are told apart by it from one drawing to the next. */
  id: string
  silent: true
  animation: false
  z: number
  /** Which grid's axes, where a figure has several. */
  xAxisIndex?: number
  yAxisIndex?: number
}

/** A series that draws its own shapes, in px, from data. */
export interface FigureSeries extends CommonSeries {
  type: 'custom'
  tooltip: { show: false }
  data: number[][]
  encode?: { x: number[]; y: number[] }
  clip?: boolean
  progressive: 0
  renderItem: (params: RenderParams, api: RenderApi) => Shape
}

export interface RenderParams {
  dataIndexInside: number
  /** Of the grid: a `GridRectangle`, which ECharts' own types leave open. */
  coordSys: object
}
export interface RenderApi {
  /** From data to px. */
  coord(point: number[]): number[]
}
/** In px. */
export interface GridRectangle {
  x: number
  y: number
  width: number
  height: number
}

export interface ShapeStyle {
  fill?: string
  stroke?: string
  opacity?: number
  lineWidth?: number
  lineDash?: number[]
  lineJoin?: 'bevel'
}
export interface TextStyle extends ShapeStyle {
  text: string
  x: number
  y: number
  font: string
  align?: 'left' | 'center' | 'right'
  verticalAlign?: 'top' | 'middle' | 'bottom'
  backgroundColor?: string
  padding?: number[]
  borderRadius?: number
  width?: number
  overflow?: 'truncate'
  ellipsis?: string
}
export type Shape =
  | { type: 'group'; children: Shape[] }
  | { type: 'polyline' | 'polygon'; shape: { points: number[][] }; style: ShapeStyle }
  | { type: 'line'; shape: { x1: number; y1: number; x2: number; y2: number }; style: ShapeStyle }
  | { type: 'circle'; shape: { cx: number; cy: number; r: number }; style: ShapeStyle }
  | { type: 'rect'; shape: { x: number; y: number; width: number; height: number; r?: number }; style: ShapeStyle }
  | { type: 'text'; style: TextStyle }
