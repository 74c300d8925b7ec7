import type { SeedsEstimate } from '../contract/statistics.ts'
import { alikeBut, sharedWords, type Parameter } from './parameters.ts'

/** How a figure answers to one parameter, all else being equal. */
export interface ResponseLine {
  /** What is the same along the line; empty where nothing else differs. */
  label: string
  /** A look of its own: it is no variant. */
  slot: number
  /** By the parameter's place; rising. */
  points: { place: number; estimate: SeedsEstimate }[]
}

export function responseLines(
  estimates: readonly (SeedsEstimate | null)[],
  parameters: readonly Parameter[],
  x: Parameter,
): ResponseLine[] {
  return alikeBut(parameters, [x], estimates.length).map((set, slot) => ({
    label: sharedWords(parameters, [x], set[0]!),
    slot,
    points: set
      .flatMap((index) => {
        const estimate = estimates[index]!
        return estimate === null ? [] : [{ place: x.placeOf[index]!, estimate }]
      })
      .toSorted((a, b) => a.place - b.place),
  }))
}

/** A field of a heat map: one variant, or the mean over several that differ in something else. */
export interface HeatCell {
  x: number
  y: number
  variants: number
  centre: number
  /** Of a single variant. */
  low: number | null
  high: number | null
}

export function heatCells(estimates: readonly (SeedsEstimate | null)[], x: Parameter, y: Parameter): HeatCell[] {
  const indices = Array.from(estimates.keys()).filter((index) => estimates[index] !== null)
  return [...Map.groupBy(indices, (index) => `${x.placeOf[index]} ${y.placeOf[index]}`).values()].map((set) => {
    const [first] = set
    const own = set.length === 1 ? estimates[first!]! : null
    return {
      x: x.placeOf[first!]!,
      y: y.placeOf[first!]!,
      variants: set.length,
      centre: set.reduce((sum, index) => sum + estimates[index]!.centre, 0) / set.length,
      low: own?.low ?? null,
      high: own?.high ?? null,
    }
  })
}
