import type { CustomSeries, LineSeries } from './chart-option.ts'
import { boundsEncode, boundsOf, quiet } from './compared-curve.ts'
import type { ComparedCurve } from './compared-curve.ts'

/** How faint one of N seeds is: together they carry about the same ink, and one alone can still be seen. */
export const seedOpacity = (seeds: number): number => Math.max(0.04, 0.16 * Math.sqrt(10 / Math.max(1, seeds)))

/**
 * All of a variant's seeds as one series, one polyline each: a series a seed would cost a hundred times as much to
 * draw.
 */
export function seedSeries(curve: ComparedCurve): CustomSeries | null {
  const lines = curve.seeds
    .map((seed) => ({ seed, box: boundsOf(seed.x, [seed.y]) }))
    .filter((line): line is { seed: ComparedCurve['seeds'][number]; box: number[] } => line.box !== null)
  if (lines.length === 0) return null
  const opacity = seedOpacity(lines.length)
  return {
    ...quiet,
    type: 'custom',
    id: `seeds ${curve.key}`,
    data: lines.map((line) => line.box),
    encode: boundsEncode,
    clip: true,
    z: 1,
    progressive: 0,
    renderItem: (params, api) => {
      const { seed } = lines[params.dataIndexInside] ?? { seed: { x: [], y: [] } }
      const points = seed.x.map((x, i) => api.coord([x, seed.y[i]!]))
      return {
        type: 'polyline',
        shape: { points },
        style: { fill: 'none', stroke: curve.colour, lineWidth: 1, opacity },
      }
    },
  }
}

export function centreSeries(curve: ComparedCurve): LineSeries {
  return {
    type: 'line',
    id: `centre ${curve.key}`,
    name: curve.label,
    data: curve.x.map((x, i) => [x, curve.centre[i]!]),
    showSymbol: curve.x.length === 1,
    symbol: 'circle',
    symbolSize: 7,
    lineStyle: { width: 2.2, color: curve.colour, type: curve.dash.length === 0 ? 'solid' : [...curve.dash] },
    itemStyle: { color: curve.colour },
    emphasis: { disabled: true },
    silent: true,
    animation: false,
    z: 3,
  }
}
