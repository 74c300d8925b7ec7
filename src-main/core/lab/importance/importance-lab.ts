import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { StoredTrajectories } from '../../../../src-shared/domain/stored-trajectories.ts'
import { recordTrajectories } from '../../algorithms/record.ts'
import type { VectorEnvironment } from '../../environments/environment.ts'
import type { FiniteMdp } from '../../environments/finite-mdp.ts'
import type { Policy } from '../../policies/policy.ts'
import { Generator as RandomGenerator } from '../../random/generator.ts'
import { createActor } from '../../rollout/actor.ts'
import {
  effectiveSampleSize,
  largestShare,
  meanEstimate,
  ordinaryEstimate,
  selfNormalisedEstimate,
} from './estimates.ts'
import type { Estimate } from './estimates.ts'
import { discountedReturn, pathReweigher, recordedReweigher } from './reweigh.ts'
import type { Reweighed } from './reweigh.ts'
import { exactAlongPath, sampledPlaces, sampledTruths } from './truth.ts'
import type { ExactAtDistance } from './truth.ts'
import { histogramEdges, weightsHistogram } from './weights-histogram.ts'
import type { WeightsHistogram } from './weights-histogram.ts'

/** 0, 0.02, ..., 1: the slider's places. */
const distances: readonly number[] = Array.from({ length: 51 }, (_, i) => i / 50)

export interface ImportancePlan {
  environment: EnvironmentSpec
  worldOf: (copies: number, rng: RandomGenerator) => VectorEnvironment
  /** Where it is known, the truth is exact. */
  model: FiniteMdp | undefined
  /** Whose trajectories are weighted: a policy that draws them here, or recorded ones. */
  behaviour: Policy | StoredTrajectories
  target: Policy
  /** How many are drawn; recorded ones are all taken. */
  trajectories: number
  discount: number
  /** Half an interval in standard errors: 1.96 for 95 %. */
  z: number
  /** Episodes for each sampled J; 0 where none is wanted. */
  referenceEpisodes: number
  seed: number
}

/** What n trajectories tell of the target policy at one distance. What is beyond what numbers hold is null. */
export interface Weighted {
  ordinary: Estimate | null
  selfNormalised: Estimate | null
  perDecision: Estimate | null
  effectiveSampleSize: number
  largestWeight: number | null
  /** Of the sum of all weights. */
  largestShare: number
  meanWeight: number | null
  /** KL(rho || rho_target) of a trajectory, in nats: exact where the world is finite and both policies are known. */
  kl: Estimate | null
  histogram: WeightsHistogram
}

export interface AtDistance extends Weighted {
  distance: number
  /** J of the target policy; an interval without width is exact. */
  truth: Estimate | null
  /** Of one trajectory, in finite worlds of which both policies are known. */
  exact: {
    effectiveSampleShare: number
    ordinaryVariance: number | null
    perDecisionVariance: number | null
  } | null
}

export interface ImportanceResult {
  trajectories: number
  envSteps: number
  /** Of the histograms' bars, as log10 of the weight. */
  edgesLog10: number[]
  /** 'sampled': J is the mean of `referenceEpisodes` episodes at every tenth of the way, and linear between. */
  truth: 'exact' | 'sampled' | 'unknown'
  points: AtDistance[]
}

/**
 * Importance sampling over the distance between two policies: the same trajectories, reweighted. Of recorded
 * trajectories there is one point, the target itself: towards a policy of which only some probabilities are known there
 * is no path.
 */
export function* measureImportance(plan: ImportancePlan): Generator<{ done: number; total: number }, ImportanceResult> {
  const { behaviour, target, discount, z, model } = plan
  const recorded = 'trajectories' in behaviour ? behaviour : undefined
  const from = 'trajectories' in behaviour ? target : behaviour
  const places = recorded === undefined ? distances : [1]
  const count = recorded?.trajectories.length ?? plan.trajectories
  const sampling = model === undefined && plan.referenceEpisodes > 0
  const total = count + (sampling ? sampledPlaces(places).length * plan.referenceEpisodes : 0)

  const reweigh =
    recorded === undefined ? pathReweigher(from, target, places, discount) : recordedReweigher(target, discount)
  const world = plan.worldOf(1, new RandomGenerator(plan.seed, 'world'))
  const actions = new RandomGenerator(plan.seed, 'actions')
  const actor = createActor(from, 1)
  const returnsM = new Float64Array(count)
  const reweighed = places.map((): Reweighed[] => [])
  let envSteps = 0
  for (let m = 0; m < count; m++) {
    let trajectory = recorded?.trajectories[m]
    if (trajectory === undefined) {
      const steps = recordTrajectories(actor, plan.environment, world, 1, actions)
      let step = steps.next()
      for (; !step.done; step = steps.next()) yield { done: m, total }
      trajectory = step.value.trajectories[0]!
    }
    envSteps += trajectory.rewards.length
    returnsM[m] = discountedReturn(trajectory.rewards, discount)
    for (const [i, one] of reweigh(trajectory).entries()) reweighed[i]!.push(one)
    yield { done: m + 1, total }
  }

  let truths: (Estimate | null)[] = places.map(() => null)
  if (sampling) {
    const episodes = plan.referenceEpisodes
    const steps = sampledTruths({ behaviour: from, target }, places, { ...plan, episodes })
    let step = steps.next()
    for (; !step.done; step = steps.next()) yield { done: count + step.value * episodes, total }
    truths = step.value
  }
  const solve = model === undefined ? undefined : exactAlongPath(model, from, target, discount)
  const edgesLog10 = histogramEdges(largestOf(reweighed.flat()))
  const points: AtDistance[] = []
  for (const [i, distance] of places.entries()) {
    const weighted = weigh(reweighed[i]!, returnsM, edgesLog10, z)
    const solved = solve?.(distance)
    if (solved === undefined) points.push({ ...weighted, distance, truth: truths[i]!, exact: null })
    else if (recorded === undefined) points.push({ ...weighted, ...known(solved), distance })
    else points.push({ ...weighted, distance, truth: exactly(solved.objective), exact: null })
    yield { done: total, total }
  }
  return {
    trajectories: count,
    envSteps,
    edgesLog10,
    truth: model !== undefined ? 'exact' : sampling ? 'sampled' : 'unknown',
    points,
  }
}

/** The estimates of n reweighted trajectories, with what their weights look like. */
export function weigh(
  reweighedM: readonly Reweighed[],
  returnsM: Float64Array,
  edgesLog10: readonly number[],
  z: number,
): Weighted {
  const logWeightsM = Float64Array.from(reweighedM, ({ logWeight }) => logWeight)
  const weightsM = logWeightsM.map(Math.exp)
  const meanOf = (key: keyof Reweighed) =>
    finite(
      meanEstimate(
        Float64Array.from(reweighedM, (one) => one[key]),
        z,
      ),
    )
  return {
    ordinary: finite(ordinaryEstimate(logWeightsM, returnsM, z)),
    selfNormalised: finite(selfNormalisedEstimate(logWeightsM, returnsM, z)),
    perDecision: meanOf('perDecision'),
    effectiveSampleSize: effectiveSampleSize(logWeightsM),
    largestWeight: finiteNumber(weightsM.reduce((most, weight) => Math.max(most, weight), 0)),
    largestShare: largestShare(logWeightsM),
    meanWeight: finiteNumber(weightsM.reduce((sum, weight) => sum + weight, 0) / weightsM.length),
    kl: meanOf('kl'),
    histogram: weightsHistogram(logWeightsM, edgesLog10),
  }
}

/** What the model says of a distance; the KL that was measured gives way to the exact one. */
function known(solved: ExactAtDistance): Pick<AtDistance, 'truth' | 'kl' | 'exact'> {
  return {
    truth: exactly(solved.objective),
    kl: finite(exactly(solved.kl)),
    exact: {
      effectiveSampleShare: solved.effectiveSampleShare,
      ordinaryVariance: finiteNumber(solved.ordinaryVariance),
      perDecisionVariance: finiteNumber(solved.perDecisionVariance),
    },
  }
}

const largestOf = (all: readonly Reweighed[]): number =>
  all.reduce((most, { logWeight }) => Math.max(most, logWeight), -Infinity)
const exactly = (value: number): Estimate => ({ value, low: value, high: value })
const finiteNumber = (value: number): number | null => (Number.isFinite(value) ? value : null)
const finite = (estimate: Estimate): Estimate | null =>
  [estimate.value, estimate.low, estimate.high].every(Number.isFinite) ? estimate : null
