import type { AutopsyMethod } from '../../catalogue/labs/autopsy.ts'
import type { AutopsyBatches, AutopsyResult } from '../../domain/lab-results/autopsy.ts'
import { formatCount, formatNumber } from '../../words/format.ts'
import type { LabWords } from './lab-words.ts'

export const autopsyNames: Record<AutopsyMethod, string> = {
  'gradient-ascent': 'Gradient ascent',
  'natural-gradient': 'Natural gradient',
  'trust-region': 'Trust region (TRPO)',
  'kl-penalty': 'PPO, KL penalty',
  clip: 'PPO, clipped',
}

const number = (value: number): string => `**${formatNumber(value, 3)}**`
const percent = (share: number): string => `${formatNumber(100 * share, 2)} %`

/** What the steps of all batches came to on average, and in which share of them J fell; null where J was not measured. */
export interface KeptPromises {
  promised: number
  brought: number | null
  fell: number | null
  kl: number
}

export function keptPromises({ surrogate, truth, kl }: AutopsyBatches): KeptPromises {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const known = truth.filter((value) => value !== null)
  return {
    promised: mean(surrogate),
    brought: known.length === 0 ? null : mean(known),
    fell: known.length === 0 ? null : known.filter((value) => value < 0).length / known.length,
    kl: mean(kl),
  }
}

function autopsyFound(result: AutopsyResult): string[] {
  const { steps, batches, delta, trajectories } = result
  const length = delta === null ? 'each as long as its own settings make it' : `each with KL ${formatNumber(delta, 3)}`
  return [
    `${formatCount(steps.length)} steps from one batch of ${formatCount(trajectories)} trajectories, ${length}.`,
    bestSentence(result),
    batches.some(({ truth }) => truth.length > 1) ? keptSentence(result) : null,
    leftSentence(result),
    outsideSentence(result),
  ].filter((sentence) => sentence !== null)
}

function bestSentence({ steps, truth }: AutopsyResult): string | null {
  if (truth.kind === 'unknown') return 'J was not measured here: give it some reference episodes.'
  const ordered = steps.toSorted((a, b) => b.truth!.value - a.truth!.value)
  const words = ({ method, truth: j, surrogate }: (typeof steps)[number]): string =>
    `${autopsyNames[method]} changes J by ${number(j!.value)} where its surrogate promises ${formatNumber(surrogate, 3)}`
  const [best, worst] = [ordered[0], ordered.at(-1)]
  if (best === undefined || worst === undefined) return null
  return best === worst ? `${words(best)}.` : `From this batch ${words(best)}; ${words(worst)}.`
}

function keptSentence({ batches }: AutopsyResult): string {
  const count = batches[0]!.surrogate.length
  const each = batches.map((batch) => {
    const { promised, brought, fell } = keptPromises(batch)
    const so = brought === null ? '' : ` and brings ${number(brought)}; J falls in ${percent(fell!)} of them`
    return `${autopsyNames[batch.method]} promises ${formatNumber(promised, 3)}${so}`
  })
  return `On average over ${formatCount(count)} batches: ${each.join('. ')}.`
}

function leftSentence({ steps, delta }: AutopsyResult): string | null {
  const left = steps.filter(({ factor }) => factor === null)
  if (left.length === 0 || delta === null) return null
  return `No multiple of its step spends that KL: ${left.map(({ method }) => autopsyNames[method]).join(', ')}.`
}

function outsideSentence({ steps, plane }: AutopsyResult): string | null {
  if (plane === null || plane.axes === 'parameters') return null
  const shares = steps.flatMap(({ outside }) => (outside === null ? [] : [outside]))
  const [low, high] = [Math.min(...shares), Math.max(...shares)]
  return `Of the steps’ squared length ${percent(low)} to ${percent(high)} lie outside of the plane that is drawn.`
}

export const autopsyWords: LabWords<AutopsyResult> = {
  found: autopsyFound,
  table: ({ batches }) => [
    ['batch', 'update', 'first order', 'surrogate', 'j', 'kl'],
    ...batches.flatMap(({ method, predicted, surrogate, truth, kl }) =>
      predicted.map((first, k) => [k + 1, autopsyNames[method], first, surrogate[k]!, truth[k]!, kl[k]!]),
    ),
  ],
}
