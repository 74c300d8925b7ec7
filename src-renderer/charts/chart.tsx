import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { chartThemes } from '../../src-shared/figure/chart-theme.ts'
import type { ChartTheme } from '../../src-shared/figure/chart-theme.ts'
import { init } from './echarts.ts'
import type { EChartsOption, EChartsType } from './echarts.ts'
import { HoverLayer } from './hover-layer.tsx'
import type { HoverPick, HoverReading } from './hover-layer.tsx'
import { seriesDifference } from './series-difference.ts'
import type { Zoom } from './zoom-drag.ts'
import styles from './chart.module.css'

export interface ChartProps {
  /**
   * Pure: from the theme and the size in px to what is drawn. Keep its identity (useCallback) while nothing changed.
   */
  option: (theme: ChartTheme, size: { width: number; height: number }) => EChartsOption
  /** What the chart shows, for those who can't see it. */
  label: string
  /** What a careful reader must know, in one sentence, below the chart. */
  caption?: ReactNode
  minHeight?: number
  /** For pointer and keyboard handlers of one's own. */
  onReady?: (chart: EChartsType) => void
  /** What stands under the pointer, on a layer of its own. Keep its identity while nothing changed. */
  hover?: { readings: readonly HoverReading[]; label: string; zoom?: Zoom; pick?: HoverPick }
  /**
   * Every series has an id, and is the same object while nothing of it changed: then only what changed is set. Without
   * it the whole option replaces the last.
   */
  byDifference?: boolean
}

/** The one host of ECharts: it follows its box's size and the theme, and cleans up. */
export function Chart({ option, label, caption, minHeight = 120, onReady, hover, byDifference = false }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<EChartsType | null>(null)
  const drawn = useRef<{ chart: EChartsType; option: EChartsOption } | null>(null)
  const ready = useRef(onReady)
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  const scheme = useComputedColorScheme('light')

  useEffect(() => {
    const element = box.current!
    const instance = init(element)
    setChart(instance)
    ready.current?.(instance)
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element
      if (width === 0 || height === 0) return
      instance.resize({ width, height })
      setSize((old) => (old?.width === width && old.height === height ? old : { width, height }))
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      instance.dispose()
      setChart(null)
    }
  }, [])

  useEffect(() => {
    if (size === null || chart === null) return
    const next = option(chartThemes[scheme], size)
    if (byDifference) {
      const last = drawn.current?.chart === chart ? drawn.current.option : null
      chart.setOption(seriesDifference(last, next), {
        replaceMerge: ['series', 'grid', 'xAxis', 'yAxis'],
        lazyUpdate: true,
      })
      drawn.current = { chart, option: next }
    } else chart.setOption(next, { notMerge: true, lazyUpdate: true })
  }, [chart, option, scheme, size, byDifference])

  return (
    <figure className={styles.figure}>
      <div className={styles.box} style={{ minHeight }}>
        <div ref={box} className={styles.canvas} role="img" aria-label={label} />
        {chart !== null && hover !== undefined && <HoverLayer chart={chart} {...hover} />}
      </div>
      {caption && <figcaption className={styles.caption}>{caption}</figcaption>}
    </figure>
  )
}
