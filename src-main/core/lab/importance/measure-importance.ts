import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { ImportancePoint, ImportanceResult } from '../../../../src-shared/domain/lab-results/importance.ts'
import type { StoredTrajectories } from '../../../../src-shared/domain/stored-trajectories.ts'
import { recordTrajectories } from '../../algorithms/record.ts'
import type { VectorEnvironment } from '../../environments/environment.ts'
import type { FiniteMdp } from '../../environments/finite-mdp.ts'
import type { Policy } from '../../policies/policy.ts'
import { Generator as RandomGenerator } from '../../random/generator.ts'
import { createActor } from '../../rollout/actor.ts'
import type { LabSteps } from '../lab-steps.ts'
import {
  effectiveSampleSize,
  largestShare,
  meanEstimate,
  ordinaryEstimate,
  selfNormalisedEstimate,
} from './estimates.ts'
import type { Estimate } from './estimates.ts'
import { discountedReturn, pathReweigher, recordedReweigher } from './reweigh.ts'
import { exactAlongPath, sampledPlaces, sampledTruths } from './truth.ts'
import type { ExactAtDistance } from './truth.ts'
import { histogramEdges, weightsHistogram } from './weights-histogram.ts'

/** 0, 0.02, ..., 1: the slider's places. */
const distances: readonly number[] = Array.from({ length: 51 }, (_, i) => i / 50)

/** 95 %, on both sides. */
const z = 1.959963984540054

export interface ImportancePlan {
  environment: EnvironmentSpec
  makeWorld: (copies: number, rng: RandomGenerator) => VectorEnvironment
  /** Where it is known, the truth is exact. */
  model: FiniteMdp | undefined
  /** Whose trajectories are weighted: a policy that draws them here, or recorded ones. */
  behaviour: Policy | StoredTrajectories
  target: Policy
  /** How many are drawn; recorded ones are all taken. */
  trajectories: number
  discount: number
  /** Episodes for each sampled J; 0 where none is wanted. */
  referenceEpisodes: number
  seed: number
}

/** What the weights alone tell, whatever is known of the truth. */
type Weighted = Omit<ImportancePoint, 'distance' | 'truth' | 'exact'>

/**
 * Importance sampling over the distance between two policies: the same trajectories, reweighted. Of recorded
 * trajectories there is one point, the target itself: towards a policy of which only some probabilities are known there
 * is no path.
 */
export function* measureImportance(plan: ImportancePlan): LabSteps<ImportanceResult> {
  const { behaviour, target, discount, model } = plan
  const recorded = 'trajectories' in behaviour ? behaviour : undefined
  const from = 'trajectories' in behaviour ? target : behaviour
  const places = recorded === undefined ? distances : [1]
  const count = recorded?.trajectories.length ?? plan.trajectories
  const sampling = model === undefined && plan.referenceEpisodes > 0
  const total = count + (sampling ? sampledPlaces(places).length * plan.referenceEpisodes : 0)

  const solve = model === undefined ? undefined : exactAlongPath(model, from, target, discount)
  const solved: ExactAtDistance[] = []
  for (const place of solve === undefined ? [] : places) {
    solved.push(solve!(place))
    yield
  }

  const reweigh =
    recorded === undefined ? pathReweigher(from, target, places, discount) : recordedReweigher(target, discount)
  const world = plan.makeWorld(1, new RandomGenerator(plan.seed, 'world'))
  const actions = new RandomGenerator(plan.seed, 'actions')
  const actor = createActor(from, 1)
  const returnsM = new Float64Array(count)
  const reweighed = places.map(() => emptyColumns(count))
  let drawn = 0
  let truths: (Estimate | null)[] = places.map(() => null)
  let envSteps = 0

  const result = (): ImportanceResult => {
    const edgesLog10 = histogramEdges(
      reweighed.reduce((most, { logWeightsM }) => largestOf(logWeightsM.subarray(0, drawn), most), -Infinity),
    )
    return {
      lab: 'importance',
      trajectories: drawn,
      envSteps,
      recorded: recorded !== undefined,
      discount,
      edgesLog10,
      truth: sampling
        ? { kind: 'sampled', episodes: plan.referenceEpisodes }
        : { kind: model === undefined ? 'unknown' : 'exact' },
      points: places.map((distance, i) => {
        const unsolved = {
          ...weigh(reweighed[i]!, returnsM.subarray(0, drawn), edgesLog10),
          distance,
          truth: truths[i]!,
          exact: null,
        }
        if (solve === undefined) return unsolved
        return recorded === undefined
          ? { ...unsolved, ...known(solved[i]!) }
          : { ...unsolved, truth: exactly(solved[i]!.objective) }
      }),
    }
  }

  let shown: ImportanceResult | null = null
  /** Anew once there is half as much again: to weigh many trajectories takes longer than to draw one more. */
  const partial = (): ImportanceResult | null => {
    // Two at least: one has no interval.
    if (drawn > 1 && drawn >= 1.5 * (shown?.trajectories ?? 0)) shown = result()
    return shown
  }

  for (let m = 0; m < count; m++) {
    const trajectory =
      recorded?.trajectories[m] ??
      (yield* recordTrajectories(actor, plan.environment, world, 1, actions)).trajectories[0]!
    envSteps += trajectory.rewards.length
    returnsM[m] = discountedReturn(trajectory.rewards, discount)
    for (const [i, { logWeight, perDecision, kl }] of reweigh(trajectory).entries()) {
      const { logWeightsM, perDecisionM, klM } = reweighed[i]!
      logWeightsM[m] = logWeight
      perDecisionM[m] = perDecision
      klM[m] = kl
    }
    drawn++
    yield { fraction: drawn / total, words: `${drawn} of ${count} trajectories`, partial }
  }
  if (sampling) {
    const episodes = plan.referenceEpisodes
    const steps = sampledTruths({ behaviour: from, target }, places, { ...plan, episodes, z })
    let step = steps.next()
    for (; !step.done; step = steps.next())
      yield {
        fraction: (count + step.value * episodes) / total,
        words: `J sampled at ${step.value} of ${sampledPlaces(places).length} distances`,
        partial,
      }
    truths = step.value
  }
  return result()
}

/** What the trajectories tell at one distance, one number each. */
interface Columns {
  logWeightsM: Float64Array
  perDecisionM: Float64Array
  klM: Float64Array
}

const emptyColumns = (count: number): Columns => ({
  logWeightsM: new Float64Array(count),
  perDecisionM: new Float64Array(count),
  klM: new Float64Array(count),
})

/** The estimates of n reweighted trajectories, with what their weights look like. */
function weigh(columns: Columns, returnsM: Float64Array, edgesLog10: readonly number[]): Weighted {
  const n = returnsM.length
  const logWeightsM = columns.logWeightsM.subarray(0, n)
  const weightsM = logWeightsM.map(Math.exp)
  const meanOf = (valuesM: Float64Array) => finite(meanEstimate(valuesM.subarray(0, n), z))
  return {
    ordinary: finite(ordinaryEstimate(logWeightsM, returnsM, z)),
    selfNormalised: finite(selfNormalisedEstimate(logWeightsM, returnsM, z)),
    perDecision: meanOf(columns.perDecisionM),
    effectiveSampleSize: effectiveSampleSize(logWeightsM),
    largestWeight: finiteNumber(weightsM.reduce((most, weight) => Math.max(most, weight), 0)),
    largestShare: largestShare(logWeightsM),
    meanWeight: finiteNumber(weightsM.reduce((sum, weight) => sum + weight, 0) / weightsM.length),
    kl: meanOf(columns.klM),
    histogram: weightsHistogram(logWeightsM, edgesLog10),
  }
}

/** What the model says of a distance; the KL that was measured gives way to the exact one. */
function known(solved: ExactAtDistance): Pick<ImportancePoint, 'truth' | 'kl' | 'exact'> {
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

const largestOf = (values: Float64Array, atLeast: number): number =>
  values.reduce((most, value) => Math.max(most, value), atLeast)
const exactly = (value: number): Estimate => ({ value, low: value, high: value })
const finiteNumber = (value: number): number | null => (Number.isFinite(value) ? value : null)
const finite = (estimate: Estimate): Estimate | null =>
  [estimate.value, estimate.low, estimate.high].every(Number.isFinite) ? estimate : null
