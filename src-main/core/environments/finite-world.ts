import type { Generator } from '../random/generator.ts'
import type { EnvironmentShape, VectorEnvironment } from './environment.ts'
import type { FiniteMdp } from './finite-mdp.ts'
import { vectorEnvironment } from './vector-environment.ts'

function finiteWorldShape(model: FiniteMdp): EnvironmentShape {
  return {
    observation: { kind: 'index', states: model.states, columns: model.columns },
    action: { kind: 'discrete', actions: model.actions },
    horizon: model.horizon,
  }
}

/** N copies of a finite world, sampled from its table. State and observation are the state's index. */
export function finiteWorld(model: FiniteMdp, copies: number, rng: Generator): VectorEnvironment {
  const { actions, rowStart, probabilities, nextStates, rewards, rewardDeviationSA, terminalS, initialS } = model

  /** First states are drawn by their running sum; the last possible one takes what rounding leaves over. */
  function start(stateNX: Float64Array, at: number, generator: Generator): void {
    let left = generator.uniform()
    let drawn = 0
    for (let s = 0; s < initialS.length; s++) {
      if (initialS[s] === 0) continue
      drawn = s
      left -= initialS[s]!
      if (left < 0) break
    }
    stateNX[at] = drawn
  }

  function advance(
    stateNX: Float64Array,
    at: number,
    action: ArrayLike<number>,
    actionAt: number,
    rewardsN: Float64Array,
    copy: number,
    generator: Generator,
  ): boolean {
    const state = stateNX[at]!
    // Absorbing, reward zero: only a caller that steps on after the end comes here.
    if (terminalS[state] === 1) {
      rewardsN[copy] = 0
      return true
    }
    const row = state * actions + action[actionAt]!
    let outcome = rowStart[row]!
    const last = rowStart[row + 1]! - 1
    // A certain outcome takes no draw.
    if (outcome < last) {
      let left = generator.uniform() - probabilities[outcome]!
      while (left >= 0 && outcome < last) left -= probabilities[++outcome]!
      // What rounding leaves over must not land on an outcome that can't happen.
      while (probabilities[outcome] === 0) outcome--
    }
    const next = nextStates[outcome]!
    stateNX[at] = next
    rewardsN[copy] = rewardDeviationSA
      ? rewards[outcome]! + rewardDeviationSA[row]! * generator.normal()
      : rewards[outcome]!
    return terminalS[next] === 1
  }

  return vectorEnvironment(finiteWorldShape(model), { stateSize: 1, start, advance }, copies, rng)
}
