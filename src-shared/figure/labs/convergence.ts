import type { Ascent, ConvergenceResult } from '../../domain/lab-results/convergence.ts'
import { formatCount, formatNumber, plural } from '../../words/format.ts'
import type { LabWords } from './lab-words.ts'

const number = (value: number): string => `**${formatNumber(value, 3)}**`

export function convergenceFound(result: ConvergenceResult): string[] {
  const { decreasing, constant, betas, variances, bounds, range, capped, trajectories } = result
  const updates = decreasing.steps.length
  const found = [ascentSentence(`a constant step of ${formatNumber(constant.steps[0]!, 3)}`, constant)]
  if (updates === 0) return found
  found.unshift(
    ascentSentence(
      `the theorem’s steps, from ${formatNumber(decreasing.steps[0]!, 3)} to ${formatNumber(decreasing.steps.at(-1)!, 3)},`,
      decreasing,
    ),
  )
  const [average, bound] = [decreasing.averages.at(-1)!, bounds.at(-1)!]
  const beside =
    average <= bound ? `**${formatNumber((100 * average) / bound, 2)} %** of that` : `${number(average)}, above it`
  found.push(
    `The theorem’s 4 √(Mβσ²/K) comes to ${number(bound)} for K = ${formatCount(updates)}; the average squared norm is ` +
      `${beside}. It is no guarantee here: ` +
      'β and σ² are what was seen on the way, and may be larger elsewhere.',
    `M, the range of J, is ${number(range)}; β ${number(betas.at(-1)!)}, and σ² of a batch of ` +
      `${plural(trajectories, 'trajectory', 'trajectories')} ${number(variances.at(-1)!)}. In ${formatCount(capped)} of ` +
      `${plural(updates, 'update')} the step was held at 1/β.`,
  )
  return found
}

function ascentSentence(what: string, { squaredNorms, averages, objectives, steps }: Ascent): string {
  return (
    `With ${what} J goes from ` +
    `${formatNumber(objectives[0]!, 3)} to ${number(objectives.at(-1)!)} in ${plural(steps.length, 'update')}, and |grad J|² from ` +
    `${formatNumber(squaredNorms[0]!, 3)} to ${number(squaredNorms.at(-1)!)}; its average is ${number(averages.at(-1)!)}.`
  )
}

export const convergenceWords: LabWords<ConvergenceResult> = {
  found: convergenceFound,
  table: ({ decreasing, constant, bounds, betas, variances }) => [
    ['update', 'ascent', 'squared norm', 'average', 'J', 'step', 'bound', 'beta', 'sigma^2'],
    ...decreasing.steps.map((step, k) => [
      k + 1,
      'decreasing',
      decreasing.squaredNorms[k]!,
      decreasing.averages[k]!,
      decreasing.objectives[k]!,
      step,
      bounds[k]!,
      betas[k]!,
      variances[k]!,
    ]),
    ...constant.steps.map((step, k) => [
      k + 1,
      'constant',
      constant.squaredNorms[k]!,
      constant.averages[k]!,
      constant.objectives[k]!,
      step,
      null,
      null,
      null,
    ]),
  ],
}
