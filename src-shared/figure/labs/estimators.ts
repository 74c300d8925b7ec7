import type { MeasuredEstimator } from '../../catalogue/labs/estimators.ts'
import type { EstimatorAtSize, EstimatorsResult } from '../../domain/lab-results/estimators.ts'
import { formatCount, formatNumber } from '../../words/format.ts'
import type { LabWords } from './lab-words.ts'

export const estimatorNames: Record<MeasuredEstimator, string> = {
  'total-return': 'Total return',
  'reward-to-go': 'Reward-to-go',
  'mean-baseline': 'Minus the mean',
  'learned-baseline': 'Learned baseline',
  gae: 'GAE',
  'exact-advantage': 'Exact advantage',
}
/** In the middle of a sentence. */
const inSentence: Record<MeasuredEstimator, string> = {
  'total-return': 'the total return',
  'reward-to-go': 'reward-to-go',
  'mean-baseline': 'the mean taken off',
  'learned-baseline': 'a learned baseline',
  gae: 'GAE',
  'exact-advantage': 'the exact advantage',
}

type Measured = EstimatorsResult['estimators'][number]

/** Of "unbiased", corrected over the page. */
export const seenBelow = 0.05
export const biasIsSeen = ({ pHolm }: EstimatorAtSize): boolean => pHolm < seenBelow

export type Verdict = 'none' | 'falls' | 'stays' | 'seen'

/**
 * Whether bias is seen at a size, and whether larger batches mend it: it falls where at the largest size it is clearly less
 * than at the first size at which it is seen, stays where it is still seen there, and else, or with one size alone, it is
 * seen and no more can be said.
 */
export function verdictOf({ atSizes }: Measured, at: EstimatorAtSize): Verdict {
  if (!biasIsSeen(at)) return 'none'
  const [first, last] = [atSizes.find(biasIsSeen)!, atSizes.at(-1)!]
  if (last.squaredBias.high < first.squaredBias.low) return 'falls'
  return biasIsSeen(last) && first !== last ? 'stays' : 'seen'
}

export const pInWords = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(p < 0.1 ? 3 : 2)}`)

/** The size that the page shows first: the one in the middle. */
export const middleSize = ({ estimators }: EstimatorsResult): number => {
  const sizes = sizesOf(estimators)
  return sizes[Math.floor((sizes.length - 1) / 2)] ?? 1
}

export const sizesOf = (estimators: readonly Measured[]): number[] =>
  [...new Set(estimators.flatMap(({ atSizes }) => atSizes.map(({ batchSize }) => batchSize)))].sort((a, b) => a - b)

export const figuresAt = ({ atSizes }: Measured, size: number): EstimatorAtSize | undefined =>
  atSizes.find(({ batchSize }) => batchSize === size)

const number = (value: number) => `**${formatNumber(value, 2)}**`

/** What was found, with the errors at one batch size. */
export function estimatorsFound(result: EstimatorsResult, size = middleSize(result)): string[] {
  return [
    noiseSentence(result, size),
    ...biasSentences(result),
    leastErrorSentence(result),
    truthSentence(result),
  ].filter((sentence) => sentence !== null)
}

/** Errors from the total return on, in the chapter's order: what each step of it brought. */
function noiseSentence({ estimators }: EstimatorsResult, size: number): string | null {
  const chain = (['total-return', 'reward-to-go', 'mean-baseline', 'learned-baseline'] as const).flatMap((id) => {
    const error = figuresAt(estimators.find((each) => each.id === id) ?? { id, atSizes: [] }, size)?.meanSquaredError
    return error === undefined ? [] : [{ id, error }]
  })
  const [first, ...others] = chain
  if (first === undefined || others.length === 0) return null
  const last = others.at(-1)!
  const clear = last.error.high < first.error.low ? 'falls' : last.error.low > first.error.high ? 'rises' : null
  const with_ = (id: MeasuredEstimator) => `with ${inSentence[id]}`
  const rest = others.map(({ id, error }) => `${number(error.value)} ${with_(id)}`)
  const listed = rest.length === 1 ? rest[0]! : `${rest.slice(0, -1).join(', ')} and ${rest.at(-1)!}`
  const start = `At M = ${formatCount(size)} the mean squared error`
  return clear === null
    ? `${start} is ${number(first.error.value)} ${with_(first.id)} and ${listed}; first and last can’t be told apart.`
    : `${start} ${clear} from ${number(first.error.value)} ${with_(first.id)} to ${listed}.`
}

/** One sentence for all whose bias larger batches mend, and one for each whose bias stays. */
function biasSentences({ estimators }: EstimatorsResult): string[] {
  const biased = estimators.flatMap((each) => {
    const first = each.atSizes.find(biasIsSeen)
    return first === undefined ? [] : [{ each, first, verdict: verdictOf(each, first) }]
  })
  const squared = ({ squaredBias, batchSize }: EstimatorAtSize) =>
    `bias² ${number(squaredBias.value)} at M = ${formatCount(batchSize)}`
  const mended = biased
    .filter(({ verdict }) => verdict === 'falls')
    .map(({ each, first }) => `${estimatorNames[each.id]} (${squared(first)})`)
  const listed = mended.length < 2 ? mended.join() : `${mended.slice(0, -1).join(', ')} and ${mended.at(-1)!}`
  return [
    ...(mended.length === 0
      ? []
      : [`${listed} ${mended.length === 1 ? 'is' : 'are'} biased, less so as batches grow.`]),
    ...biased.flatMap(({ each, first, verdict }) => {
      const last = each.atSizes.at(-1)!
      if (verdict === 'falls') return []
      const start = `${estimatorNames[each.id]} is biased: ${squared(first)}`
      return verdict === 'seen' ? `${start}.` : `${start}, ${squared(last)}, which more data does not mend.`
    }),
  ]
}

/** Over which sizes which estimator has the least error, of those that need no model. */
function leastErrorSentence({ estimators }: EstimatorsResult): string | null {
  const candidates = estimators.filter(({ id }) => id !== 'exact-advantage')
  const sizes = sizesOf(candidates)
  if (candidates.length < 2 || sizes.length < 2) return null
  const best = sizes.map((size) => {
    const here = candidates.flatMap((each) => {
      const figures = figuresAt(each, size)
      return figures === undefined ? [] : [{ id: each.id, error: figures.meanSquaredError.value }]
    })
    return here.reduce((least, each) => (each.error < least.error ? each : least)).id
  })
  const spans: { id: MeasuredEstimator; from: number; to: number }[] = []
  for (const [i, id] of best.entries()) {
    const last = spans.at(-1)
    if (last?.id === id) last.to = sizes[i]!
    else spans.push({ id, from: sizes[i]!, to: sizes[i]! })
  }
  if (spans.length > 3) return null
  const parts = spans.map(({ id, from, to }) => {
    const where = from === to ? `at M = ${formatCount(from)}` : `from M = ${formatCount(from)} to ${formatCount(to)}`
    return `${estimatorNames[id]} ${where}`
  })
  const needModel = candidates.length < estimators.length ? ' of those that need no model' : ''
  return `The least error${needModel}: ${parts.join(', ')}.`
}

function truthSentence({ truth, enumeratedTrajectories }: EstimatorsResult): string {
  const of = truth.discount === 1 ? 'J' : `J_γ, γ = ${formatNumber(truth.discount)}`
  const length = formatNumber(truth.norm.value, 3)
  if (truth.kind === 'sampled')
    return (
      `The truth is estimated: the gradient of ${of} from ${formatCount(truth.trajectories!)} trajectories of their own; its length is ` +
      `${length} [${formatNumber(truth.norm.low, 3)}, ${formatNumber(truth.norm.high, 3)}].`
    )
  const enumerated =
    enumeratedTrajectories === null
      ? ''
      : ` All ${formatCount(enumeratedTrajectories)} trajectories of this world were gone through as well.`
  return `The truth is exact: the gradient of ${of} is solved from the model; its length is ${length}.${enumerated}`
}

export const estimatorsWords: LabWords<EstimatorsResult> = {
  found: (result) => estimatorsFound(result),
  table: ({ estimators }) => [
    [
      'estimator',
      'batchSize',
      'batches',
      ...['variance', 'squaredBias', 'meanSquaredError', 'cosine'].flatMap((name) => [
        name,
        `${name}Low`,
        `${name}High`,
      ]),
      'z',
      'p',
      'pHolm',
      'exactVariance',
      'exactSquaredBias',
      'exactMeanSquaredError',
    ],
    ...estimators.flatMap(({ id, atSizes }) =>
      atSizes.map((at) => [
        id,
        at.batchSize,
        at.batches,
        ...[at.variance, at.squaredBias, at.meanSquaredError, at.cosine].flatMap((measured) =>
          measured === null ? [null, null, null] : [measured.value, measured.low, measured.high],
        ),
        at.z,
        at.p,
        at.pHolm,
        at.exact?.variance ?? null,
        at.exact?.squaredBias ?? null,
        at.exact?.meanSquaredError ?? null,
      ]),
    ),
  ],
}
