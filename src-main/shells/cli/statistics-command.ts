import type { Command } from 'commander'
import { caseStatistics, scoreCases } from '../../statistics/score-cases.ts'
import { inputName, parseOrFail, readJsonArgument } from './read-json.ts'
import type { Terminal } from './terminal.ts'

const resamples = 20_000

export function addStatisticsCommand(program: Command, terminal: Terminal): void {
  program
    .command('statistics')
    .description(
      'rliable’s aggregates, intervals, profiles and comparisons of scores over runs and tasks, by ' +
        `${resamples.toLocaleString('en-US')} resamples`,
    )
    .argument('<FILE.json>', '{ "cases": [{ "scoresA", "scoresB"?, "tau"? }] }, scores [run][task]; "-" reads stdin')
    .action(async (file: string) => {
      const { cases } = parseOrFail(scoreCases, await readJsonArgument(file), inputName(file))
      terminal.out(`${JSON.stringify({ cases: cases.map((each) => caseStatistics(each, { resamples })) }, null, 2)}\n`)
    })
}
