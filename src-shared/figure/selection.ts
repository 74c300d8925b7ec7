/**
 * The colour slot that a variant has in this comparison, and the one it was given when it was made, where that was
 * taken.
 */
export interface SlotChoice {
  slot: number
  movedFrom: number | null
}

/**
 * Earlier variants keep their slot; a later one whose colour is taken gets the next slot whose colour is free. Once
 * there are more variants than colours, dashes tell them apart as well (`looks` slots before two look alike), and a
 * later one keeps its colour with another dash where it can.
 */
export function assignSlots(preferred: readonly number[], colours: number, looks: number): SlotChoice[] {
  const different = preferred.length <= colours ? colours : looks
  const taken = new Set<number>()
  return preferred.map((wanted) => {
    if (!taken.has(wanted % different)) {
      taken.add(wanted % different)
      return { slot: wanted, movedFrom: null }
    }
    const sameColour = Array.from({ length: different / colours - 1 }, (_, round) => (round + 1) * colours)
    const others = Array.from({ length: different - 1 }, (_, step) => step + 1)
    for (const step of [...sameColour, ...others]) {
      const slot = (wanted + step) % different
      if (taken.has(slot)) continue
      taken.add(slot)
      return { slot, movedFrom: wanted }
    }
    return { slot: wanted, movedFrom: null }
  })
}

/** What a variant that lost its look is told: null where it has its own. */
export function slotNote({ slot, movedFrom }: SlotChoice, colours: number): string | null {
  if (movedFrom === null) return null
  return slot % colours === movedFrom % colours
    ? 'another line style here: its own is taken'
    : 'another colour here: its own is taken'
}

/** Names for a legend: a name that two variants share is followed by its experiment's. */
export function labelsOf(variants: readonly { name: string; experimentName: string }[]): string[] {
  return variants.map(({ name, experimentName }, index) =>
    variants.some((other, i) => i !== index && other.name === name && other.experimentName !== experimentName)
      ? `${name} (${experimentName})`
      : name,
  )
}

/** A start shorter than this isn't worth its "…". */
const shortestSharedStart = 12

/**
 * Names for tight places: words that all of them begin with are left out, so that what tells them apart can be seen.
 */
export function withoutSharedStart(labels: readonly string[]): string[] {
  let shared = labels[0] ?? ''
  for (const label of labels) while (!label.startsWith(shared)) shared = shared.slice(0, -1)
  const cut = shared.lastIndexOf(' ') + 1
  if (labels.length < 2 || cut < shortestSharedStart || labels.some((label) => label.length <= cut)) return [...labels]
  return labels.map((label) => `…${label.slice(cut)}`)
}
