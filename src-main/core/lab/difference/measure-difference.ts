import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { DifferenceResult, PolicyChange } from '../../../../src-shared/domain/lab-results/difference.ts'
import type { StoredTrajectory } from '../../../../src-shared/domain/stored-trajectories.ts'
import { recordTrajectories } from '../../algorithms/record.ts'
import { finiteWorld } from '../../environments/finite-world.ts'
import type { FiniteMdp } from '../../environments/finite-mdp.ts'
import { trajectoryKl } from '../../exact/kl.ts'
import { occupancyHS } from '../../exact/occupancy.ts'
import { performanceDifference } from '../../exact/performance-difference.ts'
import { solvePolicy } from '../../exact/policy-gradient.ts'
import type { ExactPolicy } from '../../exact/policy-gradient.ts'
import { exactObjective } from '../../exact/policy-values.ts'
import type { Policy } from '../../policies/policy.ts'
import { Generator as RandomGenerator } from '../../random/generator.ts'
import { createActor } from '../../rollout/actor.ts'
import { logPolicyTable } from '../policy-outputs.ts'
import type { LabSteps } from '../lab-steps.ts'
import { bothSides } from './both-sides.ts'
import { totalVariationH } from './distribution-shift.ts'
import { fittedStep } from './fitted-step.ts'
import { klBoundedStep } from './kl-bounded-step.ts'

export interface DifferencePlan {
  environment: EnvironmentSpec
  model: FiniteMdp
  before: Policy
  after: Policy
  discount: number
  /** Trajectories of the policy before, from which fitted policy iteration estimates Q. */
  trajectories: number
  /** What the bounded step spends: KL of a trajectory, in nats. */
  delta: number
  seed: number
}

/** The performance difference lemma of two policies, and what one step of policy iteration does beside a bounded one. */
export function* measureDifference(plan: DifferencePlan): LabSteps<DifferenceResult> {
  const { model, discount } = plan
  const beforeLogPiSA = logPolicyTable(plan.before, model)
  const beforePiSA = beforeLogPiSA.map(Math.exp)
  const afterLogPiSA = logPolicyTable(plan.after, model)
  const trajectories: StoredTrajectory[] = []
  const world = finiteWorld(model, 1, new RandomGenerator(plan.seed, 'world'))
  const actions = new RandomGenerator(plan.seed, 'actions')
  const actor = createActor(plan.before, 1)
  for (let m = 0; m < plan.trajectories; m++) {
    trajectories.push((yield* recordTrajectories(actor, plan.environment, world, 1, actions)).trajectories[0]!)
    yield {
      fraction: (m + 1) / (plan.trajectories + 1),
      words: `${m + 1} of ${plan.trajectories} trajectories`,
      partial: () => null,
    }
  }
  const fittedPiSA = fittedStep(trajectories, beforePiSA, model.actions, discount)
  yield
  const boundedLogPiSA = klBoundedStep(model, beforeLogPiSA, plan.delta, discount)
  yield
  const afterPiSA = afterLogPiSA.map(Math.exp)
  const sides = bothSides(model, beforePiSA, afterPiSA, discount)
  yield
  const old = solvePolicy(model, beforePiSA, discount)
  const changeTo = (logPiSA: Float64Array): PolicyChange => changeOf(model, old, beforeLogPiSA, logPiSA, discount)
  return {
    lab: 'difference',
    states: model.states,
    horizon: model.horizon,
    columns: model.columns ?? null,
    discount,
    objectiveBefore: old.objective,
    expectedAdvantage: performanceDifference(model, beforePiSA, afterPiSA, discount).expectedAdvantage,
    leftHS: Array.from(sides.leftHS),
    rightHS: Array.from(sides.rightHS),
    contributionsHS: Array.from(sides.contributionsHS),
    occupancyHS: Array.from(sides.occupancyHS),
    largestGap: sides.leftHS.reduce((most, left, i) => Math.max(most, Math.abs(left - sides.rightHS[i]!)), 0),
    trajectories: plan.trajectories,
    delta: plan.delta,
    changes: {
      after: changeTo(afterLogPiSA),
      fitted: changeTo(fittedPiSA.map(Math.log)),
      bounded: changeTo(boundedLogPiSA),
    },
  }
}

function changeOf(
  model: FiniteMdp,
  old: ExactPolicy,
  oldLogPiSA: Float64Array,
  logPiSA: Float64Array,
  discount: number,
): PolicyChange {
  const oldPiSA = oldLogPiSA.map(Math.exp)
  const piSA = logPiSA.map(Math.exp)
  const { deltaInfinity, bound, smallestDifference, difference } = performanceDifference(model, oldPiSA, piSA, discount)
  const kl = trajectoryKl(old.visitsS, oldLogPiSA, logPiSA)
  return {
    objective: exactObjective(model, piSA, discount),
    difference,
    promised: piSA.reduce((sum, probability, i) => sum + probability * old.weightedAdvantagesSA[i]!, 0),
    kl: Number.isFinite(kl) ? kl : null,
    deltaInfinity,
    bound,
    smallestDifference,
    totalVariationH: Array.from(totalVariationH(model, old.occupancyHS, occupancyHS(model, piSA))),
  }
}
