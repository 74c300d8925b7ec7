import type { StoredTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import { LearnerError } from '../learner-error.ts'
import type { Policy } from '../policies/policy.ts'
import type { Batch, BatchLayout } from './batch.ts'
import { continues, growBatch, terminated } from './batch.ts'

/**
 * Fills a batch with stored trajectories, one after the other, in the order of `chosen`. Log-probabilities are those of
 * the policy that acted. Nothing is sampled.
 */
export function fillFromStored(
  policy: Policy,
  layout: BatchLayout,
  batch: Batch,
  stored: StoredTrajectories,
  chosen: Int32Array,
  count: number,
): void {
  const K = policy.distribution.actionSize
  let row = 0
  batch.trajectories = count
  batch.finals = 0
  for (let m = 0; m < count; m++) {
    const trajectory = stored.trajectories[chosen[m]!]!
    const steps = trajectory.rewards.length
    if (row + steps > batch.capacity) growBatch(batch, layout, Math.max(2 * batch.capacity, row + steps))
    for (let h = 0; h < steps; h++, row++) {
      const observation = Float64Array.from(trajectory.observations[h]!)
      policy.encoding.write(observation, 0, h, batch.policyInputs, row)
      if (batch.statesB !== undefined) batch.statesB[row] = observation[0]!
      for (let k = 0; k < K; k++) batch.actions[row * K + k] = trajectory.actions[h]![k]!
      batch.rewardsB[row] = trajectory.rewards[h]!
      batch.logProbsB[row] = trajectory.logProbs[h]!
      batch.stepsB[row] = h
      batch.endsB[row] = h === steps - 1 ? terminated : continues
      batch.finalOfB[row] = -1
      batch.orderB[row] = row
    }
  }
  batch.rows = row
}

/**
 * Rows of the right width, and actions that exist: anything else was recorded from another world. `field` is the part of
 * the plan that names the data set.
 */
export function checkStored(
  stored: StoredTrajectories,
  observationWidth: number,
  actionSize: number,
  actions: number | undefined,
  states: number | undefined,
  field = 'variant.collection.dataset',
): void {
  const refuse = (sentence: string): never => {
    throw new LearnerError({ kind: 'bad-dataset', field, sentence })
  }
  stored.trajectories.forEach((trajectory, m) => {
    trajectory.observations.forEach((observation, h) => {
      if (observation.length !== observationWidth) {
        refuse(
          `Step ${h} of stored trajectory ${m} observes ${observation.length} numbers, and this world shows ` +
            `${observationWidth}: record the data set in this environment.`,
        )
      }
      if (
        states !== undefined &&
        !(Number.isInteger(observation[0]) && observation[0]! >= 0 && observation[0]! < states)
      ) {
        refuse(
          `Step ${h} of stored trajectory ${m} is in state ${observation[0]}, and this world has ${states}: ` +
            'record the data set in this environment.',
        )
      }
    })
    trajectory.logProbs.forEach((logProb, h) => {
      // Of a density, which may be above 1, any logarithm can be.
      if (actions === undefined || logProb <= roundingOfLogProb) return
      refuse(
        `Step ${h} of stored trajectory ${m} has log pi(a|s) = ${logProb}, and no probability is above 1: store the ` +
          'log-probability of the action by the policy that acted.',
      )
    })
    trajectory.actions.forEach((action, h) => {
      if (action.length !== actionSize)
        refuse(
          `Step ${h} of stored trajectory ${m} has an action of ${action.length} numbers, and this world takes ${actionSize}.`,
        )
      if (actions !== undefined && !(Number.isInteger(action[0]) && action[0]! >= 0 && action[0]! < actions)) {
        refuse(
          `Step ${h} of stored trajectory ${m} takes action ${action[0]}, and this world has ${actions}: record ` +
            'the data set in this environment.',
        )
      }
    })
  })
}

/** Of a policy in float32 that is certain of its action. */
const roundingOfLogProb = 1e-6
