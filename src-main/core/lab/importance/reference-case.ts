import type { ReferenceCase } from '../../../../src-shared/catalogue/labs/reference-case.ts'
import type { Measured } from '../../../../src-shared/domain/lab-results/measured.ts'
import { studentQuantile } from '../../../statistics/student-t.ts'
import { recordTrajectories } from '../../algorithms/record.ts'
import { finiteWorld } from '../../environments/finite-world.ts'
import { userMdpModel } from '../../environments/user-mdp.ts'
import { importanceMoments, weightedMoments } from '../../exact/importance-moments.ts'
import type { ImportanceMoments, WeightedMoments } from '../../exact/importance-moments.ts'
import { exactObjective } from '../../exact/policy-values.ts'
import { logSoftmaxTable } from '../../exact/softmax-table.ts'
import { LearnerError } from '../../learner-error.ts'
import { createPolicy } from '../../policies/policy.ts'
import { Generator as RandomGenerator } from '../../random/generator.ts'
import { createActor } from '../../rollout/actor.ts'
import type { LabTools } from '../lab-policy.ts'
import { discountedReturn, weights } from './reweigh.ts'

/** A jackknife leaves out one group of trajectories at a time. */
const groups = 50

/** Sums over one group's trajectories. */
interface Sums {
  count: number
  weight: number
  weightSquared: number
  ordinary: number
  ordinarySquared: number
  perDecision: number
  perDecisionSquared: number
}
const noSums = (): Sums => ({
  count: 0,
  weight: 0,
  weightSquared: 0,
  ordinary: 0,
  ordinarySquared: 0,
  perDecision: 0,
  perDecisionSquared: 0,
})
const keys = Object.keys(noSums()) as (keyof Sums)[]

/**
 * A case of a small MDP: trajectories of its behaviour policy, weighted for its policy. Undiscounted. Each variance is of
 * one trajectory's estimate of J.
 */
export function* importanceOfCase(
  known: ReferenceCase,
  engines: LabTools['engines'],
): Generator<void, Record<string, unknown>> {
  const { mdp, theta, behaviourTheta, batches, seed } = known
  if (behaviourTheta === undefined)
    throw new LearnerError({
      kind: 'not-combinable',
      field: 'behaviourTheta',
      sentence: 'Importance sampling needs behaviourTheta: the policy that the trajectories are drawn with.',
    })
  const environment = { id: 'finite-mdp', ...mdp, discount: undefined, copies: 1 } as const
  const model = userMdpModel(environment)
  const world = finiteWorld(model, 1, new RandomGenerator(seed, 'world'))
  const rng = new RandomGenerator(seed, 'actions')
  const behaviour = createPolicy({ kind: 'tabular-softmax' }, world.shape, false, engines, rng)
  behaviour.theta.set(behaviourTheta.flat())
  const actor = createActor(behaviour, 1)
  const [behaviourLogPiSA, targetLogPiSA] = [behaviourTheta, theta].map((table) =>
    logSoftmaxTable(table.flat(), model.actions),
  ) as [Float64Array, Float64Array]

  const sumsOfGroups = Array.from({ length: groups }, noSums)
  for (let m = 0; m < batches; m++) {
    const [trajectory] = (yield* recordTrajectories(actor, environment, world, 1, rng)).trajectories
    const { observations, actions, rewards } = trajectory!
    const row = (h: number) => observations[h]![0]! * model.actions + actions[h]![0]!
    const { logWeight, perDecision } = weights(
      rewards.map((_, h) => targetLogPiSA[row(h)]!),
      rewards.map((_, h) => behaviourLogPiSA[row(h)]!),
      rewards,
      1,
    )
    const weight = Math.exp(logWeight)
    const ordinary = weight * discountedReturn(rewards, 1)
    const sums = sumsOfGroups[Math.floor((m * groups) / batches)]!
    sums.count++
    sums.weight += weight
    sums.weightSquared += weight * weight
    sums.ordinary += ordinary
    sums.ordinarySquared += ordinary * ordinary
    sums.perDecision += perDecision
    sums.perDecisionSquared += perDecision * perDecision
  }

  const errors = samplingErrors(weightedMoments(model, behaviourLogPiSA, targetLogPiSA, 1, 4), batches)
  const measured = (of: (sums: Sums) => number, leastError: number) => jackknifed(sumsOfGroups, of, leastError)
  const exact = importanceMoments(model, behaviourLogPiSA, targetLogPiSA, 1)
  return {
    objective: {
      ...measured(({ count, ordinary }) => ordinary / count, errors.objective),
      exact: exactObjective(model, targetLogPiSA.map(Math.exp), 1),
    },
    importance: {
      effectiveSampleShare: {
        ...measured(
          ({ count, weight, weightSquared }) => (weight * weight) / (count * weightSquared),
          errors.effectiveSampleShare,
        ),
        exact: exact.effectiveSampleShare,
      },
      ordinaryVariance: {
        ...measured(
          ({ count, ordinary, ordinarySquared }) => sampleVariance(count, ordinary, ordinarySquared),
          errors.ordinaryVariance,
        ),
        exact: exact.ordinaryVariance,
      },
      perDecisionVariance: {
        ...measured(
          ({ count, perDecision, perDecisionSquared }) => sampleVariance(count, perDecision, perDecisionSquared),
          errors.perDecisionVariance,
        ),
        exact: exact.perDecisionVariance,
      },
    },
  }
}

const sampleVariance = (count: number, sum: number, squares: number): number =>
  (squares - (sum * sum) / count) / (count - 1)

/**
 * Standard errors of the four figures over n trajectories, from the true moments: by the variance of a mean and of a
 * sample variance, and by the delta method for (mean of w)^2 / mean of w^2.
 */
function samplingErrors(
  { weighted, perDecision }: WeightedMoments,
  n: number,
): Record<keyof ImportanceMoments, number> {
  const weightSquared = weighted[2]![0]!
  const shareVariance =
    4 * (weightSquared - 1) * weightSquared * weightSquared +
    (weighted[4]![0]! - weightSquared * weightSquared) -
    4 * weightSquared * (weighted[3]![0]! - weightSquared)
  const ordinary = weighted.map((powers, p) => powers[p]!)
  return {
    objective: Math.sqrt((ordinary[2]! - ordinary[1]! * ordinary[1]!) / n),
    effectiveSampleShare: Math.sqrt(Math.max(0, shareVariance) / n) / (weightSquared * weightSquared),
    ordinaryVariance: errorOfVariance(ordinary, n),
    perDecisionVariance: errorOfVariance(perDecision, n),
  }
}

/** Of a sample variance: (mu_4 - sigma^4 (n - 3) / (n - 1)) / n, mu_4 from E[x], E[x^2], E[x^3], E[x^4]. */
function errorOfVariance([, mean, square, cube, fourth]: readonly number[], n: number): number {
  const variance = square! - mean! * mean!
  const mu4 = fourth! - 4 * mean! * cube! + 6 * mean! * mean! * square! - 3 * mean! * mean! * mean! * mean!
  return Math.sqrt(Math.max(0, mu4 - (variance * variance * (n - 3)) / (n - 1)) / n)
}

/**
 * A figure of all sums with its 95 % interval: as wide as leaving out one group at a time moves it, and at least as wide
 * as the true moments say. Heavy weights that happen not to be drawn leave no trace in the groups.
 */
function jackknifed(sumsOfGroups: readonly Sums[], of: (sums: Sums) => number, leastError: number): Measured {
  const all = noSums()
  for (const sums of sumsOfGroups) for (const key of keys) all[key] += sums[key]
  const value = of(all)
  const without = sumsOfGroups.map((sums) => {
    const rest = noSums()
    for (const key of keys) rest[key] = all[key] - sums[key]
    return of(rest)
  })
  const mean = without.reduce((sum, one) => sum + one, 0) / groups
  const squares = without.reduce((sum, one) => sum + (one - mean) * (one - mean), 0)
  const half = studentQuantile(0.975, groups - 1) * Math.max(leastError, Math.sqrt(((groups - 1) / groups) * squares))
  return { value, low: value - half, high: value + half }
}
