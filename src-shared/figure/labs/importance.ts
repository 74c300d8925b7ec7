import { leastEffectiveShare } from '../../domain/lab-results/importance.ts'
import type { ImportancePoint, ImportanceResult } from '../../domain/lab-results/importance.ts'
import type { Measured } from '../../domain/lab-results/measured.ts'
import { formatCount, formatNumber } from '../../words/format.ts'
import type { LabWords } from './lab-words.ts'

/** The three estimates, in the order of the page. */
export const importanceEstimates = [
  { key: 'ordinary', name: 'Ordinary', does: 'right on average, at any price in noise' },
  { key: 'selfNormalised', name: 'Self-normalised', does: 'over the sum of weights; tamer, but biased' },
  { key: 'perDecision', name: 'Per decision', does: 'each reward with the ratio up to its step' },
] as const
export type ImportanceEstimate = (typeof importanceEstimates)[number]['key']

export const effectiveShare = ({ trajectories }: ImportanceResult, point: ImportancePoint): number =>
  point.effectiveSampleSize / trajectories

/** Whether the effective sample size says that no estimate is to be trusted there. */
export const notToBeTrusted = (result: ImportanceResult, point: ImportancePoint): boolean =>
  effectiveShare(result, point) < leastEffectiveShare

/** The first distance at which it does; null where it never does. */
export const blowsUpFrom = (result: ImportanceResult): number | null =>
  result.points.find((point) => notToBeTrusted(result, point))?.distance ?? null

/** The place that the page shows first: where it blows up, else the target. */
export const firstPlace = (result: ImportanceResult): number => {
  const place = result.points.findIndex((point) => notToBeTrusted(result, point))
  return place === -1 ? result.points.length - 1 : place
}

export const distanceText = (distance: number): string => distance.toFixed(2)
const interval = ({ low, high }: Measured): string => `[${formatNumber(low, 3)}, ${formatNumber(high, 3)}]`
const bold = (text: string): string => `**${text}**`
const percent = (share: number): string => `${formatNumber(100 * share, 2)} %`

/** What was found, with the numbers of one place. */
export function importanceFound(result: ImportanceResult, place = firstPlace(result)): string[] {
  const point = result.points[Math.min(place, result.points.length - 1)]!
  return [
    sizeSentence(result),
    heaviestSentence(result, point),
    meanWeightSentence(result, point),
    missSentence(result),
    perDecisionSentence(result, point),
    expectedSentence(result, point),
    truthSentence(result),
  ].filter((sentence) => sentence !== null)
}

function sizeSentence(result: ImportanceResult): string {
  const { trajectories, recorded, points } = result
  const from = blowsUpFrom(result)
  const share = `${percent(leastEffectiveShare)} of ${formatCount(trajectories)}`
  if (recorded) {
    const size = `${bold(formatNumber(points[0]!.effectiveSampleSize, 2))} of ${formatCount(trajectories)}`
    return from === null
      ? `The effective sample size is ${size} recorded trajectories.`
      : `The effective sample size is ${size} recorded trajectories, under 5 %: these estimates are not to be trusted.`
  }
  if (from === null) return `The effective sample size stays above ${share} up to the target.`
  return `From distance ${bold(distanceText(from))} on the effective sample size is under ${share}, and no estimate is to be trusted.`
}

function heaviestSentence(
  { recorded }: ImportanceResult,
  { distance, largestShare, ordinary }: ImportancePoint,
): string {
  const where = recorded ? 'One trajectory' : `At ${distanceText(distance)} one trajectory`
  const carries = `${where} carries ${bold(percent(largestShare))} of the weight`
  return ordinary === null
    ? `${carries}, and the ordinary estimate is beyond what numbers hold.`
    : `${carries}, and the ordinary interval is ${bold(formatNumber(ordinary.high - ordinary.low, 2))} wide.`
}

/** 95 %, on both sides. */
const z = 1.96

/** Weights have mean 1. Where theirs is clearly below, what the target would mostly do was not drawn. */
function meanWeightSentence({ trajectories }: ImportanceResult, { meanWeight, effectiveSampleSize }: ImportancePoint) {
  if (meanWeight === null) return null
  const variation = Math.sqrt(Math.max(0, trajectories / effectiveSampleSize - 1))
  if (meanWeight * (1 + (z * variation) / Math.sqrt(trajectories)) >= 1) return null
  return (
    `The weights’ mean is ${bold(formatNumber(meanWeight, 2))} and should be near 1: what the target would mostly do ` +
    'is not among these trajectories, and no interval shows it.'
  )
}

/** Which intervals miss the truth, from some distance on up to the target. Of an exact truth only. */
function missSentence({ truth: { kind }, points }: ImportanceResult): string | null {
  if (kind !== 'exact') return null
  const target = points.at(-1)!
  const sentences = importanceEstimates.flatMap(({ key, name }) => {
    const misses = (point: ImportancePoint): boolean =>
      point[key] !== null && point.truth !== null && !contains(point[key], point.truth.value)
    if (!misses(target)) return []
    const last = points.findLastIndex((point) => !misses(point))
    const from = points[last + 1]!.distance
    const where = points.length === 1 ? 'The' : `From ${distanceText(from)} on the`
    const there = points.length === 1 ? ':' : `: at ${distanceText(target.distance)}`
    return [
      `${where} ${name.toLowerCase()} interval misses${there} it says ${interval(target[key]!)}, ` +
        `the truth is ${bold(formatNumber(target.truth!.value, 3))}.`,
    ]
  })
  return sentences.length === 0 ? null : sentences.join(' ')
}

const contains = ({ low, high }: Measured, value: number): boolean => low <= value && value <= high

function perDecisionSentence(
  { truth: { kind } }: ImportanceResult,
  { truth, ordinary, perDecision }: ImportancePoint,
): string | null {
  if (ordinary === null || perDecision === null) return null
  const [plain, each] = [ordinary.high - ordinary.low, perDecision.high - perDecision.low]
  if (plain === 0) return null
  const ratio = each / plain
  if (ratio > 0.9) return 'Per decision does not help here: its interval is not narrower than the ordinary one.'
  const narrower = `interval is ${bold(percent(1 - ratio))} narrower than the ordinary one`
  const misses = kind === 'exact' && truth !== null && !contains(perDecision, truth.value)
  return misses ? `The per decision ${narrower}, and misses the truth.` : `Per decision helps: its ${narrower}.`
}

/** What the model says that n trajectories are worth there, beside what these n happened to show. */
function expectedSentence(
  { trajectories }: ImportanceResult,
  { exact, effectiveSampleSize }: ImportancePoint,
): string | null {
  if (exact === null) return null
  const size = exact.effectiveSampleShare * trajectories
  return (
    `By the model ${formatCount(trajectories)} trajectories are worth ${bold(formatNumber(size, 2))} there; ` +
    `these show ${formatNumber(effectiveSampleSize, 2)}` +
    (size < effectiveSampleSize / 2 ? ': the heaviest ones were not drawn.' : '.')
  )
}

function truthSentence({ truth, discount }: ImportanceResult): string {
  const of = discount === 1 ? 'J' : `J_γ, γ = ${formatNumber(discount)}`
  if (truth.kind === 'exact') return `The truth is exact: ${of} is solved from the model.`
  if (truth.kind === 'unknown') return `The truth, ${of}, is not known here.`
  return `The truth is sampled: ${of} from ${formatCount(truth.episodes)} episodes at every tenth of the way, linear between.`
}

const columns = ['truth', 'ordinary', 'selfNormalised', 'perDecision', 'kl'] as const

export const importanceWords: LabWords<ImportanceResult> = {
  found: (result) => importanceFound(result),
  table: ({ points }) => [
    [
      'distance',
      ...columns.flatMap((name) => [name, `${name}Low`, `${name}High`]),
      'effectiveSampleSize',
      'largestWeight',
      'largestShare',
      'meanWeight',
      'exactEffectiveSampleShare',
      'exactOrdinaryVariance',
      'exactPerDecisionVariance',
    ],
    ...points.map((point) => [
      point.distance,
      ...columns.flatMap((name) => {
        const measured = point[name]
        return measured === null ? [null, null, null] : [measured.value, measured.low, measured.high]
      }),
      point.effectiveSampleSize,
      point.largestWeight,
      point.largestShare,
      point.meanWeight,
      point.exact?.effectiveSampleShare ?? null,
      point.exact?.ordinaryVariance ?? null,
      point.exact?.perDecisionVariance ?? null,
    ]),
  ],
}
