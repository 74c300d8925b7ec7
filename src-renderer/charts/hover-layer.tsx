import { useEffect, useRef } from 'react'
import type { EChartsType } from './echarts.ts'
import styles from './chart.module.css'

/** What a chart says about a place on its x-axis. */
export interface HoverReading {
  /** Where there are values, rising; the pointer goes to the nearest. */
  xs(): readonly number[]
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

/** By the arrow keys one comes from end to end in about so many steps. */
const keyboardSteps = 60
const tooltipGapPx = 14

/**
 * A line, a dot and a box of values above a chart, under the pointer or moved by arrow keys: a layer of its own, so that
 * nothing of the chart is drawn again while it moves, and a chart that is busy doesn't hold it up.
 */
export function HoverLayer({ chart, reading, label }: { chart: EChartsType; reading: HoverReading; label: string }) {
  const layer = useRef<HTMLDivElement>(null)
  const line = useRef<HTMLDivElement>(null)
  const dot = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLDivElement>(null)
  // Kept from reading to reading: new rows come while the pointer rests.
  const place = useRef<Place>(nowhere)

  useEffect(() => {
    const parts = { layer: layer.current!, line: line.current!, dot: dot.current!, box: box.current! }
    const show = () => showAt(chart, reading, place.current, parts)
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
    const onKey = (event: KeyboardEvent) => {
      const next = afterKey(event.key, reading.xs(), place.current)
      if (next === undefined) return
      event.preventDefault()
      go(next)
    }
    parts.layer.addEventListener('pointermove', onMove)
    parts.layer.addEventListener('pointerleave', onLeave)
    parts.layer.addEventListener('blur', onBlur)
    parts.layer.addEventListener('keydown', onKey)
    chart.on('rendered', show)
    show()
    return () => {
      parts.layer.removeEventListener('pointermove', onMove)
      parts.layer.removeEventListener('pointerleave', onLeave)
      parts.layer.removeEventListener('blur', onBlur)
      parts.layer.removeEventListener('keydown', onKey)
      if (!chart.isDisposed()) chart.off('rendered', show)
    }
  }, [chart, reading])

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
      <div ref={line} className={styles.hoverLine} hidden />
      <div ref={dot} className={styles.hoverDot} hidden />
      <div ref={box} className={styles.hoverBox} hidden aria-hidden />
    </div>
  )
}

type Place = { kind: 'none' } | { kind: 'pointer'; xPx: number; yPx: number } | { kind: 'keyboard'; x: number }
const nowhere: Place = { kind: 'none' }

/** Undefined where the key means nothing here. */
export function afterKey(key: string, xs: readonly number[], place: Place): Place | undefined {
  if (key === 'Escape') return place.kind === 'none' ? undefined : nowhere
  if (xs.length === 0) return undefined
  const last = xs.length - 1
  const step = Math.max(1, Math.round(xs.length / keyboardSteps))
  const now = place.kind === 'keyboard' ? nearest(xs, place.x) : null
  const index = {
    ArrowRight: now === null ? 0 : Math.min(last, now + step),
    ArrowLeft: now === null ? last : Math.max(0, now - step),
    Home: 0,
    End: last,
  }[key]
  return index === undefined ? undefined : { kind: 'keyboard', x: xs[index]! }
}

/** The index of the value nearest to x, of at least one, rising. */
export function nearest(xs: readonly number[], x: number): number {
  let low = 0
  let high = xs.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (xs[middle]! < x) low = middle + 1
    else high = middle
  }
  return low > 0 && x - xs[low - 1]! <= xs[low]! - x ? low - 1 : low
}

interface Parts {
  layer: HTMLElement
  line: HTMLElement
  dot: HTMLElement
  box: HTMLElement
}

function showAt(chart: EChartsType, reading: HoverReading, place: Place, { layer, line, dot, box }: Parts): void {
  const hide = () => [line, dot, box].forEach((part) => (part.hidden = true))
  const xs = reading.xs()
  if (place.kind === 'none' || xs.length === 0) return hide()
  const inside: [number, number] =
    place.kind === 'pointer' ? [place.xPx, place.yPx] : [layer.clientWidth / 2, layer.clientHeight / 2]
  if (!chart.containPixel('grid', inside)) return hide()
  const [pointerX, pointerY] = chart.convertFromPixel({ gridIndex: 0 }, inside) as [number, number]
  const x = xs[nearest(xs, place.kind === 'pointer' ? pointerX : place.x)]!
  const { content, text, dot: value } = reading.at(x, place.kind === 'pointer' ? pointerY : null)
  const [xPx] = chart.convertToPixel({ gridIndex: 0 }, [x, pointerY]) as [number, number]
  const { top, bottom } = gridHeight(chart, inside, layer.clientHeight)

  line.hidden = false
  line.style.transform = `translate(${xPx}px, ${top}px)`
  line.style.height = `${bottom - top}px`
  const yPx = value === null ? null : (chart.convertToPixel({ gridIndex: 0 }, [x, value.y]) as [number, number])[1]
  dot.hidden = yPx === null || yPx < top - 1 || yPx > bottom + 1
  if (value !== null && yPx !== null) {
    dot.style.transform = `translate(${xPx}px, ${yPx}px)`
    dot.style.background = value.colour
  }
  box.hidden = false
  box.replaceChildren(content)
  const { offsetWidth: width, offsetHeight: height } = box
  const right = xPx + tooltipGapPx
  const left = right + width <= layer.clientWidth ? right : Math.max(0, xPx - tooltipGapPx - width)
  const boxTop = Math.max(0, Math.min(inside[1] - height / 2, layer.clientHeight - height))
  box.style.transform = `translate(${Math.round(left)}px, ${Math.round(boxTop)}px)`
  layer.setAttribute('aria-valuemin', String(xs[0]))
  layer.setAttribute('aria-valuemax', String(xs.at(-1)))
  layer.setAttribute('aria-valuenow', String(x))
  layer.setAttribute('aria-valuetext', text)
}

/** Where the grid begins and ends in px, found from a place inside it: ECharts tells no more than whether a place is. */
function gridHeight(
  chart: EChartsType,
  [x, inside]: [number, number],
  height: number,
): { top: number; bottom: number } {
  const edge = (outside: number): number => {
    let within = inside
    let beyond = outside
    while (Math.abs(beyond - within) > 0.5) {
      const middle = (within + beyond) / 2
      if (chart.containPixel('grid', [x, middle])) within = middle
      else beyond = middle
    }
    return within
  }
  return { top: edge(-1), bottom: edge(height + 1) }
}
