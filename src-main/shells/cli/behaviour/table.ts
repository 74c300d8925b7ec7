import { markdownTable } from '../markdown-table.ts'
import { reaches } from './results.ts'
import type { BehaviourResult, BehaviourResults } from './results.ts'

/** The table of docs/behaviour.md, from results alone. */
export function behaviourTable({ results }: BehaviourResults): string {
  const header = ['world', 'algorithm', 'to reach', 'mean', 'worst', 'reached', 'env steps', 'settings']
  const rows = results.map((result) => [
    result.world,
    result.algorithm,
    goalWords(result),
    ...figures(result),
    `${shareReached(result)}`,
    steps(result),
    result.settings,
  ])
  const machines = [
    ...new Set(
      results.map(
        ({ measuredWith: { node, system, architecture, date } }) =>
          `Node ${node} on ${system} ${architecture}, ${date}`,
      ),
    ),
  ]
  return [
    markdownTable(header, rows, [header.indexOf('mean'), header.indexOf('worst')]),
    '',
    'The last evaluation of each run (20 episodes with sampled actions unless the settings say otherwise), mean ' +
      'and worst of the seeds; in FrozenLake and CliffWalking, with a horizon of 100, the exact J of the last ' +
      'policy against backward induction. ' +
      'Settings that are not the Zoo’s were chosen with some of these seeds in view. ' +
      `Made by \`npm run behaviour\` with ${machines.join('; ')}.`,
  ].join('\n')
}

function goalWords({ goal, seeds, measure }: BehaviourResult): string {
  if ('atLeast' in goal) return `at least ${goal.atLeast}`
  const bests = seeds.flatMap(({ best }) => (best === null ? [] : [best]))
  const which = measure === 'exact J' ? 'backward induction' : 'Riccati, same starts and noise'
  return `within ${100 * goal.withinOfBest} % of ${bests.length === 0 ? 'the best' : figure(mean(bests))} (${which})`
}

/** Mean and worst. Where each seed has a best of its own, the worst is the one furthest below it. */
function figures({ seeds }: BehaviourResult): [string, string] {
  const values = seeds.flatMap(({ value }) => (value === null ? [] : [value]))
  if (values.length < seeds.length) return ['-', 'a run failed']
  const gap = ({ value, best }: BehaviourResult['seeds'][number]) => (best ?? 0) - value!
  const worst = seeds.toSorted((a, b) => gap(b) - gap(a))[0]!
  const beside =
    worst.best === null || new Set(seeds.map(({ best }) => best)).size === 1 ? '' : ` (best ${figure(worst.best)})`
  return [figure(mean(values)), `${figure(worst.value!)}${beside}`]
}

function shareReached({ goal, seeds }: BehaviourResult): string {
  const count = seeds.filter((seed) => reaches(goal, seed)).length
  return count === seeds.length ? `all ${count} seeds` : `${count} of ${seeds.length} seeds`
}

function steps({ envSteps, updates }: BehaviourResult): string {
  return envSteps === 0 ? `${updates} exact updates` : Math.round(envSteps).toLocaleString('en')
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Four digits and no more than the figure has. */
const figure = (value: number): string => String(Number(value.toPrecision(4)))
