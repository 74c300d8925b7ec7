import { drawWithReplacement } from './resampling.ts'

/** How often intervals of this kind hold what they are meant to, for values such as these. */
export interface Coverage {
  share: number
  /** Standard error of the share, from the number of draws. */
  error: number
  draws: number
}

interface CoverageQuestion {
  values: readonly number[]
  /** How many are drawn each time. */
  n: number
  /** The statistic of all the values. */
  truth: number
  intervalOf(sample: readonly number[]): readonly [low: number, high: number]
  draws?: number
  seed?: number
}

/**
 * `n` of a variant's values are drawn with replacement, an interval is made of them, and it is seen whether it holds the
 * truth; so many times. A step is one draw, for who must stop in between.
 */
export function* coverageSteps({
  values,
  n,
  truth,
  intervalOf,
  draws = 1_000,
  seed = 1,
}: CoverageQuestion): Generator<void, Coverage> {
  const drawn = new Uint32Array(values.length)
  // Rounding must not put the truth beside an interval of one point.
  const slack = 1e-12 * Math.max(...values.map(Math.abs))
  let held = 0
  for (let draw = 0; draw < draws; draw++) {
    drawWithReplacement(seed, 0, draw, values.length, drawn)
    const [low, high] = intervalOf(Array.from(drawn.subarray(0, n), (place) => values[place]!))
    if (low - slack <= truth && truth <= high + slack) held++
    yield
  }
  const share = held / draws
  return { share, error: Math.sqrt((share * (1 - share)) / draws), draws }
}

/** The same at once. */
export function coverageOf(question: CoverageQuestion): Coverage {
  const steps = coverageSteps(question)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
