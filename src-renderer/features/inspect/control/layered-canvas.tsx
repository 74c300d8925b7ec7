import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import type { Drawing, Mark, Size } from '../../../charts/drawing.ts'
import { paintDrawing } from '../../../charts/paint-drawing.ts'
import type { Clock } from './clock.ts'
import styles from './control.module.css'

/** A picture with a part that stays while a replay plays, and one that moves over it. */
export interface LayeredScene {
  ground: string
  still(size: Size): readonly Mark[]
  /** Lies over it and changes less often: it is painted anew only where the function is another. */
  over?: (size: Size) => readonly Mark[]
  moving(size: Size, position: number): readonly Mark[]
}

/** Both parts as one picture, for a file. */
export const wholeDrawing = (scene: LayeredScene, size: Size, position: number): Drawing => ({
  ...size,
  ground: scene.ground,
  marks: [...scene.still(size), ...(scene.over?.(size) ?? []), ...scene.moving(size, position)],
})

/** Paints a scene straight from the clock, frame by frame, without React in between. */
export function LayeredCanvas({ scene, clock }: { scene: LayeredScene; clock: Clock }) {
  const { ref, width, height } = useElementSize()
  const still = useRef<HTMLCanvasElement>(null)
  const over = useRef<HTMLCanvasElement>(null)
  const moving = useRef<HTMLCanvasElement>(null)
  const [fontsRead, setFontsRead] = useState(false)
  useEffect(() => void document.fonts.ready.then(() => setFontsRead(true)), [])
  useEffect(() => {
    if (width === 0 || height === 0) return
    const size = { width, height }
    const scale = window.devicePixelRatio
    paintDrawing(still.current!, { ...size, ground: scene.ground, marks: scene.still(size) }, scale)
    const paint = (): void =>
      paintDrawing(
        moving.current!,
        { ...size, ground: 'transparent', marks: scene.moving(size, clock.position) },
        scale,
      )
    paint()
    return clock.onMove(paint)
  }, [scene, clock, width, height, fontsRead])
  const marksOver = scene.over
  useEffect(() => {
    if (width === 0 || height === 0 || marksOver === undefined) return
    const size = { width, height }
    paintDrawing(over.current!, { ...size, ground: 'transparent', marks: marksOver(size) }, window.devicePixelRatio)
  }, [marksOver, width, height, fontsRead])
  return (
    <div ref={ref} className={styles.layers} aria-hidden>
      <canvas ref={still} style={{ width, height }} />
      {marksOver && <canvas ref={over} style={{ width, height }} />}
      <canvas ref={moving} style={{ width, height }} />
    </div>
  )
}
