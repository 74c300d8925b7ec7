import { experimentId, type ExperimentId } from '../domain/ids.ts'
import type { VariantKey } from '../contract/comparison.ts'

/** The selection as part of an address: "abc.0.2~def.1" is variants 0 and 2 of experiment abc and variant 1 of def. */
export function writeSelection(selection: readonly VariantKey[]): string {
  const groups: { id: ExperimentId; indices: number[] }[] = []
  for (const { experimentId: id, variantIndex } of selection) {
    const last = groups.at(-1)
    // Only neighbours are put together: the order decides who keeps a colour.
    if (last?.id === id) last.indices.push(variantIndex)
    else groups.push({ id, indices: [variantIndex] })
  }
  return groups.map(({ id, indices }) => [id, ...indices].join('.')).join('~')
}

/** Reads it back; what can't be read is left out, and nothing stands twice. */
export function readSelection(text: string): VariantKey[] {
  const selection: VariantKey[] = []
  const seen = new Set<string>()
  for (const group of text.split('~')) {
    const [idText, ...indexTexts] = group.split('.')
    const id = experimentId.safeParse(idText)
    if (!id.success) continue
    for (const indexText of indexTexts) {
      const key: VariantKey = { experimentId: id.data, variantIndex: Number(indexText) }
      if (!/^\d{1,4}$/.test(indexText) || seen.has(keyText(key))) continue
      seen.add(keyText(key))
      selection.push(key)
    }
  }
  return selection
}

export const keyText = (key: VariantKey): string => `${key.experimentId}.${key.variantIndex}`

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
