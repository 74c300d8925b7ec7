import { useEffect, useRef } from 'react'
import type { EChartsType } from './echarts.ts'
import { afterKey, nearest, nowhere, type Place } from './hover-place.ts'
import { nothingHasFocus } from '../components/focus.ts'
import { isPressed } from '../components/shortcut.ts'
import { listenToDrags, zoomOfKey, type Zoom } from './zoom-drag.ts'
import styles from './chart.module.css'

/** What one chart of a figure says about a place on its x-axis. */
export interface HoverReading {
  /** Where there are values, rising; the pointer goes to the nearest. */
  xs(): ArrayLike<number>
  /** @param y the height of the pointer, in data; null where it came by the keyboard */
  at(x: number, y: number | null): HoverContent
}

export interface HoverContent {
  content: HTMLElement
  /** The same in words. */
  text: string
  /** The value that the pointer is nearest to. */
  dot: { y: number; colour: string } | null
}

/** Opens what stands at a place: with its key, or a click with Ctrl. */
export interface HoverPick {
  key: string
  /** @param y null where the place came by the keyboard */
  act(panel: number, x: number, y: number | null): void
}

const tooltipGapPx = 14

/**
 * A line in every chart of a figure, a dot and a box of values, under the pointer or moved by arrow keys: a layer of its
 * own, so that nothing of the figure is drawn again while it moves, and a chart that is busy doesn't hold it up.
 */
export function HoverLayer({
  chart,
  readings,
  label,
  zoom,
  pick,
}: {
  chart: EChartsType
  /** One for each chart of the figure. */
  readings: readonly HoverReading[]
  label: string
  zoom?: Zoom
  pick?: HoverPick
}) {
  const layer = useRef<HTMLDivElement>(null)
  const lines = useRef<HTMLDivElement>(null)
  const dot = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const mark = useRef<HTMLDivElement>(null)
  // Kept from reading to reading: new rows come while the pointer rests.
  const place = useRef<Place>(nowhere)
  // A drag goes on while curves grow, so listeners don't come and go with them.
  const now = useRef({ readings, zoom, pick })
  const shown = useRef<() => void>(() => {})
  useEffect(() => {
    now.current = { readings, zoom, pick }
  })
  useEffect(() => shown.current(), [readings])

  useEffect(() => {
    const parts = { layer: layer.current!, lines: lines.current!, dot: dot.current!, box: box.current! }
    const panelAt = ({ xPx, yPx }: { xPx: number; yPx: number }): number | null => {
      const index = now.current.readings.findIndex((_, gridIndex) => chart.containPixel({ gridIndex }, [xPx, yPx]))
      return index < 0 ? null : index
    }
    const show = () => showAt(chart, now.current.readings, place.current, panelAt, parts)
    shown.current = show
    const go = (next: Place) => {
      place.current = next
      show()
    }
    const onMove = (event: PointerEvent) => {
      const { left, top } = parts.layer.getBoundingClientRect()
      go({ kind: 'pointer', xPx: event.clientX - left, yPx: event.clientY - top })
    }
    const onLeave = () => place.current.kind === 'pointer' && go(nowhere)
    const onBlur = () => place.current.kind === 'keyboard' && go(nowhere)
    const pickHere = (): void => {
      const at = place.current
      if (at.kind === 'keyboard') now.current.pick?.act(at.panel, at.x, null)
      const panel = at.kind === 'pointer' ? panelAt(at) : null
      if (at.kind !== 'pointer' || panel === null) return
      const [x, y] = chart.convertFromPixel({ gridIndex: panel }, [at.xPx, at.yPx]) as [number, number]
      now.current.pick?.act(panel, x, y)
    }
    const onClick = (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey) pickHere()
    }
    // Under the pointer it holds wherever the keyboard is not on anything else.
    const onAnyKey = (event: KeyboardEvent) => {
      const key = now.current.pick?.key
      const isHere = parts.layer.contains(document.activeElement) || nothingHasFocus()
      if (key === undefined || event.defaultPrevented || !isHere || !isPressed({ keys: key }, event)) return
      event.preventDefault()
      pickHere()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const { readings: all, zoom: zooming } = now.current
      const at = place.current
      if (zooming !== undefined) {
        const own = all[at.kind === 'keyboard' ? at.panel : 0]?.xs() ?? []
        const x = at.kind === 'keyboard' ? at.x : null
        const range = own.length === 0 ? undefined : zoomOfKey(event.key, x, [own[0]!, own[own.length - 1]!], zooming)
        if (range !== undefined) {
          event.preventDefault()
          if (range === 'reset') zooming.onReset()
          else zooming.onZoom({ x: range })
          return
        }
      }
      const next = afterKey(
        event.key,
        all.map((reading) => reading.xs),
        at,
      )
      if (next === undefined) return
      event.preventDefault()
      go(next)
    }
    parts.layer.addEventListener('pointermove', onMove)
    parts.layer.addEventListener('pointerleave', onLeave)
    parts.layer.addEventListener('blur', onBlur)
    parts.layer.addEventListener('keydown', onKey)
    parts.layer.addEventListener('click', onClick)
    window.addEventListener('keydown', onAnyKey)
    const stopDrags = listenToDrags(parts.layer, mark.current!, chart, panelAt, () => now.current.zoom)
    chart.on('rendered', show)
    show()
    return () => {
      parts.layer.removeEventListener('pointermove', onMove)
      parts.layer.removeEventListener('pointerleave', onLeave)
      parts.layer.removeEventListener('blur', onBlur)
      parts.layer.removeEventListener('keydown', onKey)
      parts.layer.removeEventListener('click', onClick)
      window.removeEventListener('keydown', onAnyKey)
      stopDrags()
      if (!chart.isDisposed()) chart.off('rendered', show)
    }
  }, [chart])

  return (
    <div
      ref={layer}
      className={styles.hover}
      tabIndex={0}
      role="slider"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={0}
      aria-valuenow={0}
    >
      <div ref={mark} className={styles.zoomMark} hidden />
      <div ref={lines} aria-hidden>
        {readings.map((_, index) => (
          <div key={index} className={styles.hoverLine} hidden />
        ))}
      </div>
      <div ref={dot} className={styles.hoverDot} hidden />
      <div ref={box} className={styles.hoverBox} hidden aria-hidden />
    </div>
  )
}

interface Parts {
  layer: HTMLElement
  lines: HTMLElement
  dot: HTMLElement
  box: HTMLElement
}

function showAt(
  chart: EChartsType,
  readings: readonly HoverReading[],
  place: Place,
  panelAt: (point: { xPx: number; yPx: number }) => number | null,
  { layer, lines, dot, box }: Parts,
): void {
  const hide = () => [...lines.children, dot, box].forEach((part) => ((part as HTMLElement).hidden = true))
  const panel = place.kind === 'pointer' ? panelAt(place) : place.kind === 'keyboard' ? place.panel : null
  const reading = panel === null ? undefined : readings[panel]
  const xs = reading?.xs() ?? []
  if (panel === null || reading === undefined || xs.length === 0) return hide()
  const grid = gridOf(chart, panel)
  // Not laid out yet: once it is drawn, this comes again.
  if (grid === undefined) return hide()
  const finder = { gridIndex: panel }
  const [pointerX, pointerY] =
    place.kind === 'pointer'
      ? (chart.convertFromPixel(finder, [place.xPx, place.yPx]) as [number, number])
      : [(place as { x: number }).x, null]
  const x = xs[nearest(xs, pointerX)]!
  const { content, text, dot: value } = reading.at(x, pointerY)
  const xPx = (chart.convertToPixel(finder, [x, value?.y ?? pointerY ?? 1]) as [number, number])[0]
  // Zoomed in, the keyboard may come from outside.
  if (xPx < grid.x - 1 || xPx > grid.x + grid.width + 1) return hide()

  for (const [index, line] of [...lines.children].entries() as IterableIterator<[number, HTMLElement]>) {
    const own = gridOf(chart, index)
    line.hidden = own === undefined
    if (own === undefined) continue
    const at = (chart.convertToPixel({ gridIndex: index }, [x, 1]) as [number, number])[0]
    line.hidden = at < own.x - 1 || at > own.x + own.width + 1
    line.style.transform = `translate(${at}px, ${own.y}px)`
    line.style.height = `${own.height}px`
  }
  const yPx = value === null ? null : (chart.convertToPixel(finder, [x, value.y]) as [number, number])[1]
  dot.hidden = yPx === null || yPx < grid.y - 1 || yPx > grid.y + grid.height + 1
  if (value !== null && yPx !== null) {
    dot.style.transform = `translate(${xPx}px, ${yPx}px)`
    dot.style.background = value.colour
  }
  box.hidden = false
  box.replaceChildren(content)
  const { offsetWidth: width, offsetHeight: height } = box
  const right = xPx + tooltipGapPx
  const left = right + width <= layer.clientWidth ? right : Math.max(0, xPx - tooltipGapPx - width)
  const middle = place.kind === 'pointer' ? place.yPx : grid.y + grid.height / 2
  const boxTop = Math.max(0, Math.min(middle - height / 2, layer.clientHeight - height))
  box.style.transform = `translate(${Math.round(left)}px, ${Math.round(boxTop)}px)`
  layer.setAttribute('aria-valuemin', String(xs[0]))
  layer.setAttribute('aria-valuemax', String(xs[xs.length - 1]))
  layer.setAttribute('aria-valuenow', String(x))
  layer.setAttribute('aria-valuetext', text)
}

interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

/**
 * Where one of a figure's charts stands, in px: ECharts knows, and says so only inside. Undefined between being set and
 * being drawn.
 */
function gridOf(chart: EChartsType, index: number): Rectangle | undefined {
  const grids = (chart as unknown as { getModel(): GlobalModel })
    .getModel()
    .queryComponents({ mainType: 'grid', index })
  return grids[0]?.coordinateSystem?.getRect()
}
interface GlobalModel {
  queryComponents(of: { mainType: 'grid'; index: number }): { coordinateSystem?: { getRect(): Rectangle } }[]
}
