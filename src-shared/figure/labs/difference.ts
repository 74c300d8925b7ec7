import type { DifferenceResult, PolicyChange } from '../../domain/lab-results/difference.ts'
import { formatCount, formatNumber } from '../../words/format.ts'
import type { LabWords } from './lab-words.ts'

/** The three ways of changing the old policy, in the order of the page. */
export const policyChanges = [
  { key: 'after', name: 'New policy', short: 'new policy' },
  { key: 'fitted', name: 'Fitted policy iteration', short: 'fitted iteration' },
  { key: 'bounded', name: 'KL-bounded step', short: 'KL-bounded step' },
] as const
export type PolicyChangeKey = (typeof policyChanges)[number]['key']

export const largestShift = ({ totalVariationH }: PolicyChange): number =>
  totalVariationH.reduce((most, shift) => Math.max(most, shift), 0)

const number = (value: number): string => `**${formatNumber(value, 3)}**`
const percent = (share: number): string => `${formatNumber(100 * share, 2)} %`

export function differenceFound(result: DifferenceResult): string[] {
  const { after } = result.changes
  return [
    `J ${after.difference < 0 ? 'falls' : 'rises'} by ${number(Math.abs(after.difference))}, from ` +
      `${formatNumber(result.objectiveBefore, 3)} to ${formatNumber(after.objective, 3)}. The expected advantage says ` +
      `${number(result.expectedAdvantage)}; over all states and steps the two sides are at most ` +
      `${formatNumber(result.largestGap, 2)} apart, which is rounding.`,
    placeSentence(result),
    boundSentence(result),
    shiftSentence(result),
  ].filter((sentence) => sentence !== null)
}

/** Which state and step adds most to the difference. */
function placeSentence({ contributionsHS, states, changes }: DifferenceResult): string | null {
  const { difference } = changes.after
  if (difference === 0) return null
  const sign = Math.sign(difference)
  const byState = Array.from({ length: states }, () => 0)
  let most = 0
  for (const [i, added] of contributionsHS.entries()) {
    byState[i % states]! += added
    if (sign * added > sign * contributionsHS[most]!) most = i
  }
  const state = byState.reduce((best, added, s) => (sign * added > sign * byState[best]! ? s : best), 0)
  return (
    `State ${state} adds most to it, ${number(byState[state]!)} over all steps; of single steps it is state ` +
    `${most % states} at step ${Math.floor(most / states)}, with ${number(contributionsHS[most]!)}.`
  )
}

function boundSentence({ horizon, changes: { after } }: DifferenceResult): string {
  const { deltaInfinity, smallestDifference, bound } = after
  const where = `state ${deltaInfinity.state} at step ${deltaInfinity.step}`
  if (deltaInfinity.value >= 0)
    return 'No state and step has a negative advantage under the new policy’s actions, so it is nowhere worse.'
  const least = `the most that any state loses is ${number(Math.max(0, -smallestDifference.value))}`
  return (
    `The smallest advantage of the new actions is ${number(deltaInfinity.value)}, in ${where}; so no state and step can ` +
    `lose more than H times that, ${formatNumber(-bound, 3)} with H = ${formatCount(horizon)}; ${least}.`
  )
}

function shiftSentence({ trajectories, changes: { fitted, bounded } }: DifferenceResult): string {
  const change = ({ difference, promised }: PolicyChange) =>
    `promises ${formatNumber(promised, 3)} and brings ${number(difference)}`
  return (
    `Fitted policy iteration, greedy in Q of ${formatCount(trajectories)} trajectories, moves up to ` +
    `**${percent(largestShift(fitted))}** of the states’ distribution at a step: it ${change(fitted)}. The step with KL ` +
    `${bounded.kl === null ? 'without bound' : formatNumber(bounded.kl, 2)} moves up to ` +
    `**${percent(largestShift(bounded))}**: it ${change(bounded)}.`
  )
}

export const differenceWords: LabWords<DifferenceResult> = {
  found: differenceFound,
  table: ({ leftHS, rightHS, contributionsHS, occupancyHS, states }) => [
    ['step', 'state', 'left', 'right', 'contribution', 'occupancy'],
    ...leftHS.map((left, i) => [
      Math.floor(i / states),
      i % states,
      left,
      rightHS[i]!,
      contributionsHS[i]!,
      occupancyHS[i]!,
    ]),
  ],
}
