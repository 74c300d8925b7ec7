import type { FigureSeries } from './chart-option.ts'
import { boundsEncode, boundsOf, pixelsOf, quiet } from './compared-curve.ts'
import type { ComparedCurve } from './compared-curve.ts'
import type { PanelScale } from './panel-scale.ts'

/** Fainter where many bands lie over each other, so that the lines of twelve variants still show. */
export const bandOpacity = (variants: number): number => 0.2 * Math.min(1, 5 / variants)

export interface Range {
  low: number
  high: number
}

/**
 * How far bands may stretch the y-axis: half the height of what the lines themselves take, on either side. The interval
 * of two seeds reaches far beyond anything that was seen; an axis made for it would hide the curves.
 */
export function bandRange(curves: readonly ComparedCurve[]): Range {
  let low = Infinity
  let high = -Infinity
  for (const curve of curves) {
    const lines = [{ x: curve.x, y: curve.centre }, ...curve.seeds]
    for (const box of lines.map(({ x, y }) => boundsOf(x, [y]))) {
      if (box === null) continue
      low = Math.min(low, box[1]!)
      high = Math.max(high, box[3]!)
    }
  }
  const half = (high - low) / 2
  return { low: low - half, high: high + half }
}

/** Whether some band is cut off by that; the caption says so. */
export function bandsCut(curves: readonly ComparedCurve[], range: Range): boolean {
  return curves.some((curve) => {
    const box = boundsOf(curve.x, [curve.low, curve.high], curve.floor.y)
    return box !== null && (box[1]! < range.low || box[3]! > range.high)
  })
}

/** Stretches of the curve that have a band: with one seed left there is none. */
export function bandStretches(
  low: readonly (number | null)[],
  high: readonly (number | null)[],
): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = []
  for (let i = 0; i < low.length; i++) {
    if (low[i] === null || high[i] === null) continue
    const last = stretches.at(-1)
    if (last?.to === i - 1) last.to = i
    else stretches.push({ from: i, to: i })
  }
  return stretches
}

/** Draws nothing: the axes make room for curves that stand in another chart. */
export function roomSeries(curves: readonly ComparedCurve[], range: Range, scale: PanelScale): FigureSeries {
  const boxes = curves.flatMap((curve) =>
    [
      boundsOf(curve.x, [curve.centre]),
      boundedBy(range, boundsOf(curve.x, [curve.low, curve.high], curve.floor.y)),
      ...curve.seeds.map((seed) => boundsOf(seed.x, [seed.y])),
    ].filter((box) => box !== null),
  )
  return {
    ...quiet,
    ...scale.place('room'),
    type: 'custom',
    data: boxes,
    encode: boundsEncode,
    z: 0,
    renderItem: () => ({ type: 'group', children: [] }),
  }
}

const boundedBy = (range: Range, box: number[] | null): number[] | null =>
  box && [box[0]!, Math.max(range.low, box[1]!), box[2]!, Math.min(range.high, box[3]!)]

/**
 * All bands as one series, each one shape: a polygon a stretch, forth along the low end and back along the high one.
 * They stretch the y-axis no further than `range`.
 */
export function bandSeries(
  curves: readonly ComparedCurve[],
  range: Range,
  opacity: number,
  scale: PanelScale,
): FigureSeries | null {
  const bands = curves.flatMap((curve) => {
    const box = boundsOf(curve.x, [curve.low, curve.high], curve.floor.y)
    return box === null ? [] : [{ curve, box }]
  })
  if (bands.length === 0) return null
  return {
    ...quiet,
    ...scale.place('bands'),
    type: 'custom',
    data: bands.map(({ box }) => boundedBy(range, box)!),
    encode: boundsEncode,
    clip: true,
    z: 2,
    renderItem: (params, api) => {
      const { curve, box } = bands[params.dataIndexInside]!
      const px = pixelsOf(api, box, scale.log)
      return {
        type: 'group',
        children: bandStretches(curve.low, curve.high).map(({ from, to }) => {
          const points: number[][] = []
          for (let i = from; i <= to; i++) points.push([px.x(curve.x[i]!), px.y(curve.low[i]!)])
          for (let i = to; i >= from; i--) points.push([px.x(curve.x[i]!), px.y(curve.high[i]!)])
          return { type: 'polygon' as const, shape: { points }, style: { fill: curve.colour, opacity } }
        }),
      }
    },
  }
}
