import type { PartLines } from '../words/variant-lines.ts'

/** A setting in which the variants differ, with each variant's value in their order; "–" where it doesn't apply. */
export interface Difference {
  label: string
  /** In the spec of a point: "update.clip", or "update" for which one it is. */
  path: string
  values: string[]
}

/**
 * In what the variants differ: first which parts were chosen, then settings. A setting that only some of the choices
 * have isn't named where the choice itself differs: that the clipped update has an epsilon and gradient ascent has none
 * goes without saying.
 */
export function whatDiffers(variants: readonly (readonly PartLines[])[]): Difference[] {
  if (variants.length < 2) return []
  const differences: Difference[] = []
  const parts = [...new Map(variants.flatMap((lines) => lines.map((line) => [line.part, line.heading] as const)))]
  for (const [part, heading] of parts) {
    const ofEach = variants.map((lines) => lines.find((line) => line.part === part))
    const choices = ofEach.map((line) => (line === undefined ? 'none' : line.choice))
    const choiceDiffers = new Set(choices).size > 1
    if (choiceDiffers) differences.push({ label: heading.toLowerCase(), path: part, values: choices })
    const titles = new Map(
      ofEach.flatMap((line) => (line?.lines ?? []).map((field) => [field.path, field.title] as const)),
    )
    for (const [path, title] of titles) {
      const texts = ofEach.map((line) => line?.lines.find((field) => field.path === path)?.text)
      const everywhere = texts.every((text) => text !== undefined)
      if (new Set(texts).size < 2 || (choiceDiffers && !everywhere)) continue
      // Two parts may both have a learning rate.
      const ambiguous = parts.some(
        ([other]) =>
          other !== part &&
          variants.some((lines) =>
            lines.some((line) => line.part === other && line.lines.some((field) => field.title === title)),
          ),
      )
      differences.push({
        path: path.startsWith(`${part}.`) ? path : `${part}.${path}`,
        label: ambiguous ? `${heading.toLowerCase()}: ${title}` : title,
        values: texts.map((text) => text ?? '–'),
      })
    }
  }
  return differences
}
