import type { ExactInput } from '../../../src-shared/catalogue/exact-input.ts'
import type { StoredTrajectories, StoredTrajectory } from '../../../src-shared/domain/stored-trajectories.ts'
import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { finiteModel } from '../environments/registry.ts'
import { userMdpModel } from '../environments/user-mdp.ts'
import { LearnerError } from '../learner-error.ts'
import { checkStored } from '../rollout/stored-batch.ts'
import { logSoftmaxTable } from './softmax-table.ts'

export { LearnerError } from '../learner-error.ts'

/** log rho_theta(tau) and the three sums that it consists of. In nats. */
export interface TrajectoryLikelihood {
  steps: number
  /** log rho_theta(tau) = logInitial + logPolicy + logTransitions */
  logLikelihood: number
  /** log mu(s_0) */
  logInitial: number
  /** sum over h of log pi_theta(a_h | s_h) */
  logPolicy: number
  /**
   * sum over h of log P(s_{h+1} | s_h, a_h), up to the last state in which the policy acted. Where the trajectory ends
   * before the horizon, also how likely its last action ends it.
   */
  logTransitions: number
}

/**
 * log rho_theta(tau) of recorded trajectories. The world is the one that they were recorded in, and pi_theta the policy
 * that acted, as its recorded log-probabilities tell; or both are those of `input`.
 * @throws LearnerError 'bad-dataset' where the world has no known model, or a trajectory is impossible in it.
 */
export function trajectoryLikelihoods(recorded: StoredTrajectories, input?: ExactInput): TrajectoryLikelihood[] {
  const model = input === undefined ? finiteModel(recorded.environment) : userMdpModel(input.mdp)
  if (model === undefined)
    throw impossible(
      `The data set was recorded in ${recorded.environment.id}, of which no finite model is known: record one in a ` +
        'finite world, or name a file with an "mdp" and "theta".',
    )
  checkStored(recorded, 1, 1, model.actions, model.states)
  const logPiSA = input && logSoftmaxTable(input.theta.flat(), model.actions)
  return recorded.trajectories.map((trajectory, m) => {
    const { observations, actions, logProbs } = trajectory
    let logPolicy = 0
    for (let h = 0; h < actions.length; h++)
      logPolicy += logPiSA ? logPiSA[observations[h]![0]! * model.actions + actions[h]![0]!]! : logProbs[h]!
    const logInitial = Math.log(model.initialS[observations[0]![0]!]!)
    if (logInitial === -Infinity)
      throw impossible(
        `Trajectory ${m} starts in state ${observations[0]![0]!}, where no episode of this world starts.`,
      )
    const logTransitions = logOfTransitions(model, trajectory, m)
    return {
      steps: actions.length,
      logLikelihood: logInitial + logPolicy + logTransitions,
      logInitial,
      logPolicy,
      logTransitions,
    }
  })
}

function logOfTransitions(model: FiniteMdp, { observations, actions }: StoredTrajectory, m: number): number {
  const steps = actions.length
  if (steps > model.horizon)
    throw impossible(`Trajectory ${m} has ${steps} steps, and this world ends after ${model.horizon}.`)
  let sum = 0
  for (let h = 0; h < steps; h++) {
    const state = observations[h]![0]!
    const action = actions[h]![0]!
    const next = observations[h + 1]?.[0]
    if (next === undefined && steps === model.horizon) break
    const probability = probabilityThat(model, state, action, (s) =>
      next === undefined ? model.terminalS[s] === 1 : s === next,
    )
    if (probability === 0)
      throw impossible(
        `Step ${h} of trajectory ${m} is impossible: action ${action} in state ${state} never ` +
          `${next === undefined ? 'ends an episode' : `leads to state ${next}`} in this world.`,
      )
    sum += Math.log(probability)
  }
  return sum
}

function probabilityThat(model: FiniteMdp, state: number, action: number, is: (next: number) => boolean): number {
  const row = state * model.actions + action
  let sum = 0
  for (let i = model.rowStart[row]!; i < model.rowStart[row + 1]!; i++)
    if (is(model.nextStates[i]!)) sum += model.probabilities[i]!
  return sum
}

const impossible = (sentence: string): LearnerError => new LearnerError({ kind: 'bad-dataset', sentence })
