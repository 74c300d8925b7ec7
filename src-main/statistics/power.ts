import { noncentralTCdf } from './noncentral-t.ts'
import { chiSquareCdf, solveRising } from './special-functions.ts'
import { studentQuantile } from './student-t.ts'

/**
 * Whether there are enough seeds (Colas, Sigaud and Oudeyer 2018, "How many random seeds?"): a two-sided t-test at 5 %
 * that is to tell a real difference in 80 % of all repetitions. Standard deviations and differences are in the same unit.
 */
const level = 0.05
const wantedPower = 0.8
/** z(0.975) + z(0.8): so many standard errors are told where the SD is known. */
const normalNoncentrality = 2.8015852
/** Nobody queues more; beyond it the answer is null. */
export const mostSeeds = 10_000

/** How often a two-sided t-test at 5 % calls the difference, which is `noncentrality` standard errors, real. */
function powerOfTTest(noncentrality: number, degrees: number): number {
  const critical = studentQuantile(1 - level / 2, degrees)
  return 1 - noncentralTCdf(critical, degrees, noncentrality) + noncentralTCdf(-critical, degrees, noncentrality)
}

/** Two variants' seeds, or the differences of pairs: what the standard error and its degrees of freedom come from. */
export type Spread =
  | { sdA: number; seedsA: number; sdB: number; seedsB: number }
  | { sdOfDifferences: number; pairs: number }

/** Of unpaired seeds as Welch's test has them; with equal SDs and numbers that is 2 N - 2 degrees of freedom. */
export function standardError(spread: Spread): { error: number; degrees: number } {
  if ('pairs' in spread) return { error: spread.sdOfDifferences / Math.sqrt(spread.pairs), degrees: spread.pairs - 1 }
  const a = (spread.sdA * spread.sdA) / spread.seedsA
  const b = (spread.sdB * spread.sdB) / spread.seedsB
  // Where nothing varies the degrees don't matter.
  const ofA = a + b === 0 ? 0.5 : a / (a + b)
  const degrees = 1 / ((ofA * ofA) / (spread.seedsA - 1) + ((1 - ofA) * (1 - ofA)) / (spread.seedsB - 1))
  return { error: Math.sqrt(a + b), degrees }
}

/** The smallest real difference that is told in 80 % of all repetitions. Needs two seeds a side, or two pairs. */
export function smallestDifference(spread: Spread): number {
  const { error, degrees } = standardError(spread)
  return error * toldNoncentrality(degrees)
}

const mostRemembered = 10_000
const noncentralities = new Map<number, number>()

/** So many standard errors are told with the wanted power; remembered, for it takes milliseconds. */
function toldNoncentrality(degrees: number): number {
  const known = noncentralities.get(degrees)
  if (known !== undefined) return known
  const found = solveRising((noncentrality) => powerOfTTest(noncentrality, degrees), wantedPower)
  if (noncentralities.size >= mostRemembered) noncentralities.clear()
  noncentralities.set(degrees, found)
  return found
}

/**
 * So many seeds a side (or pairs) tell `difference` in 80 % of all repetitions; null where no number up to `mostSeeds`
 * does.
 */
export function seedsToTell(
  difference: number,
  sds: { sdA: number; sdB: number } | { sdOfDifferences: number },
): number | null {
  const errorOf = (n: number) =>
    standardError('sdOfDifferences' in sds ? { ...sds, pairs: n } : { ...sds, seedsA: n, seedsB: n })
  const tells = (n: number) => {
    const { error, degrees } = errorOf(n)
    if (error === 0) return difference !== 0
    return powerOfTTest(Math.abs(difference) / error, degrees) >= wantedPower
  }
  // By the normal distribution first; by t it is a few more.
  const { error } = errorOf(1)
  const first = (normalNoncentrality * error) / Math.abs(difference)
  if (!(first * first <= mostSeeds)) return null
  let n = Math.max(2, Math.floor(first * first))
  while (!tells(n)) if (++n > mostSeeds) return null
  while (n > 2 && tells(n - 1)) n--
  return n
}

/**
 * The SD that the real one exceeds with a chance of 20 % only, from a sample's SD over `n` seeds: sqrt((n - 1) s² /
 * chi-square(0.2, n - 1)) (Browne 1995, as Colas et al. advise).
 */
export function upperLimitOfSd(sd: number, n: number, confidence = 0.8): number {
  const degrees = n - 1
  const quantile = solveRising((x) => chiSquareCdf(x, degrees), 1 - confidence, degrees)
  return sd * Math.sqrt(degrees / quantile)
}
