/**
 * Which points of a long line are drawn. Both return rising indices, the first and the last point among them; a line
 * that is short enough comes back whole.
 */

/**
 * Per pixel of x the lowest and the highest point: no peak is lost. Absent values (NaN) are passed over. At most 2 x
 * pixels + 2 indices.
 */
export function minMaxPerPixel(
  x: Float64Array,
  low: Float64Array,
  pixels: number,
  high: Float64Array = low,
): Uint32Array {
  const places = new Set<number>()
  collectMinMax(x, low, pixels, high, places)
  return sortedIndices(places)
}

/** The same for several columns over one x, with one set of indices for all of them. */
export function minMaxOfColumns(x: Float64Array, columns: readonly Float64Array[], maxPoints: number): Uint32Array {
  if (x.length <= maxPoints) return Uint32Array.from(x, (_, i) => i)
  const places = new Set<number>()
  const pixels = Math.max(1, Math.floor((maxPoints - 2) / (2 * Math.max(1, columns.length))))
  for (const column of columns) collectMinMax(x, column, pixels, column, places)
  if (places.size === 0) collectMinMax(x, x, pixels, x, places)
  return sortedIndices(places)
}

function collectMinMax(
  x: Float64Array,
  low: Float64Array,
  pixels: number,
  high: Float64Array,
  places: Set<number>,
): void {
  const count = x.length
  if (count <= 2 * pixels + 2) {
    for (let i = 0; i < count; i++) places.add(i)
    return
  }
  const first = x[0]!
  const width = (x[count - 1]! - first) / pixels
  places.add(0)
  places.add(count - 1)
  let pixel = -1
  let lowest = -1
  let highest = -1
  const keep = () => {
    if (lowest >= 0) places.add(lowest)
    if (highest >= 0) places.add(highest)
  }
  for (let i = 0; i < count; i++) {
    // All x alike: one pixel.
    const pixelOfX = width > 0 ? Math.min(pixels - 1, Math.floor((x[i]! - first) / width)) : 0
    if (pixelOfX !== pixel) {
      keep()
      pixel = pixelOfX
      lowest = highest = -1
    }
    if (!Number.isNaN(low[i]) && (lowest < 0 || low[i]! < low[lowest]!)) lowest = i
    if (!Number.isNaN(high[i]) && (highest < 0 || high[i]! > high[highest]!)) highest = i
  }
  keep()
}

const sortedIndices = (places: Set<number>): Uint32Array => Uint32Array.from(places).sort()
