/** Where one points at in a figure: in the chart `panel`, at a place in px or, by the keyboard, in data. */
export type Place =
  | { kind: 'none' }
  | { kind: 'pointer'; xPx: number; yPx: number }
  | { kind: 'keyboard'; panel: number; x: number }
export const nowhere: Place = { kind: 'none' }

/** By the arrow keys one comes from end to end in about so many steps. */
const keyboardSteps = 60

/**
 * Undefined where the key means nothing here. Left and right go along the curves, up and down from chart to chart.
 * @param xs where the charts have values, each rising
 */
export function afterKey(key: string, xs: readonly (() => ArrayLike<number>)[], place: Place): Place | undefined {
  if (key === 'Escape') return place.kind === 'none' ? undefined : nowhere
  const now = place.kind === 'keyboard' ? place : null
  const panel = now?.panel ?? 0
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const next = panel + (key === 'ArrowDown' ? 1 : -1)
    return now === null || xs[next] === undefined ? undefined : { ...now, panel: next }
  }
  const own = xs[panel]?.() ?? []
  if (own.length === 0) return undefined
  const last = own.length - 1
  const step = Math.max(1, Math.round(own.length / keyboardSteps))
  const at = now === null ? null : nearest(own, now.x)
  const index = {
    ArrowRight: at === null ? 0 : Math.min(last, at + step),
    ArrowLeft: at === null ? last : Math.max(0, at - step),
    Home: 0,
    End: last,
  }[key]
  return index === undefined ? undefined : { kind: 'keyboard', panel, x: own[index]! }
}

/** The index of the value nearest to x, of at least one, rising. */
export function nearest(xs: ArrayLike<number>, x: number): number {
  let low = 0
  let high = xs.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (xs[middle]! < x) low = middle + 1
    else high = middle
  }
  return low > 0 && x - xs[low - 1]! <= xs[low]! - x ? low - 1 : low
}
