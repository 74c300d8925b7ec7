import type { FiniteMdp } from '../environments/finite-mdp.ts'

/** What one trajectory of the behaviour policy tells of J of the target policy, exactly. */
export interface ImportanceMoments {
  /** J of the target policy: what ordinary and per-decision weights estimate without bias. */
  objective: number
  /** 1 / E[w^2]: of n trajectories, so many n count. */
  effectiveSampleShare: number
  /** Of w(tau) R(tau). */
  ordinaryVariance: number
  /** Of the sum over h of gamma^h w_{0:h} r_h. */
  perDecisionVariance: number
}

/**
 * The variances of importance sampling (box "Importance sampling"), without a list of trajectories. Takes
 * log-probabilities [S][A].
 */
export function importanceMoments(
  model: FiniteMdp,
  behaviourLogPiSA: ArrayLike<number>,
  targetLogPiSA: ArrayLike<number>,
  discount = model.discount,
): ImportanceMoments {
  const { weighted, perDecision } = weightedMoments(model, behaviourLogPiSA, targetLogPiSA, discount, 2)
  const objective = weighted[1]![1]!
  return {
    objective,
    effectiveSampleShare: 1 / weighted[2]![0]!,
    ordinaryVariance: weighted[2]![2]! - objective * objective,
    perDecisionVariance: perDecision[2]! - objective * objective,
  }
}

export interface WeightedMoments {
  /** weighted[p][q] = E[w^p R^q] for q <= p, w the whole trajectory's ratio and R its return. */
  weighted: number[][]
  /** perDecision[p] = E[D^p], D the sum over h of gamma^h w_{0:h} r_h. */
  perDecision: number[]
}

/**
 * Moments of weighted returns under the behaviour policy, up to the power `highest` (4 at most). From a state on they
 * follow backwards from the next step's: w gains the factor pi_target / pi, R_h = r_h + gamma R_{h+1}, and D_h = (pi_target
 * / pi) (r_h + gamma D_{h+1}).
 */
export function weightedMoments(
  model: FiniteMdp,
  behaviourLogPiSA: ArrayLike<number>,
  targetLogPiSA: ArrayLike<number>,
  discount: number,
  highest: 2 | 4,
): WeightedMoments {
  const { states: S, actions: A, horizon: H, initialS, terminalS, rewardDeviationSA } = model
  const { rowStart, probabilities, nextStates, rewards } = model
  // Of each state: w^1 R^0, w^1 R^1, w^2 R^0, ... , and the powers of D from D^0 on.
  const startOfPower = [0, 0, 2, 5, 9]
  const startOfDecision = startOfPower[highest]! + highest + 1
  const width = startOfDecision + highest + 1
  let nextSX = new Float64Array(width * S)
  let nowSX = new Float64Array(width * S)
  const rewardPowers = new Float64Array(highest + 1)
  // pi (pi_target / pi)^p
  const factorsX = Float64Array.from({ length: S * A * (highest + 1) }, (_, i) => {
    const row = Math.floor(i / (highest + 1))
    const power = i % (highest + 1)
    return Math.exp(behaviourLogPiSA[row]! + power * (targetLogPiSA[row]! - behaviourLogPiSA[row]!))
  })

  /** After the last step, and in terminal states, nothing is weighted and nothing comes. */
  const end = (valuesSX: Float64Array, s: number): void => {
    for (let p = 1; p <= highest; p++) valuesSX[s * width + startOfPower[p]!] = 1
    valuesSX[s * width + startOfDecision] = 1
  }
  for (let s = 0; s < S; s++) end(nextSX, s)
  for (let h = H - 1; h >= 0; h--) {
    nowSX.fill(0)
    for (let s = 0; s < S; s++) {
      if (terminalS[s] === 1) {
        end(nowSX, s)
        continue
      }
      nowSX[s * width + startOfDecision] = 1
      for (let a = 0; a < A; a++) {
        const row = s * A + a
        if (targetLogPiSA[row] === -Infinity) continue
        for (let i = rowStart[row]!; i < rowStart[row + 1]!; i++) {
          const at = nextStates[i]! * width
          powersOf(rewards[i]!, rewardDeviationSA?.[row] ?? 0, rewardPowers)
          for (let p = 1; p <= highest; p++) {
            const flow = factorsX[row * (highest + 1) + p]! * probabilities[i]!
            for (let q = 0; q <= p; q++)
              nowSX[s * width + startOfPower[p]! + q]! +=
                flow * powerOfSum(rewardPowers, discount, nextSX, at + startOfPower[p]!, q)
            nowSX[s * width + startOfDecision + p]! +=
              flow * powerOfSum(rewardPowers, discount, nextSX, at + startOfDecision, p)
          }
        }
      }
    }
    ;[nowSX, nextSX] = [nextSX, nowSX]
  }
  const overFirstStates = (moment: number): number => {
    let sum = 0
    for (let s = 0; s < S; s++) sum += initialS[s]! * nextSX[s * width + moment]!
    return sum
  }
  return {
    weighted: Array.from({ length: highest + 1 }, (_, p) =>
      p === 0 ? [1] : Array.from({ length: p + 1 }, (__, q) => overFirstStates(startOfPower[p]! + q)),
    ),
    perDecision: Array.from({ length: highest + 1 }, (_, p) => overFirstStates(startOfDecision + p)),
  }
}

/** E[r^q] for q = 0, 1, ...: of a normal reward. */
function powersOf(mean: number, deviation: number, out: Float64Array): void {
  out[0] = 1
  out[1] = mean
  for (let q = 2; q < out.length; q++) out[q] = mean * out[q - 1]! + (q - 1) * deviation * deviation * out[q - 2]!
}

/** E[(r + gamma X)^q], where E[r^i] stand in `rewardPowers` and E[X^i], each with the same weight, from `at` on. */
function powerOfSum(
  rewardPowers: Float64Array,
  discount: number,
  momentsX: Float64Array,
  at: number,
  q: number,
): number {
  let sum = 0
  let coefficient = 1
  let scale = 1
  for (let i = 0; i <= q; i++) {
    sum += coefficient * rewardPowers[q - i]! * scale * momentsX[at + i]!
    coefficient = (coefficient * (q - i)) / (i + 1)
    scale *= discount
  }
  return sum
}
