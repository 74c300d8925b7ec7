import { useElementSize } from '@mantine/hooks'
import { useMemo, useRef } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { formatNumber } from '../../../../src-shared/words/format.ts'
import { LayeredCanvas, type LayeredScene } from './layered-canvas.tsx'
import { leastStripsPx, placeStrips } from './strips-drawing.ts'
import type { Replay } from './use-replay.ts'
import type { Strip } from './strips.ts'
import styles from './control.module.css'

/** The strips with their one cursor: drag anywhere, or arrow keys. */
export function StripsPanel({
  strips,
  steps,
  scene,
  replay: { clock, step },
}: {
  strips: readonly Strip[]
  steps: number
  scene: LayeredScene
  replay: Replay
}) {
  const { ref, width, height } = useElementSize()
  const dragging = useRef(false)
  const place = useMemo(() => placeStrips(strips, steps, { x: 0, y: 0, width, height }), [strips, steps, width, height])
  const goTo = (event: PointerEvent<HTMLElement>): void =>
    clock.seek(place.stepAt(event.clientX - event.currentTarget.getBoundingClientRect().left))
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = Math.floor(clock.position)
    const next: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      PageDown: at - 10,
      PageUp: at + 10,
      Home: 0,
      End: steps,
    }
    if (event.shiftKey || event.ctrlKey || event.altKey || !(event.key in next)) return
    event.preventDefault()
    clock.pause()
    clock.seek(next[event.key]!)
  }
  const numbers = strips.map(({ title, lines }) => {
    const value = lines[0]!.values[Math.min(step, steps - 1)]
    return `${title} ${formatNumber(value ?? NaN, 3)}`
  })
  return (
    <div
      ref={ref}
      className={styles.strips}
      style={{ minHeight: leastStripsPx(strips) }}
      role="slider"
      tabIndex={0}
      aria-label="Step of the episode"
      aria-valuemin={0}
      aria-valuemax={steps}
      aria-valuenow={step}
      aria-valuetext={`step ${step} of ${steps}; ${numbers.join(', ')}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        dragging.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
        clock.pause()
        goTo(event)
      }}
      onPointerMove={(event) => dragging.current && goTo(event)}
      onPointerUp={() => (dragging.current = false)}
      onPointerCancel={() => (dragging.current = false)}
    >
      <LayeredCanvas scene={scene} clock={clock} />
    </div>
  )
}
