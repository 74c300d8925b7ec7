import { useElementSize } from '@mantine/hooks'
import type { KeyboardEvent } from 'react'
import { LayeredCanvas, type LayeredScene } from './layered-canvas.tsx'
import { placeSurface, type SurfaceShown } from './surface-drawing.ts'
import type { Replay } from './use-replay.ts'
import styles from './surface.module.css'

/** A surface has so many columns and as many rows. */
export const surfaceCount = 49

/** A place of the surface whose value was asked for. */
export interface Probe {
  column: number
  row: number
}

/** Pointer and arrow keys ask for a value. */
export function SurfaceCanvas({
  scene,
  shown,
  replay,
  probe,
  onProbe,
  name,
}: {
  scene: LayeredScene | null
  shown: SurfaceShown | null
  replay: Replay
  probe: Probe | null
  onProbe: (probe: Probe | null) => void
  name: string
}) {
  const { ref, width, height } = useElementSize()
  const within = (place: number): number => Math.max(0, Math.min(surfaceCount - 1, Math.round(place)))
  const onKeyDown = (event: KeyboardEvent): void => {
    const [column, row] =
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? []
    if (event.key === 'Escape' && probe !== null) onProbe(null)
    else if (column === undefined || row === undefined) return
    else {
      const from = probe ?? { column: (surfaceCount - 1) / 2, row: (surfaceCount - 1) / 2 }
      onProbe({ column: within(from.column + column), row: within(from.row + row) })
    }
    event.preventDefault()
  }
  return (
    <div
      ref={ref}
      className={styles.surfaceCanvas}
      role="application"
      aria-label={`Policy surface: ${name}. Arrow keys ask for a value`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (shown === null) return
        const place = placeSurface({ x: 0, y: 0, width, height }, shown)
        const { left, top } = event.currentTarget.getBoundingClientRect()
        onProbe({
          column: within(((event.clientX - left - place.left) / place.width) * (surfaceCount - 1)),
          row: within((1 - (event.clientY - top - place.top) / place.height) * (surfaceCount - 1)),
        })
      }}
    >
      {scene && <LayeredCanvas scene={scene} clock={replay.clock} />}
    </div>
  )
}
