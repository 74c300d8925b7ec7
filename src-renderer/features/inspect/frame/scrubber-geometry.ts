/** A curve over a run's updates; null where nothing is known. */
export interface Curve {
  name: string
  /** Rising. */
  updates: readonly number[]
  values: readonly (number | null)[]
}

/** Where updates and values stand in the scrubber's chart, in px. */
export interface ScrubberPlace {
  x(update: number): number
  y(value: number): number
  /** The index of the checkpoint whose dot is nearest to a place. */
  nearest(x: number): number
  low: number
  high: number
}

/**
 * @param updates of the checkpoints, rising
 * @param values everything that the curves must show
 */
export function placeScrubber(
  updates: readonly number[],
  values: Iterable<number | null>,
  box: { left: number; right: number; top: number; bottom: number },
): ScrubberPlace {
  const first = updates[0] ?? 0
  const span = Math.max(1, (updates.at(-1) ?? 1) - first)
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) [low, high] = [0, 1]
  if (high === low) [low, high] = [low - 0.5, high + 0.5]
  const x = (update: number): number => box.left + ((box.right - box.left) * (update - first)) / span
  return {
    x,
    y: (value) => box.bottom - ((box.bottom - box.top) * (value - low)) / (high - low),
    nearest(at) {
      let best = 0
      for (const [index, update] of updates.entries())
        if (Math.abs(x(update) - at) < Math.abs(x(updates[best]!) - at)) best = index
      return best
    },
    low,
    high,
  }
}

/** An SVG path through a curve's points; where nothing is known it goes on to the next point. */
export function curvePath({ updates, values }: Pick<Curve, 'updates' | 'values'>, place: ScrubberPlace): string {
  const points: string[] = []
  for (const [index, update] of updates.entries()) {
    const value = values[index]
    if (value === null || value === undefined || !Number.isFinite(value)) continue
    points.push(`${place.x(update).toFixed(1)},${place.y(value).toFixed(1)}`)
  }
  return points.length === 0 ? '' : `M${points.join('L')}`
}

/** Round updates to be named below the slider: about one for each `everyPx`. */
export function namedUpdates(updates: readonly number[], widthPx: number, everyPx = 110): number[] {
  const [first, last] = [updates[0] ?? 0, updates.at(-1) ?? 0]
  if (last <= first) return [first]
  const rough = ((last - first) * everyPx) / widthPx
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].find((factor) => factor * power >= rough)! * power)
  const named = [first]
  for (let at = Math.floor(first / step + 1) * step; at < last - step * 0.5; at += step) named.push(at)
  return [...named, last]
}

/** What a curve says of an update: its last value up to there, else its first; null where it has none. */
export function valueAt({ updates, values }: Pick<Curve, 'updates' | 'values'>, update: number): number | null {
  const known = (index: number): boolean => Number.isFinite(values[index] ?? NaN)
  const before = updates.findLastIndex((at, index) => at <= update && known(index))
  const index = before === -1 ? updates.findIndex((_, at) => known(at)) : before
  return index === -1 ? null : values[index]!
}
