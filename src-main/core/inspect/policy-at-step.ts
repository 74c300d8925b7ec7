import type { ShownStep } from '../../../src-shared/domain/shown-step.ts'
import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { trajectoryKl } from '../exact/kl.ts'
import type { SolvedPolicy } from './solved-policy.ts'

/**
 * A policy at one time step h. Where all steps are summed up, V, Q, A and the critic are means over h weighted by d_h(s), and
 * not a number in states that the policy never acts in.
 */
export interface PolicyAtStep {
  /** S x A */
  piSA: Float64Array
  valuesS: Float64Array
  qSA: Float64Array
  advantagesSA: Float64Array
  /** Null without a critic, as is its error: the critic's V minus V_h under the discount that it is fitted at. */
  criticS: Float64Array | null
  criticErrorS: Float64Array | null
  /** d_h(s) */
  occupancyS: Float64Array
  /** d(s) = sum over h of d_h(s): the decisions of an episode in s. */
  visitsS: Float64Array
  /** 1 where the likeliest action has the largest Q. */
  greedyS: Float64Array
  objective: number
  discountedObjective: number | null
  /** Nats a decision: the policy's entropy averaged over d(s). */
  entropy: number
  /** KL(the policy before || this one) in nats; null where there is none before. */
  klToPrevious: { step: number; trajectory: number } | null
  /** Decisions of an episode. */
  stepsPerEpisode: number
}

export function policyAtStep(
  model: FiniteMdp,
  solved: SolvedPolicy,
  step: ShownStep,
  previous: SolvedPolicy | null,
): PolicyAtStep {
  const { states: S, actions: A } = model
  const { piSA, exact, criticTruthHS, criticValues } = solved
  const { occupancyHS, visitsS } = exact
  /** Row h of H x S x width numbers, or its mean over h. */
  const shown = (numbers: Float64Array, width: number): Float64Array =>
    step === 'summed'
      ? meanOverSteps(numbers, width, occupancyHS, visitsS)
      : numbers.slice(step * S * width, (step + 1) * S * width)
  const qSA = shown(exact.qValuesHSA, A)
  const criticS =
    criticValues === null ? null : criticValues.seesTime ? shown(criticValues.values, 1) : criticValues.values
  const truthS = criticTruthHS === null ? null : shown(criticTruthHS, 1)
  const stepsPerEpisode = sum(visitsS)
  return {
    piSA,
    valuesS: shown(exact.valuesHS, 1),
    qSA,
    advantagesSA: shown(exact.advantagesHSA, A),
    criticS,
    criticErrorS: criticS && truthS && criticS.map((value, s) => value - truthS[s]!),
    occupancyS: step === 'summed' ? visitsS : occupancyHS.slice(step * S, (step + 1) * S),
    visitsS,
    greedyS: greedy(piSA, qSA, S),
    objective: exact.objective,
    discountedObjective: solved.discountedObjective,
    entropy: sum(visitsS.map((d, s) => d * entropyOf(solved, s, A))) / stepsPerEpisode,
    klToPrevious: previous && klFrom(previous, solved),
    stepsPerEpisode,
  }
}

/** The mean over h of rows h of `width` numbers a state, weighted by d_h(s); not a number where d(s) is zero. */
function meanOverSteps(
  numbers: Float64Array,
  width: number,
  occupancyHS: Float64Array,
  visitsS: Float64Array,
): Float64Array {
  const S = visitsS.length
  const mean = new Float64Array(S * width)
  // Values have one row more than there are steps: nobody acts after the last.
  for (let hs = 0; hs < occupancyHS.length; hs++) {
    const d = occupancyHS[hs]!
    if (d === 0) continue
    const s = hs % S
    for (let k = 0; k < width; k++) mean[s * width + k]! += d * numbers[hs * width + k]!
  }
  return mean.map((weighted, i) => weighted / visitsS[Math.floor(i / width)]!)
}

/** Rounding must not call an action worse: relative to the state's largest Q. */
const sameQ = 1e-9

function greedy(piSA: Float64Array, qSA: Float64Array, S: number): Float64Array {
  const A = piSA.length / S
  return Float64Array.from({ length: S }, (_, s) => {
    const pi = piSA.subarray(s * A, (s + 1) * A)
    const q = qSA.subarray(s * A, (s + 1) * A)
    const best = Math.max(...q)
    const likeliest = pi.indexOf(Math.max(...pi))
    return q[likeliest]! >= best - sameQ * Math.max(1, Math.abs(best)) ? 1 : 0
  })
}

function entropyOf({ piSA, logPiSA }: SolvedPolicy, state: number, A: number): number {
  let entropy = 0
  for (let i = state * A; i < (state + 1) * A; i++) if (piSA[i]! > 0) entropy -= piSA[i]! * logPiSA[i]!
  return entropy
}

function klFrom(previous: SolvedPolicy, solved: SolvedPolicy): { step: number; trajectory: number } {
  const { visitsS } = previous.exact
  const trajectory = trajectoryKl(visitsS, previous.logPiSA, solved.logPiSA)
  return { step: trajectory / sum(visitsS), trajectory }
}

const sum = (numbers: Float64Array): number => numbers.reduce((total, number) => total + number, 0)
