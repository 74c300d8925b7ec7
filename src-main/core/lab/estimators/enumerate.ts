import { differentiateRows, surrogateAlone } from '../../algorithms/objective.ts'
import type { Parts } from '../../algorithms/parts.ts'
import { scoreTimesPsi } from '../../algorithms/surrogates.ts'
import type { FiniteMdp } from '../../environments/finite-mdp.ts'
import { continues, growBatch, terminated } from '../../rollout/batch.ts'
import type { EstimatorAtWork } from './measured-estimator.ts'

/** A world with more different trajectories is measured only. */
export const mostEnumerated = 100_000

/** How many different trajectories a world has; null where they are more than that, or rewards have noise of their own. */
export function trajectoryCount(model: FiniteMdp): number | null {
  const { states: S, actions: A, horizon: H, rowStart, probabilities, nextStates, terminalS, initialS } = model
  if (model.rewardDeviationSA?.some((deviation) => deviation > 0)) return null
  // Nothing is decided where an episode starts at its end.
  if (initialS.some((probability, s) => probability > 0 && terminalS[s] === 1)) return null
  let countS = Array.from({ length: S }, (_, s): number => (initialS[s]! > 0 ? 1 : 0))
  let ended = 0
  for (let h = 0; h < H; h++) {
    const nextS = Array.from({ length: S }, () => 0)
    for (let s = 0; s < S; s++) {
      if (countS[s] === 0) continue
      for (let a = 0; a < A; a++) {
        for (let i = rowStart[s * A + a]!; i < rowStart[s * A + a + 1]!; i++) {
          if (probabilities[i] === 0) continue
          const next = nextStates[i]!
          if (terminalS[next] === 1 || h + 1 === H) ended += countS[s]!
          else nextS[next]! += countS[s]!
        }
      }
    }
    countS = nextS
    if (ended + countS.reduce((sum, count) => sum + count, 0) > mostEnumerated) return null
  }
  return ended
}

/** Mean and variance of one trajectory's estimate, over all that the world has. */
export interface EnumeratedEstimate {
  /** P numbers. */
  meanP: Float64Array
  /** Summed over all parameters. */
  variance: number
}

/** Rows of a batch, about: so many trajectories are gone through at once. */
const rowsAtOnce = 16_384

/**
 * Goes through every trajectory of a small world: each estimator's Psi and gradient of each as the trainers work them out,
 * weighted by how likely it is. The policy is the one whose probabilities are given.
 */
export function* enumerateEstimates(
  parts: Parts,
  model: FiniteMdp,
  piSA: ArrayLike<number>,
  estimators: readonly EstimatorAtWork[],
): Generator<void, EnumeratedEstimate[]> {
  const { batch, workspace, policy } = parts
  const P = policy.theta.length
  const sums = estimators.map(() => ({ meanP: new Float64Array(P), square: 0 }))
  const objective = surrogateAlone(scoreTimesPsi(), 1)
  const writer = trajectoryWriter(parts, piSA)
  let weights: number[] = []

  function* evaluate(): Generator<void, void> {
    for (const [e, estimator] of estimators.entries()) {
      const { meanP } = sums[e]!
      yield* estimator.fillPsi()
      for (let m = 0, from = 0; m < weights.length; m++) {
        let to = from
        while (batch.endsB[to] === continues) to++
        differentiateRows(workspace, { batch, rowsB: batch.orderB, from, to: to + 1 }, objective)
        const weight = weights[m]!
        let square = 0
        for (let p = 0; p < P; p++) {
          const g = workspace.gradientP[p]!
          meanP[p]! += weight * g
          square += g * g
        }
        sums[e]!.square += weight * square
        from = to + 1
        if (m % 256 === 0) yield
      }
    }
    weights = []
    writer.clear()
  }

  for (const { steps, probability } of trajectoriesOf(model, piSA)) {
    writer.write(steps)
    weights.push(probability)
    if (batch.rows >= rowsAtOnce) yield* evaluate()
  }
  if (weights.length > 0) yield* evaluate()
  return sums.map(({ meanP, square }) => ({
    meanP,
    variance: square - meanP.reduce((sum, mean) => sum + mean * mean, 0),
  }))
}

interface Step {
  state: number
  action: number
  reward: number
}

/** Depth first; what it yields is valid until the next. */
function* trajectoriesOf(
  model: FiniteMdp,
  piSA: ArrayLike<number>,
): Generator<{ steps: readonly Step[]; probability: number }, void> {
  const { states: S, actions: A, horizon: H, rowStart, terminalS } = model
  const steps: Step[] = []
  function* from(state: number, probability: number): Generator<{ steps: readonly Step[]; probability: number }, void> {
    for (let action = 0; action < A; action++) {
      for (let i = rowStart[state * A + action]!; i < rowStart[state * A + action + 1]!; i++) {
        if (model.probabilities[i] === 0) continue
        const here = probability * piSA[state * A + action]! * model.probabilities[i]!
        const next = model.nextStates[i]!
        steps.push({ state, action, reward: model.rewards[i]! })
        if (terminalS[next] === 1 || steps.length === H) yield { steps, probability: here }
        else yield* from(next, here)
        steps.pop()
      }
    }
  }
  for (let s = 0; s < S; s++) if (model.initialS[s]! > 0) yield* from(s, model.initialS[s]!)
}

/** Writes trajectories into the batch, as if they had been collected. */
function trajectoryWriter({ batch, collector, policy }: Parts, piSA: ArrayLike<number>) {
  const { layout, criticEncoding } = collector
  const A = layout.outputWidth
  const shownND = new Float64Array(1)
  const clear = () => {
    batch.rows = 0
    batch.finals = 0
    batch.trajectories = 0
  }
  clear()
  const actions = piSA.length / (collector.world.shape.observation as { states: number }).states
  return {
    clear,
    write(steps: readonly Step[]) {
      if (batch.rows + steps.length > batch.capacity) growBatch(batch, layout, 2 * batch.capacity + steps.length)
      for (const [h, { state, action, reward }] of steps.entries()) {
        const row = batch.rows++
        shownND[0] = state
        policy.encoding.write(shownND, 0, h, batch.policyInputs, row)
        if (criticEncoding !== undefined && !layout.sharedInputs)
          criticEncoding.write(shownND, 0, h, batch.criticInputs!, row)
        for (let k = 0; k < A; k++) batch.outputs[row * A + k] = 0
        batch.actions[row] = action
        batch.logProbsB[row] = Math.log(piSA[state * actions + action]!)
        batch.rewardsB[row] = reward
        batch.stepsB[row] = h
        batch.statesB![row] = state
        batch.endsB[row] = h + 1 === steps.length ? terminated : continues
        batch.finalOfB[row] = -1
        batch.orderB[row] = row
      }
      batch.trajectories++
    },
  }
}
