import { minMaxOfColumns, minMaxPerPixel } from '../statistics/decimation.ts'
import type { CurveOverSeeds } from '../statistics/curve-over-seeds.ts'

type Range = readonly [number, number] | null

/** The places of x in the range and one on either side, so that lines go on to the edge: from `first` before `end`. */
function placesIn(x: Float64Array, range: Range): { first: number; end: number } {
  if (range === null) return { first: 0, end: x.length }
  let first = 0
  while (first < x.length && x[first]! < range[0]) first++
  let end = first
  while (end < x.length && x[end]! <= range[1]) end++
  return { first: Math.max(0, first - 1), end: Math.min(x.length, end + 1) }
}

/**
 * Which points of a curve are drawn, about `maxPoints`: of each pixel the lowest and highest of the band where it is
 * known everywhere, else of the centre; also of `beside`; and where N falls.
 */
export function placesOfCurve(
  curve: CurveOverSeeds,
  beside: Float64Array | null,
  maxPoints: number,
  range: Range,
): number[] {
  const { first, end } = placesIn(curve.x, range)
  const part = (values: Float64Array) => values.subarray(first, end)
  const orCentre = (ends: Float64Array) =>
    part(ends).map((value, i) => (Number.isNaN(value) ? curve.centre[first + i]! : value))
  const falls = new Set(curve.falls.map(({ x }) => x))
  const pixels = Math.max(1, Math.floor((maxPoints - 2 - falls.size) / (beside === null ? 2 : 4)))
  const places = new Set(minMaxPerPixel(part(curve.x), orCentre(curve.low), pixels, orCentre(curve.high)))
  if (beside !== null) for (const place of minMaxPerPixel(part(curve.x), part(beside), pixels)) places.add(place)
  if (falls.size > 0) part(curve.x).forEach((x, i) => falls.has(x) && places.add(i))
  return Array.from(places, (place) => first + place).sort((a, b) => a - b)
}

/** Which points of a seed's line are drawn: of each pixel its lowest and highest. */
export function placesOfLine(x: Float64Array, y: Float64Array, maxPoints: number, range: Range): number[] {
  const { first, end } = placesIn(x, range)
  const pixels = Math.floor((maxPoints - 2) / 2)
  return Array.from(minMaxPerPixel(x.subarray(first, end), y.subarray(first, end), pixels), (place) => first + place)
}

/** Which points of a path are drawn, whose x goes back and forth: of each stretch of rows the ends of both x and y. */
export function placesOfPath(x: Float64Array, y: Float64Array, maxPoints: number): number[] {
  return [
    ...minMaxOfColumns(
      Float64Array.from(x, (_, row) => row),
      [x, y],
      maxPoints,
    ),
  ]
}
