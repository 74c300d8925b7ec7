import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { formatNumber, formatShort } from '../../../../src-shared/words/format.ts'
import { indexOfKey } from '../frame/scrubber.tsx'
import { curvePath, placeScrubber } from '../frame/scrubber-geometry.ts'
import styles from './side.module.css'

const margin = { left: 46, right: 10, top: 6, bottom: 20 }

/** V of one state over the run, the exact one against the critic's; a click or the arrow keys go to an update. */
export function StateCurve({
  updates,
  exact,
  critic,
  index,
  colour,
  onIndex,
}: {
  updates: readonly number[]
  exact: readonly number[]
  critic: readonly number[] | null
  index: number
  colour: string
  onIndex: (index: number) => void
}) {
  const { ref, width, height } = useElementSize()
  const place = useMemo(() => {
    const box = { left: margin.left, right: width - margin.right, top: margin.top, bottom: height - margin.bottom }
    return placeScrubber(updates, [...exact, ...(critic ?? [])], box)
  }, [updates, exact, critic, width, height])
  const x = place.x(updates[index]!)
  const now = `${formatNumber(exact[index]!)} exact${critic ? `, ${formatNumber(critic[index]!)} by the critic` : ''}`
  return (
    <section className={styles.curve} aria-label="V of this state over the run">
      <h3>V of this state over the run</h3>
      <div className={styles.curveKeys}>
        <span>
          <svg width="20" height="8" aria-hidden>
            <line x1="0" x2="20" y1="4" y2="4" stroke={colour} strokeWidth="2" />
          </svg>
          exact
        </span>
        {critic && (
          <span>
            <svg width="20" height="8" aria-hidden>
              <line x1="0" x2="20" y1="4" y2="4" className={styles.learned} strokeWidth="1.8" />
            </svg>
            critic
          </span>
        )}
      </div>
      <div
        ref={ref}
        role="slider"
        tabIndex={0}
        className={styles.curveChart}
        aria-label="Checkpoint, over V of this state"
        aria-valuemin={1}
        aria-valuemax={updates.length}
        aria-valuenow={index + 1}
        aria-valuetext={`update ${updates[index]}: ${now}`}
        onClick={(event) => onIndex(place.nearest(event.clientX - event.currentTarget.getBoundingClientRect().left))}
        onKeyDown={(event) => {
          const next = indexOfKey(event.key, index, updates.length)
          if (next === null) return
          event.preventDefault()
          onIndex(next)
        }}
      >
        {width > 0 && (
          <svg width={width} height={height} aria-hidden>
            {[place.low, place.high].map((value) => (
              <g key={value}>
                <line
                  x1={margin.left}
                  x2={width - margin.right}
                  y1={place.y(value)}
                  y2={place.y(value)}
                  className={styles.rule}
                />
                <text x={margin.left - 6} y={place.y(value) + 4} textAnchor="end">
                  {formatShort(Number(value.toPrecision(2)))}
                </text>
              </g>
            ))}
            {[updates[0]!, updates.at(-1)!].map((update, i) => (
              <text key={i} x={place.x(update)} y={height - 4} textAnchor={i === 0 ? 'middle' : 'end'}>
                {formatShort(update)}
              </text>
            ))}
            <path d={curvePath({ updates, values: exact }, place)} stroke={colour} />
            {critic && <path d={curvePath({ updates, values: critic }, place)} className={styles.learned} />}
            <line x1={x} x2={x} y1={2} y2={height - margin.bottom} className={styles.cursor} />
          </svg>
        )}
      </div>
    </section>
  )
}
