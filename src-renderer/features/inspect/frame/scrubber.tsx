import { useElementSize } from '@mantine/hooks'
import { memo, useMemo, useRef } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { formatCount, formatNumber, formatShort } from '../../../../src-shared/words/format.ts'
import type { Checkpoint } from './in-step.ts'
import { curvePath, namedUpdates, placeScrubber, valueAt, type Curve, type ScrubberPlace } from './scrubber-geometry.ts'
import styles from './scrubber.module.css'

export interface ScrubberCurves {
  /** The curve that counts, in the run's colour. */
  main: Curve
  /** What was recorded while it trained, faint behind. */
  faint: Curve | null
  /** The run or checkpoint beside it. */
  beside: (Curve & { colour: string }) | null
  /** A dashed line: "optimum 0.730". */
  goal: { value: number; label: string } | null
}

const margin = { left: 92, right: 16, top: 8, bottom: 38 }

/**
 * A slider over the checkpoints of a run, its curve exactly above it: dots, drag, a click on the curve; arrow keys for
 * one checkpoint, Home and End.
 */
export function Scrubber({
  checkpoints,
  index,
  curves,
  colour,
  onIndex,
}: {
  checkpoints: readonly Checkpoint[]
  index: number
  curves: ScrubberCurves
  colour: string
  onIndex: (index: number) => void
}) {
  const { ref, width, height } = useElementSize()
  const dragging = useRef(false)
  const updates = useMemo(() => checkpoints.map(({ update }) => update), [checkpoints])
  const place = useMemo(() => {
    const { main, faint, beside, goal } = curves
    const values = [...main.values, ...(faint?.values ?? []), ...(beside?.values ?? []), ...(goal ? [goal.value] : [])]
    const box = { left: margin.left, right: width - margin.right, top: margin.top, bottom: height - margin.bottom }
    return placeScrubber(updates, values, box)
  }, [curves, updates, width, height])
  const at = checkpoints[index]!
  const goTo = (event: PointerEvent<HTMLElement>): void => {
    const next = place.nearest(event.clientX - event.currentTarget.getBoundingClientRect().left)
    if (next !== index) onIndex(next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = indexOfKey(event.key, index, checkpoints.length)
    if (next === null) return
    event.preventDefault()
    onIndex(next)
  }
  const valueOfMain = valueAt(curves.main, at.update)
  const sliderY = height - 26
  return (
    <div
      ref={ref}
      className={styles.chart}
      role="slider"
      tabIndex={0}
      aria-label="Checkpoint"
      aria-valuemin={1}
      aria-valuemax={checkpoints.length}
      aria-valuenow={index + 1}
      aria-valuetext={
        `update ${formatCount(at.update)}, checkpoint ${index + 1} of ${checkpoints.length}` +
        (valueOfMain === null ? '' : `, ${curves.main.name} ${formatNumber(valueOfMain)}`)
      }
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        dragging.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
        goTo(event)
      }}
      onPointerMove={(event) => dragging.current && goTo(event)}
      onPointerUp={() => (dragging.current = false)}
      onPointerCancel={() => (dragging.current = false)}
    >
      {width > 0 && height > 0 && (
        <svg width={width} height={height} aria-hidden>
          <Ground curves={curves} updates={updates} place={place} width={width} height={height} colour={colour} />
          <line x1={margin.left} x2={place.x(at.update)} y1={sliderY} y2={sliderY} className={styles.passed} />
          {updates.map((update, i) => (
            <circle
              key={update}
              cx={place.x(update)}
              cy={sliderY}
              r="2.6"
              className={i <= index ? styles.passedDot : styles.dot}
            />
          ))}
          <line x1={place.x(at.update)} x2={place.x(at.update)} y1={2} y2={sliderY} className={styles.cursor} />
          {valueOfMain !== null && (
            <circle cx={place.x(at.update)} cy={place.y(valueOfMain)} r="4" fill={colour} className={styles.onCurve} />
          )}
          <circle cx={place.x(at.update)} cy={sliderY} r="7" className={styles.knob} />
          <text x={place.x(at.update)} y={height - 6} textAnchor="middle" className={styles.now}>
            {formatCount(at.update)}
          </text>
        </svg>
      )}
    </div>
  )
}

/** Where a key leads, or null for any other. */
export function indexOfKey(key: string, index: number, count: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: index - 1,
    ArrowDown: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index + 1,
    PageDown: index - 5,
    PageUp: index + 5,
    Home: 0,
    End: count - 1,
  }
  const next = steps[key]
  return next === undefined ? null : Math.min(count - 1, Math.max(0, next))
}

/** What stays while one scrubs. */
const Ground = memo(function Ground({
  curves: { main, faint, beside, goal },
  updates,
  place,
  width,
  height,
  colour,
}: {
  curves: ScrubberCurves
  updates: readonly number[]
  place: ScrubberPlace
  width: number
  height: number
  colour: string
}) {
  const right = width - margin.right
  const { low, high } = place
  return (
    <>
      <text x="0" y={margin.top + 6} className={styles.words}>
        {main.name}
      </text>
      {[low, high].map((value) => (
        <g key={value}>
          <line x1={margin.left} x2={right} y1={place.y(value)} y2={place.y(value)} className={styles.rule} />
          <text
            x={margin.left - 8}
            y={place.y(value) + (value === high ? 14 : 0)}
            textAnchor="end"
            className={styles.words}
          >
            {formatNumber(value, 3)}
          </text>
        </g>
      ))}
      {goal && (
        <>
          <line x1={margin.left} x2={right} y1={place.y(goal.value)} y2={place.y(goal.value)} className={styles.goal} />
          <text x={margin.left + 6} y={place.y(goal.value) + 14} className={styles.words}>
            {goal.label}
          </text>
        </>
      )}
      {faint && <path d={curvePath(faint, place)} stroke={colour} className={styles.faint} />}
      {beside && <path d={curvePath(beside, place)} stroke={beside.colour} className={styles.beside} />}
      <path d={curvePath(main, place)} stroke={colour} className={styles.main} />
      <line x1={margin.left} x2={right} y1={height - 26} y2={height - 26} className={styles.track} />
      {namedUpdates(updates, right - margin.left).map((update, i) => (
        <text key={update} x={place.x(update)} y={height - 6} textAnchor="middle" className={styles.words}>
          {i === 0 ? `update ${formatShort(update)}` : formatShort(update)}
        </text>
      ))}
    </>
  )
})
