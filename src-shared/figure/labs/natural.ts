import type { NaturalResult } from '../../domain/lab-results/natural.ts'
import { formatCount, formatNumber, plural } from '../../words/format.ts'
import type { LabWords } from './lab-words.ts'

const number = (value: number): string => `**${formatNumber(value, 3)}**`
const degrees = (value: number): string => `**${formatNumber(value, 3)}°**`
const percent = (share: number): string => `${formatNumber(100 * share, 2)} %`

/** Below this share of the largest an eigenvalue says that a direction hardly changes the policy. */
const flatShare = 1e-6

const flatDirections = ({ eigenvalues }: NaturalResult['spectrum']): number =>
  eigenvalues.filter((value) => value <= flatShare * eigenvalues[0]!).length

export function naturalFound(result: NaturalResult): string[] {
  return [
    bernoulliSentence(result),
    spectrumSentence(result),
    angleSentence(result),
    dampingSentence(result),
    residualSentence(result),
  ].filter((sentence) => sentence !== null)
}

function bernoulliSentence({ bernoulli: { eta, vanilla, natural } }: NaturalResult): string {
  const ends = ({ thetas, objectives }: typeof vanilla) =>
    `θ = ${formatNumber(thetas.at(-1)!, 3)} and J = **${formatNumber(objectives.at(-1)!, 4)}**`
  return (
    `The chapter’s example: each natural step adds 99 η = ${number(99 * eta)} to θ. The first vanilla step adds ` +
    `${formatNumber(vanilla.steps[0]!, 3)}, the last ${number(vanilla.steps.at(-1)!)}. After ` +
    `${plural(natural.steps.length, 'step')} the natural ascent is at ${ends(natural)}, the vanilla one at ${ends(vanilla)}.`
  )
}

function spectrumSentence({ spectrum, parameters, precision, trajectories }: NaturalResult): string {
  const { eigenvalues, whole } = spectrum
  const of =
    trajectories === null
      ? 'The exact Fisher matrix'
      : `The Fisher matrix of ${plural(trajectories, 'trajectory', 'trajectories')}`
  const largest = eigenvalues[0]!
  if (!(largest > 0)) return `${of} is zero: no change of θ changes what the policy does here.`
  if (!whole) {
    const last = eigenvalues.at(-1)!
    return (
      `${of} has ${formatCount(parameters)} rows. Its largest eigenvalue is ${number(largest)}; the ` +
      `${formatCount(eigenvalues.length)}th is ${percent(last / largest)} of that. ` +
      `${share(spectrum, eigenvalues.length)} of |g|² lies in these directions.`
    )
  }
  const flat = flatDirections(spectrum)
  const rounding = precision === 'float32' ? ', where float32 rounds' : ''
  return (
    `${of} has ${plural(parameters, 'eigenvalue')}, the largest ${number(largest)}. ` +
    `**${formatCount(flat)}** of them are below a millionth of it${rounding}: along these directions the policy hardly ` +
    `changes. ${share(spectrum, 10)} of |g|² lies in the first ${formatCount(Math.min(10, parameters))}.`
  )
}

const share = ({ gradientShares }: NaturalResult['spectrum'], first: number): string =>
  `**${percent(gradientShares.slice(0, first).reduce((sum, part) => sum + part, 0))}**`

function angleSentence({ conjugateGradient }: NaturalResult): string | null {
  if (conjugateGradient === null) return 'The gradient is zero here, so there is no step to compare.'
  const { damping, angleDegrees } = conjugateGradient
  return (
    `At a damping of ${formatNumber(damping, 2)} the natural step stands at ${degrees(angleDegrees)} to the vanilla step; ` +
    'at 0° they would be the same direction, at 90° they would have nothing in common.'
  )
}

function dampingSentence({ dampings, delta }: NaturalResult): string | null {
  const [most, least] = [dampings[0], dampings.at(-1)]
  if (most === undefined || least === undefined) return null
  return (
    `From a damping of ${formatNumber(most.damping, 2)} down to ${formatNumber(least.damping, 2)} that angle goes from ` +
    `${degrees(most.angleDegrees)} to ${degrees(least.angleDegrees)}, and what a step of KL ${formatNumber(delta)} ` +
    `promises from ${formatNumber(most.predictedImprovement, 3)} to ${number(least.predictedImprovement)}; much damping ` +
    `spends ${percent(most.klShare)} of that KL, little ${percent(least.klShare)}.`
  )
}

function residualSentence({ conjugateGradient }: NaturalResult): string | null {
  const last = conjugateGradient?.actual.at(-1)
  if (conjugateGradient === null || last === undefined) return null
  return (
    `Conjugate gradient leaves ${number(last)} of g unsolved after ${plural(conjugateGradient.actual.length, 'step')}, ` +
    'each one product with the Fisher matrix.'
  )
}

export const naturalWords: LabWords<NaturalResult> = {
  found: naturalFound,
  table: ({ bernoulli: { vanilla, natural }, spectrum, dampings, conjugateGradient }) => [
    ['part', 'index', 'quantity', 'value'],
    ...natural.thetas.flatMap((theta, k): (string | number)[][] => [
      ['bernoulli', k, 'theta, natural', theta],
      ['bernoulli', k, 'J, natural', natural.objectives[k]!],
      ['bernoulli', k, 'theta, vanilla', vanilla.thetas[k]!],
      ['bernoulli', k, 'J, vanilla', vanilla.objectives[k]!],
    ]),
    ...spectrum.eigenvalues.flatMap((value, k): (string | number)[][] => [
      ['spectrum', k + 1, 'eigenvalue', value],
      ['spectrum', k + 1, 'share of |g|^2', spectrum.gradientShares[k]!],
      ...(spectrum.errors === null ? [] : [['spectrum', k + 1, 'error at most', spectrum.errors[k]!]]),
    ]),
    ...dampings.flatMap((at): (string | number)[][] => [
      ['damping', at.damping, 'angle in degrees', at.angleDegrees],
      ['damping', at.damping, 'predicted improvement', at.predictedImprovement],
      ['damping', at.damping, 'share of KL spent', at.klShare],
    ]),
    ...(conjugateGradient?.actual ?? []).flatMap((residual, k): (string | number)[][] => [
      ['conjugate gradient', k + 1, 'residual', residual],
      ['conjugate gradient', k + 1, 'residual as kept', conjugateGradient!.kept[k]!],
    ]),
  ],
}
