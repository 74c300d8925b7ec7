/**
 * A variant's look, the same in Design, Queue, History and Compare: colour and dash follow from the slot that it was
 * given when it was made.
 */
export interface VariantStyle {
  /** CSS colour of the current theme. */
  color: string
  /** Canvas and SVG dash lengths in px; empty is solid. */
  dash: readonly number[]
  dashName: string
}

// Five, then five more that differ in lightness as well as hue, clear of the accent and of the three choices'
// blue, amber and green.
const light = [
  '#7a2f8f',
  '#d1476a',
  '#1797a6',
  '#8f8a1c',
  '#5b6b86',
  '#7d1d33',
  '#c25fb3',
  '#0b4f5e',
  '#6b4a3a',
  '#30343c',
]
const dark = [
  '#cf93e6',
  '#f08ba4',
  '#58ccd8',
  '#d3cf66',
  '#a9b6cc',
  '#c05d78',
  '#f6c3ee',
  '#2f8f9e',
  '#c9a891',
  '#f2f3f5',
]
const dashes = [
  { dash: [], dashName: 'solid' },
  { dash: [7, 4], dashName: 'dashed' },
  { dash: [2, 3], dashName: 'dotted' },
  { dash: [9, 3, 2, 3], dashName: 'dash-dotted' },
] as const

export const variantColorCount = light.length

export function variantStyle(slot: number, scheme: 'light' | 'dark'): VariantStyle {
  const colors = scheme === 'dark' ? dark : light
  // Ten colours and four dashes shifted each round: 40 slots before two look alike.
  const round = Math.floor(slot / colors.length)
  const { dash, dashName } = dashes[(slot + round) % dashes.length]!
  return { color: colors[slot % colors.length]!, dash, dashName }
}

/** The first slot that nobody has. */
export function freeSlot(taken: Iterable<number>): number {
  const set = new Set(taken)
  let slot = 0
  while (set.has(slot)) slot++
  return slot
}

/** The colour slot that a variant was given when it was made. */
export const slotOf = (variant: { slot?: number | undefined }, variantIndex: number): number =>
  variant.slot ?? variantIndex
