import type { Command } from 'commander'
import { exactInput } from '../../../src-shared/catalogue/exact-input.ts'
import { storedTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import { solveExactInput, solveLemma } from '../../core/exact/solve-exact-input.ts'
import { LearnerError, trajectoryLikelihoods } from '../../core/exact/trajectory-likelihood.ts'
import type { TrajectoryLikelihood } from '../../core/exact/trajectory-likelihood.ts'
import { inputName, parseOrFail, readJsonArgument, readNamedJson } from './read-json.ts'
import { CliError, exitCodes } from './terminal.ts'
import type { Terminal } from './terminal.ts'

export function addExactCommand(program: Command, terminal: Terminal): void {
  program
    .command('exact')
    .description('solve a finite MDP and a tabular softmax policy in closed form')
    .argument(
      '[FILE.json]',
      '{ "mdp": { "horizon", "initial", "transitions", "rewards" }, "theta": [S][A], "otherTheta"?: [S][A] }; "-" reads stdin',
    )
    .option(
      '--trajectory <DATASET.json>',
      'log rho_theta(tau) of recorded trajectories, in the world and by the policy that recorded them, ' +
        'or with FILE.json in its "mdp" and by its "theta"',
    )
    .action(async (file: string | undefined, { trajectory }: { trajectory?: string }) => {
      if (file === undefined && trajectory === undefined)
        throw new CliError('Name a FILE.json to solve, or recorded trajectories with --trajectory.', exitCodes.usage)
      const input =
        file === undefined ? undefined : parseOrFail(exactInput, await readJsonArgument(file), inputName(file))
      const solved = {
        ...(input && { ...solveExactInput(input), performanceDifferenceLemma: solveLemma(input) }),
        ...(trajectory !== undefined && {
          trajectories: likelihoodsOf(
            parseOrFail(storedTrajectories, await readNamedJson(trajectory), trajectory),
            input,
            trajectory,
          ),
        }),
      }
      terminal.out(`${JSON.stringify(solved, null, 2)}\n`)
    })
}

function likelihoodsOf(
  recorded: Parameters<typeof trajectoryLikelihoods>[0],
  input: Parameters<typeof trajectoryLikelihoods>[1],
  file: string,
): TrajectoryLikelihood[] {
  try {
    return trajectoryLikelihoods(recorded, input)
  } catch (error) {
    if (error instanceof LearnerError) throw new CliError(`${file}: ${error.problem.sentence}`, exitCodes.usage)
    throw error
  }
}
