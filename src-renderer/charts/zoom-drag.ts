import type { EChartsType } from './echarts.ts'

export type Range = [low: number, high: number]

/** How a figure is zoomed: by dragging over one of its charts, and by keys. */
export interface Zoom {
  /** Whether heights mean the same in all its charts, so that a range of y can be dragged as well. */
  y: boolean
  /** The range of x that is shown now; null: all. */
  xRange: Range | null
  onZoom(ranges: { x?: Range; y?: Range }): void
  onReset(): void
}

interface Point {
  xPx: number
  yPx: number
}

const leastDragPx = 6

/** What a drag from one point to another marks: a stretch of x, of y, or both, by the direction it goes. */
export function draggedSides(from: Point, to: Point, withY: boolean): { x: boolean; y: boolean } | null {
  const width = Math.abs(to.xPx - from.xPx)
  const height = Math.abs(to.yPx - from.yPx)
  if (Math.max(width, withY ? height : 0) < leastDragPx) return null
  if (!withY || height < width / 4) return { x: true, y: false }
  return width < height / 4 ? { x: false, y: true } : { x: true, y: true }
}

/** Ends that differ by at least a thousandth of the range are written no finer than that. */
export function roundedRange(a: number, b: number): Range | null {
  const [low, high] = a < b ? [a, b] : [b, a]
  if (!(high > low)) return null
  const decimals = Math.max(0, Math.min(15, 3 - Math.floor(Math.log10(high - low))))
  return [Number(low.toFixed(decimals)), Number(high.toFixed(decimals))]
}

/** Follows a drag over the layer: marks the stretch while it goes on, and zooms when it ends. Returns how to stop. */
export function listenToDrags(
  layer: HTMLElement,
  mark: HTMLElement,
  chart: EChartsType,
  panelAt: (point: Point) => number | null,
  zoom: () => Zoom | undefined,
): () => void {
  let from: (Point & { panel: number }) | null = null
  const pointOf = (event: PointerEvent): Point => {
    const { left, top } = layer.getBoundingClientRect()
    return { xPx: event.clientX - left, yPx: event.clientY - top }
  }
  const end = () => {
    from = null
    mark.hidden = true
  }
  const onDown = (event: PointerEvent) => {
    const point = pointOf(event)
    const panel = panelAt(point)
    if (event.button !== 0 || zoom() === undefined || panel === null) return
    from = { ...point, panel }
    layer.setPointerCapture(event.pointerId)
  }
  const onMove = (event: PointerEvent) => {
    if (from === null) return
    const to = pointOf(event)
    const sides = draggedSides(from, to, zoom()?.y ?? false)
    mark.hidden = sides === null
    if (sides === null) return
    const [left, width] = sides.x ? stretch(from.xPx, to.xPx) : [0, layer.clientWidth]
    const [top, height] = sides.y ? stretch(from.yPx, to.yPx) : [0, layer.clientHeight]
    Object.assign(mark.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` })
  }
  const onUp = (event: PointerEvent) => {
    if (from === null) return
    const start = from
    const to = pointOf(event)
    end()
    const sides = draggedSides(start, to, zoom()?.y ?? false)
    if (sides === null) return
    const data = ({ xPx, yPx }: Point) => chart.convertFromPixel({ gridIndex: start.panel }, [xPx, yPx]) as Range
    const [x0, y0] = data(start)
    const [x1, y1] = data(to)
    const x = sides.x ? roundedRange(x0, x1) : null
    const y = sides.y ? roundedRange(y0, y1) : null
    zoom()?.onZoom({ ...(x !== null && { x }), ...(y !== null && { y }) })
  }
  const onDouble = () => zoom()?.onReset()
  layer.addEventListener('pointerdown', onDown)
  layer.addEventListener('pointermove', onMove)
  layer.addEventListener('pointerup', onUp)
  layer.addEventListener('pointercancel', end)
  layer.addEventListener('dblclick', onDouble)
  return () => {
    layer.removeEventListener('pointerdown', onDown)
    layer.removeEventListener('pointermove', onMove)
    layer.removeEventListener('pointerup', onUp)
    layer.removeEventListener('pointercancel', end)
    layer.removeEventListener('dblclick', onDouble)
  }
}

const stretch = (a: number, b: number): [number, number] => [Math.min(a, b), Math.abs(a - b)]

/** From the place under the crosshair on, up to it, or everything again: undefined where the key means nothing here. */
export function zoomOfKey(
  key: string,
  x: number | null,
  ends: Range,
  { xRange }: Pick<Zoom, 'xRange'>,
): Range | 'reset' | undefined {
  if (key === 'Backspace') return 'reset'
  if (x === null) return undefined
  const [low, high] = xRange ?? ends
  const range = key === '[' ? roundedRange(x, high) : key === ']' ? roundedRange(low, x) : null
  return range ?? undefined
}
