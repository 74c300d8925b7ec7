import { drawWithReplacement } from './resampling.ts'

/** How often intervals of this kind hold what they are meant to, for values such as these. */
export interface Coverage {
  share: number
  /** Standard error of the share, from the number of draws. */
  error: number
  draws: number
}

/**
 * `n` of a variant's values are drawn with replacement, an interval is made of them, and it is seen whether it holds
 * `truth`, the statistic of all those values; so many times.
 */
export function coverageOf(
  values: readonly number[],
  n: number,
  truth: number,
  intervalOf: (sample: readonly number[]) => readonly [low: number, high: number],
  { draws = 1_000, seed = 1 }: { draws?: number; seed?: number } = {},
): Coverage {
  const drawn = new Uint32Array(values.length)
  // Rounding must not put the truth beside an interval of one point.
  const slack = 1e-12 * Math.max(...values.map(Math.abs))
  let held = 0
  for (let draw = 0; draw < draws; draw++) {
    drawWithReplacement(seed, 0, draw, values.length, drawn)
    const [low, high] = intervalOf(Array.from(drawn.subarray(0, n), (place) => values[place]!))
    if (low - slack <= truth && truth <= high + slack) held++
  }
  const share = held / draws
  return { share, error: Math.sqrt((share * (1 - share)) / draws), draws }
}
