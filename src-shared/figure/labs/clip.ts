import type { ClipEpoch, ClipResult, SamplesOfSign } from '../../domain/lab-results/clip.ts'
import { formatCount, formatNumber } from '../../words/format.ts'
import type { LabWords } from './lab-words.ts'

/** The two signs of an advantage, in the order of the page. */
export const advantageSigns = [
  { key: 'positive', name: 'Advantage > 0', short: 'A > 0', gone: 'above 1 + ε' },
  { key: 'negative', name: 'Advantage < 0', short: 'A < 0', gone: 'below 1 − ε' },
] as const

/** The ways in which the KL of the step is told, from the sample to the truth. */
export const klKinds = [
  { key: 'k1', name: 'k1' },
  { key: 'k3', name: 'k3' },
  { key: 'full', name: 'in full' },
  { key: 'exact', name: 'exact' },
] as const

export const percentOf = (share: number): string => `${formatNumber(100 * share, 2)} %`
const number = (value: number): string => `**${formatNumber(value, 3)}**`

/** What was found after an epoch; the last one's by default. */
export function clipFound(result: ClipResult, epoch = result.epochs.length - 1): string[] {
  const after = result.epochs[epoch]!
  if (epoch === 0)
    return [
      'Before the first step every ratio is 1: each sample has its gradient, and the clip does nothing. A single ' +
        'epoch of one minibatch is the policy gradient.',
    ]
  return [gradientSentence(result, after), outsideSentence(after), klSentence(after), objectiveSentence(result, after)]
}

const epochs = (count: number): string => `${formatCount(count)} ${count === 1 ? 'epoch' : 'epochs'}`

function gradientSentence({ samples }: ClipResult, after: ClipEpoch): string {
  const ofSign = advantageSigns.flatMap(({ key, name, gone }) => {
    const found = after[key]
    return found === null
      ? []
      : [`${percentOf(found.zeroGradient)} of those with ${name.toLowerCase()} (ratio ${gone})`]
  })
  return (
    `After ${epochs(after.epoch)} **${percentOf(after.zeroGradient)}** of ${formatCount(samples)} samples have no ` +
    `gradient${ofSign.length === 0 ? '' : `: ${ofSign.join(', ')}`}.`
  )
}

/** What the usual clip fraction counts beside them. */
function outsideSentence({ clipFraction, zeroGradient }: ClipEpoch): string {
  const pulled = clipFraction - zeroGradient
  return (
    `The usual clip fraction is **${percentOf(clipFraction)}**: it counts every ratio outside of 1 ± ε` +
    (pulled > 0
      ? `, also the ${percentOf(pulled)} that went the other way, whose gradient pulls them back.`
      : '. None of them went the other way, against its advantage.')
  )
}

function klSentence({ kl: { k1, k3, full, exact } }: ClipEpoch): string {
  const told = `k1 tells ${formatNumber(k1, 3)} and k3 ${formatNumber(k3, 3)} nats a step`
  const truth = `in full at the batch’s states it is ${number(full)}`
  const negative = k1 < 0 ? ' k1 is below zero, which no KL is: it is a mean of signed numbers.' : ''
  return exact === null
    ? `Of the KL ${told}; ${truth}.${negative}`
    : `Of the KL ${told}; ${truth}, and the exact one is ${number(exact)}.${negative}`
}

function objectiveSentence({ epochs: all, discount }: ClipResult, { objective, ...after }: ClipEpoch): string {
  const promise = `The clipped surrogate rose by ${number(after.clippedSurrogate)} a step (unclipped ${formatNumber(after.surrogate, 3)})`
  const before = all[0]!.objective
  if (objective === null || before === null) return `${promise}.`
  const J = discount < 1 ? 'J_γ' : 'J'
  return `${promise}; ${J} went from ${formatNumber(before, 3)} to ${number(objective)}.`
}

const ofSign = (found: SamplesOfSign | null): (number | null)[] =>
  found === null
    ? [0, null, null, null, null, null]
    : [found.samples, found.ratios.p5, found.ratios.median, found.ratios.p95, found.zeroGradient, found.outside]
const columnsOfSign = ['samples', 'ratio p5', 'ratio median', 'ratio p95', 'zero gradient', 'outside']

export const clipWords: LabWords<ClipResult> = {
  found: clipFound,
  table: ({ epochs: all }) => [
    [
      'epoch',
      'zero gradient',
      'clip fraction',
      'KL k1',
      'KL k3',
      'KL in full',
      'KL exact',
      'surrogate',
      'clipped surrogate',
      'objective',
      ...columnsOfSign.map((column) => `advantage > 0: ${column}`),
      ...columnsOfSign.map((column) => `advantage < 0: ${column}`),
    ],
    ...all.map(({ epoch, zeroGradient, clipFraction, kl, surrogate, clippedSurrogate, objective, ...signs }) => [
      epoch,
      zeroGradient,
      clipFraction,
      kl.k1,
      kl.k3,
      kl.full,
      kl.exact,
      surrogate,
      clippedSurrogate,
      objective,
      ...ofSign(signs.positive),
      ...ofSign(signs.negative),
    ]),
  ],
}
