import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent, MouseEvent } from 'react'
import type { Drawing, Point, Size } from '../../../charts/drawing.ts'
import { paintDrawing } from '../../../charts/paint-drawing.ts'
import styles from './finite.module.css'

/** What is drawn in a box, and how to find what stands at a point of it. */
export interface Scene {
  /** @param scrolledPx how far a scene that is higher than its box is scrolled */
  draw(size: Size, scrolledPx: number): Drawing
  /** The state there; null between states. */
  stateAt(point: Point, size: Size, scrolledPx: number): number | null
  /** Of everything, where it can be higher or wider than its box. */
  height?: number
  width?(size: Size): number
  /** Where a state stands, from the top of everything, where one has to scroll to it. */
  span?(state: number): { top: number; height: number }
  /** Where the legend stands: a click on it is the legend's. */
  legend(size: Size): { x: number; y: number; width: number; height: number } | null
}

/** A scene on a canvas; pointer and keyboard find its states. What stands there is told by the panel beside it. */
export function Drawn({
  scene,
  label,
  selected,
  legendButton,
  onHover,
  onSelect,
  onKeyDown,
}: {
  scene: Scene
  /** What it shows, for those who can't see it. */
  label: string
  selected: number | null
  /** What a click on the legend does. */
  legendButton: { label: string; pressed: boolean; act: () => void } | null
  onHover: (state: number | null) => void
  onSelect: (state: number | null) => void
  onKeyDown: (event: KeyboardEvent) => void
}) {
  const { ref, width, height } = useElementSize()
  const box = useRef<HTMLDivElement>(null)
  const boxRef = useMergedRef(ref, box)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [scrolled, setScrolled] = useState(0)
  const [fontsRead, setFontsRead] = useState(false)
  const size = { width, height }
  const isDrawn = width > 0 && height > 0
  useEffect(() => void document.fonts.ready.then(() => setFontsRead(true)), [])
  useLayoutEffect(() => {
    if (isDrawn) paintDrawing(canvas.current!, scene.draw({ width, height }, scrolled), window.devicePixelRatio)
  }, [scene, width, height, scrolled, isDrawn, fontsRead])
  // Walking by keyboard leads to rows that are out of sight.
  useEffect(() => {
    const span = selected === null ? undefined : scene.span?.(selected)
    const view = box.current
    if (span === undefined || view === null) return
    if (span.top < view.scrollTop + span.height) view.scrollTop = span.top - span.height
    else if (span.top + span.height > view.scrollTop + view.clientHeight)
      view.scrollTop = span.top + span.height - view.clientHeight
    // Only where the selection moved: one scrolls freely in between.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected])
  const at = (event: MouseEvent): number | null => {
    const { left, top } = canvas.current!.getBoundingClientRect()
    return scene.stateAt([event.clientX - left, event.clientY - top], size, scrolled)
  }
  const legend = isDrawn && legendButton ? scene.legend(size) : null
  const contentWidth = isDrawn ? (scene.width?.(size) ?? width) : width
  return (
    <div
      ref={boxRef}
      className={styles.drawn}
      role="application"
      aria-label={label}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
      onPointerMove={(event) => onHover(at(event))}
      onPointerLeave={() => onHover(null)}
      onClick={(event) => onSelect(at(event))}
    >
      <div style={{ height: Math.max(height, scene.height ?? 0), width: contentWidth }} className={styles.content}>
        <canvas ref={canvas} style={{ width: contentWidth, height }} aria-hidden />
        {legend && <LegendButton place={legend} {...legendButton!} />}
      </div>
    </div>
  )
}

/** Lies over the legend that the canvas shows. */
function LegendButton({
  place,
  label,
  pressed,
  act,
}: {
  place: { x: number; y: number; width: number; height: number }
  label: string
  pressed: boolean
  act: () => void
}) {
  return (
    <button
      type="button"
      className={styles.legend}
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      style={{ left: place.x, top: place.y, width: place.width, height: place.height }}
      onClick={(event) => {
        event.stopPropagation()
        act()
      }}
    />
  )
}
