import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import type { ComparedCurve } from '../../../src-shared/figure/compared-curve.ts'
import type { ComparedVariant } from '../../../src-shared/figure/compared.ts'
import { formatNumber } from '../../../src-shared/words/format.ts'
import { Swatch } from '../../components/swatch.tsx'
import styles from './chart-panel.module.css'

const lineHeightPx = 22
/** Names of a sweep's points: what differs stands at their end, so that they take two lines. */
const longNamePx = 36
const longName = 18

/** Names of many variants, sorted as their lines end; only those in view are there. */
export function EndList({
  curves,
  variants,
}: {
  curves: readonly ComparedCurve[]
  variants: readonly ComparedVariant[]
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => {
    const lastOf = new Map(curves.map((curve) => [curve.key, curve.centre.at(-1) ?? null]))
    return variants
      .map((variant) => ({ variant, last: lastOf.get(variant.id) ?? null }))
      .toSorted((a, b) =>
        a.last === null || b.last === null ? Number(a.last === null) - Number(b.last === null) : b.last - a.last,
      )
  }, [curves, variants])
  const heightPx = variants.some(({ short }) => short.length > longName) ? longNamePx : lineHeightPx
  // oxlint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => heightPx,
    overscan: 10,
  })
  useEffect(() => virtual.measure(), [virtual, heightPx])
  return (
    <div ref={scroller} className={styles.endList} tabIndex={0} role="region" aria-label="Variants by their last value">
      <ol aria-label="Variants by their last value" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const { variant, last } = lines[index]!
          return (
            <li
              key={variant.id}
              title={variant.label}
              aria-setsize={lines.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)`, height: heightPx }}
            >
              <Swatch slot={variant.slot} shape="line" />
              <span>{variant.short}</span>
              <b>{last === null ? '' : formatNumber(last, 3)}</b>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
