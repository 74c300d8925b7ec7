import { LearnerError } from '../learner-error.ts'
import type { Batch } from '../rollout/batch.ts'
import { continues } from '../rollout/batch.ts'

/**
 * Likelihood ratios of stored trajectories (box "Importance sampling"): transitions cancel, so rho_theta(tau) /
 * rho(tau) is the product of pi_theta(a_h|s_h) / pi(a_h|s_h). `ratioB` holds the running product up to each row.
 * Returns the effective sample size (sum w)^2 / sum w^2 of the whole trajectories' weights.
 * @throws LearnerError where a ratio's square is beyond what numbers hold.
 */
export function trajectoryRatios(
  batch: Batch,
  currentLogProbsB: Float64Array,
  behaviourLogProbsB: Float64Array,
  ratioB: Float64Array,
): number {
  let logRatio = 0
  let sum = 0
  let sumOfSquares = 0
  for (let i = 0; i < batch.rows; i++) {
    const row = batch.orderB[i]!
    logRatio += currentLogProbsB[row]! - behaviourLogProbsB[row]!
    ratioB[row] = Math.exp(logRatio)
    if (ratioB[row]! * ratioB[row]! === Infinity) throw tooFarApart()
    if (batch.endsB[row] === continues) continue
    sum += ratioB[row]!
    sumOfSquares += ratioB[row]! * ratioB[row]!
    logRatio = 0
  }
  return sumOfSquares > 0 ? (sum * sum) / sumOfSquares : 0
}

const tooFarApart = () =>
  new LearnerError({
    kind: 'diverged',
    field: 'variant.update.learningRate',
    sentence:
      'The likelihood ratios are beyond what numbers hold: the policy is too far from the one that recorded the ' +
      'data set. Lower the learning rate, or record trajectories of a policy closer to it.',
  })

/** What self-normalised weights are multiplied by, so that they sum to M; 0 where no weight is left to divide by. */
function normalisation(trajectories: number, sum: number): number {
  const scale = trajectories / sum
  return scale === Infinity ? 0 : scale
}

/**
 * Psi_h = w(tau) R(tau), w the whole trajectory's ratio: times M / sum of w where weights are normalised by themselves.
 */
export function perTrajectoryPsi(
  batch: Batch,
  ratioB: Float64Array,
  selfNormalised: boolean,
  totalReturnB: Float64Array,
  psiB: Float64Array,
): void {
  const { rows, orderB, endsB, trajectories } = batch
  let sum = 0
  for (let row = 0; row < rows; row++) if (endsB[row] !== continues) sum += ratioB[row]!
  const scale = selfNormalised ? normalisation(trajectories, sum) : 1
  let weight = 0
  // Backwards: the whole trajectory's ratio stands at its end.
  for (let i = rows - 1; i >= 0; i--) {
    const row = orderB[i]!
    if (endsB[row] !== continues) weight = ratioB[row]! * scale
    psiB[row] = weight * totalReturnB[row]!
  }
}

/**
 * Psi_h = sum over h' >= h of gamma^(h' - h) w_{0:h'} r_h': each reward has the ratio of the actions up to it only,
 * which varies less. Normalised by themselves, the weights of each time step sum to M; a trajectory that has ended
 * keeps its last weight there.
 */
export function perDecisionPsi(
  batch: Batch,
  ratioB: Float64Array,
  selfNormalised: boolean,
  discount: number,
  psiB: Float64Array,
): void {
  const { rows, orderB, endsB, stepsB, rewardsB, trajectories } = batch
  const sumH: number[] = []
  if (selfNormalised) {
    let longest = 0
    for (let row = 0; row < rows; row++) longest = Math.max(longest, stepsB[row]! + 1)
    for (let h = 0; h < longest; h++) sumH.push(0)
    for (let row = 0; row < rows; row++) {
      sumH[stepsB[row]!]! += ratioB[row]!
      if (endsB[row] !== continues) for (let h = stepsB[row]! + 1; h < longest; h++) sumH[h]! += ratioB[row]!
    }
  }
  let toGo = 0
  for (let i = rows - 1; i >= 0; i--) {
    const row = orderB[i]!
    const scale = selfNormalised ? normalisation(trajectories, sumH[stepsB[row]!]!) : 1
    const reward = scale * ratioB[row]! * rewardsB[row]!
    toGo = reward + (endsB[row] === continues ? discount * toGo : 0)
    psiB[row] = toGo
  }
}
