import type { SurrogatePoint, SurrogateResult } from '../../domain/lab-results/surrogate.ts'
import { formatCount, formatNumber } from '../../words/format.ts'
import type { LabWords } from './lab-words.ts'

/** The lines of the chart, in the order of its legend. */
export const surrogateLines = [
  { key: 'truth', name: 'true J' },
  { key: 'firstOrder', name: 'first-order model' },
  { key: 'surrogate', name: 'surrogate' },
  { key: 'clipped', name: 'clipped surrogate' },
] as const
export type SurrogateLine = (typeof surrogateLines)[number]['key']

export const valueOf = (point: SurrogatePoint, line: SurrogateLine): number | null =>
  line === 'truth' ? (point.truth?.value ?? null) : point[line]

const number = (value: number): string => `**${formatNumber(value, 3)}**`

/**
 * Stretches of the line, from one known J to the next, where the surrogate rises and J falls. A sampled J falls where the
 * two intervals don't meet.
 */
export function misleadingStretches({ points }: SurrogateResult): { from: SurrogatePoint; to: SurrogatePoint }[] {
  const known = points.filter(({ truth }) => truth !== null)
  const stretches: { from: SurrogatePoint; to: SurrogatePoint }[] = []
  for (const [i, to] of known.entries()) {
    const from = known[i - 1]
    if (from === undefined || !(to.surrogate > from.surrogate && to.truth!.high < from.truth!.low)) continue
    if (stretches.at(-1)?.to === from) stretches.at(-1)!.to = to
    else stretches.push({ from, to })
  }
  return stretches
}

const highest = (points: readonly SurrogatePoint[], line: SurrogateLine): SurrogatePoint =>
  points.reduce((best, point) =>
    (valueOf(point, line) ?? -Infinity) > (valueOf(best, line) ?? -Infinity) ? point : best,
  )

const place = ({ alpha, kl }: SurrogatePoint): string => `α = ${formatNumber(alpha, 3)} (KL ${formatNumber(kl, 2)})`

function surrogateFound(result: SurrogateResult): string[] {
  return [slopeSentence(result), truthSentence(result), misleadingSentence(result), clippedSentence(result)].filter(
    (sentence) => sentence !== null,
  )
}

function slopeSentence({ slope, trueSlope, trajectories, direction, parameters }: SurrogateResult): string {
  const along = direction === 'gradient' ? 'Along the gradient' : 'Along the natural gradient'
  const of =
    trajectories === null ? 'solved from the model' : `of one batch of ${formatCount(trajectories)} trajectories`
  const promise = `${along} ${of}, in ${formatCount(parameters)} parameters, the surrogate rises at first by ${number(slope)} for each α`
  if (trueSlope === null) return `${promise}.`
  if (trajectories === null) return `${promise}, and so does J: at θ the two have the same gradient.`
  return `${promise}; J itself ${trueSlope < 0 ? 'falls' : 'rises'} by ${number(Math.abs(trueSlope))}: the batch’s gradient is an estimate.`
}

function truthSentence({ points, truth }: SurrogateResult): string | null {
  if (truth.kind === 'unknown') return 'J was not measured here: give it some reference episodes.'
  const best = highest(points, 'truth')
  if (best.alpha === 0) return 'J is nowhere on the line higher than at θ itself.'
  const promised = `the surrogate promises ${number(best.surrogate)} there, the first-order model ${formatNumber(best.firstOrder, 3)}`
  return `J is highest at ${place(best)}: ${number(best.truth!.value)} above θ; ${promised}.`
}

function misleadingSentence(result: SurrogateResult): string | null {
  if (result.truth.kind === 'unknown') return null
  const stretches = misleadingStretches(result)
  if (stretches.length === 0) return 'Nowhere on the line does the surrogate rise while J is seen to fall.'
  const words = stretches.map(({ from, to }) => `from ${place(from)} to ${place(to)}`)
  const last = stretches.at(-1)!.to
  return (
    `The surrogate rises while J falls ${words.join(', and ')}. At the end of that it promises ${number(last.surrogate)}, ` +
    `and J has changed by ${number(last.truth!.value)}.`
  )
}

function clippedSentence({ points, clip }: SurrogateResult): string {
  const best = highest(points, 'clipped')
  const at = best === points.at(-1) ? `still rises at the end of the line` : `is highest at ${place(best)}`
  const brings = best.truth === null ? '' : `; J has changed by ${number(best.truth.value)} there`
  return `Clipped at ε = ${clip}, the surrogate ${at}, with ${number(best.clipped)}${brings}.`
}

export const surrogateWords: LabWords<SurrogateResult> = {
  found: surrogateFound,
  table: ({ points }) => [
    ['alpha', 'kl', 'j', 'j low', 'j high', 'first order', 'surrogate', 'clipped surrogate'],
    ...points.map(({ alpha, kl, truth, firstOrder, surrogate, clipped }) => [
      alpha,
      kl,
      truth?.value ?? null,
      truth?.low ?? null,
      truth?.high ?? null,
      firstOrder,
      surrogate,
      clipped,
    ]),
  ],
}
