/** A heat map's colours: `amount` runs from little to much, `sided` from below over a middle to above. */
export type RampKind = 'amount' | 'sided'

export interface HeatRamps {
  amount: readonly string[]
  sided: readonly string[]
  /** Text and arrows on them. */
  ink: string
}

/** Sand to blue and rust to blue, told apart by people of every colour vision; the same as in tokens.css (a test says so). */
export const heatRamps: Record<'light' | 'dark', HeatRamps> = {
  light: {
    amount: ['#f6f0e4', '#e6e9ee', '#c3d8ef', '#8ab3e1', '#4a85cb'],
    sided: ['#cf9163', '#f6f5f3', '#5c8ecd'],
    ink: '#171a21',
  },
  dark: {
    amount: ['#2b241b', '#1c2230', '#1d3454', '#275788', '#3879b2'],
    sided: ['#a4643b', '#1d2129', '#3879b2'],
    ink: '#ffffff',
  },
}

const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/**
 * The colour at a place of a ramp, evenly spaced stops mixed in sRGB.
 * @param at 0 to 1; beyond its ends the ends' colours
 */
export function rampColour(stops: readonly string[], at: number): string {
  const place = Math.min(1, Math.max(0, at)) * (stops.length - 1)
  const below = Math.min(stops.length - 2, Math.floor(place))
  const share = place - below
  const high = channels(stops[below + 1]!)
  const mixed = channels(stops[below]!).map((low, i) => Math.round(low + (high[i]! - low) * share))
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
