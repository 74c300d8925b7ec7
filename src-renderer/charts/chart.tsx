import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { readChartTheme } from './chart-theme.ts'
import type { ChartTheme } from './chart-theme.ts'
import { init } from './echarts.ts'
import type { EChartsOption, EChartsType } from './echarts.ts'
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
}

/** The one host of ECharts: it follows its box's size and the theme, and cleans up. */
export function Chart({ option, label, caption, minHeight = 120, onReady }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  const ready = useRef(onReady)
  const [size, setSize] = useState<{ width: number; height: number } | null>(null)
  const scheme = useComputedColorScheme('light')

  useEffect(() => {
    const element = box.current!
    const instance = init(element)
    chart.current = instance
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
      chart.current = null
    }
  }, [])

  useEffect(() => {
    if (size) chart.current?.setOption(option(readChartTheme(scheme), size), { notMerge: true, lazyUpdate: true })
  }, [option, scheme, size])

  return (
    <figure className={styles.figure}>
      <div className={styles.box} style={{ minHeight }}>
        <div ref={box} className={styles.canvas} role="img" aria-label={label} />
      </div>
      {caption && <figcaption className={styles.caption}>{caption}</figcaption>}
    </figure>
  )
}
