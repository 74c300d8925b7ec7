import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { chartThemes } from '../../src-shared/figure/chart-theme.ts'
import type { ChartTheme } from '../../src-shared/figure/chart-theme.ts'
import type { Drawing } from './drawing.ts'
import { paintDrawing } from './paint-drawing.ts'
import styles from './chart.module.css'

export interface Size {
  width: number
  height: number
}
/** Pure: from the theme and the size in px to a picture. Keep its identity while nothing changed. */
export type Draw = (theme: ChartTheme, size: Size) => Drawing

/** A drawing that follows its box's size and the theme. With `onPoint` it can be clicked, and with `onKey` has a tab stop. */
export function DrawingChart({
  draw,
  label,
  caption,
  minHeight = 120,
  onPoint,
  onKey,
}: {
  draw: Draw
  /** What it shows, for those who can't see it. */
  label: string
  /** What a careful reader must know, below the picture. */
  caption?: ReactNode
  minHeight?: number
  /** A click or a drag, in px of the drawing. */
  onPoint?: (x: number, y: number, size: Size) => void
  onKey?: (event: KeyboardEvent) => void
}) {
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState<Size | null>(null)
  const scheme = useComputedColorScheme('light')
  useEffect(() => {
    const element = box.current!
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element
      if (width > 0 && height > 0)
        setSize((old) => (old?.width === width && old.height === height ? old : { width, height }))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (size === null) return
    const paint = () => paintDrawing(canvas.current!, draw(chartThemes[scheme], size), window.devicePixelRatio)
    paint()
    // The page's font may come after the first picture.
    let there = true
    void document.fonts.ready.then(() => there && paint())
    return () => void (there = false)
  }, [draw, scheme, size])
  return (
    <figure className={styles.figure}>
      <div ref={box} className={styles.box} style={{ minHeight }}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={label}
          className={styles.drawn}
          tabIndex={onKey === undefined ? undefined : 0}
          onKeyDown={onKey}
          onPointerDown={(event) => {
            if (onPoint === undefined || size === null || event.button !== 0) return
            event.currentTarget.setPointerCapture(event.pointerId)
            onPoint(event.nativeEvent.offsetX, event.nativeEvent.offsetY, size)
          }}
          onPointerMove={(event) => {
            if (onPoint !== undefined && size !== null && event.buttons === 1)
              onPoint(event.nativeEvent.offsetX, event.nativeEvent.offsetY, size)
          }}
        />
      </div>
      {caption && <figcaption className={styles.caption}>{caption}</figcaption>}
    </figure>
  )
}
