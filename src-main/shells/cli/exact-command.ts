import type { Command } from 'commander'
import { exactInput } from '../../../src-shared/catalogue/exact-input.ts'
import { solveExactInput } from '../../core/exact/solve-exact-input.ts'
import { inputName, parseOrFail, readJsonArgument } from './read-json.ts'
import type { Terminal } from './terminal.ts'

export function addExactCommand(program: Command, terminal: Terminal): void {
  program
    .command('exact')
    .description('solve a finite MDP and a tabular softmax policy in closed form')
    .argument(
      '<FILE.json>',
      '{ "mdp": { "horizon", "initial", "transitions", "rewards" }, "theta": [S][A], "otherTheta"?: [S][A] }; "-" reads stdin',
    )
    .action(async (file: string) => {
      const input = parseOrFail(exactInput, await readJsonArgument(file), inputName(file))
      terminal.out(`${JSON.stringify(solveExactInput(input), null, 2)}\n`)
    })
}
