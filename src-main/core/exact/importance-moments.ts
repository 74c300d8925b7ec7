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
 * The variances of importance sampling (box "Importance sampling"), without a list of trajectories: from state s at step
 * h on, E[w^2], E[w^2 R], E[w^2 R^2] and the moments of the per-decision sum follow backwards from the next step's, since
 * pi w^2 = pi_target^2 / pi per action and R_h = r_h + gamma R_{h+1}. Takes log-probabilities [S][A].
 */
export function importanceMoments(
  model: FiniteMdp,
  behaviourLogPiSA: ArrayLike<number>,
  targetLogPiSA: ArrayLike<number>,
  discount = model.discount,
): ImportanceMoments {
  const { states: S, actions: A, horizon: H, initialS, terminalS, rewardDeviationSA } = model
  const { rowStart, probabilities, nextStates, rewards } = model
  // One row of five numbers a state: E[R], E[w^2], E[w^2 R], E[w^2 R^2], and E of the per-decision sum's square.
  let nextSX = new Float64Array(5 * S)
  let nowSX = new Float64Array(5 * S)
  // After the last step, and in terminal states, nothing is weighted and nothing comes.
  for (let s = 0; s < S; s++) nextSX[5 * s + 1] = 1
  for (let h = H - 1; h >= 0; h--) {
    nowSX.fill(0)
    for (let s = 0; s < S; s++) {
      if (terminalS[s] === 1) {
        nowSX[5 * s + 1] = 1
        continue
      }
      for (let a = 0; a < A; a++) {
        const row = s * A + a
        const probability = Math.exp(targetLogPiSA[row]!)
        if (probability === 0) continue
        const square = Math.exp(2 * targetLogPiSA[row]! - behaviourLogPiSA[row]!)
        const noise = rewardDeviationSA === undefined ? 0 : rewardDeviationSA[row]! * rewardDeviationSA[row]!
        for (let i = rowStart[row]!; i < rowStart[row + 1]!; i++) {
          const at = 5 * nextStates[i]!
          const reward = rewards[i]!
          const rewardSquared = reward * reward + noise
          const toGo = nextSX[at]!
          const weight = nextSX[at + 1]!
          const weighted = discount * nextSX[at + 2]!
          const weightedSquare = discount * discount * nextSX[at + 3]!
          const decisionSquare = discount * discount * nextSX[at + 4]!
          const flow = square * probabilities[i]!
          nowSX[5 * s]! += probability * probabilities[i]! * (reward + discount * toGo)
          nowSX[5 * s + 1]! += flow * weight
          nowSX[5 * s + 2]! += flow * (reward * weight + weighted)
          nowSX[5 * s + 3]! += flow * (rewardSquared * weight + 2 * reward * weighted + weightedSquare)
          nowSX[5 * s + 4]! += flow * (rewardSquared + 2 * reward * discount * toGo + decisionSquare)
        }
      }
    }
    ;[nowSX, nextSX] = [nextSX, nowSX]
  }
  const overFirstStates = (moment: number): number => {
    let sum = 0
    for (let s = 0; s < S; s++) sum += initialS[s]! * nextSX[5 * s + moment]!
    return sum
  }
  const objective = overFirstStates(0)
  return {
    objective,
    effectiveSampleShare: 1 / overFirstStates(1),
    ordinaryVariance: overFirstStates(3) - objective * objective,
    perDecisionVariance: overFirstStates(4) - objective * objective,
  }
}
