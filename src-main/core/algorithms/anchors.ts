import { actionWidth } from '../environments/environment.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { exactObjective } from '../exact/policy-values.ts'
import { optimum } from '../exact/optimum.ts'
import { Generator as RandomGenerator } from '../random/generator.ts'
import { evaluateEpisodes } from './evaluate.ts'

/** What scores of a world are normalised between: undiscounted returns. */
export interface WorldAnchors {
  /** Of random actions. `episodes`: the mean of so many; null: exact. */
  zero: { value: number; episodes: number | null }
  /** Of the best policy; null where it can't be solved. */
  one: number | null
}

/** Of a finite world, exactly: the policy that takes each action alike, and the best one. */
export function exactAnchors(model: FiniteMdp): WorldAnchors {
  const uniformSA = new Float64Array(model.states * model.actions).fill(1 / model.actions)
  return { zero: { value: exactObjective(model, uniformSA, 1), episodes: null }, one: optimum(model, 1).objective }
}

/** Copies that episodes of random actions run in. */
const anchorCopies = 16

/**
 * Of any other world, measured: each action alike, or numbers uniform within the action's limits (within -1 and 1 on a
 * side without limit).
 */
export function* measuredAnchors(
  worldOf: (copies: number, rng: RandomGenerator) => VectorEnvironment,
  episodes: number,
): Generator<void, WorldAnchors> {
  const rng = new RandomGenerator(0, 'random actions')
  const world = worldOf(Math.min(anchorCopies, episodes), rng.split())
  const { action } = world.shape
  const K = actionWidth(world.shape)
  const actionsNK = new Float64Array(world.copies * K)
  const choose = (busy: readonly number[]): Float64Array => {
    for (let i = 0; i < busy.length * K; i++) {
      if (action.kind === 'discrete') actionsNK[i] = rng.below(action.actions)
      else {
        const low = within(action.low[i % K]!, -1)
        const high = within(action.high[i % K]!, 1)
        actionsNK[i] = low + (high - low) * rng.uniform()
      }
    }
    return actionsNK
  }
  const { evaluationReturn } = yield* evaluateEpisodes(world, episodes, choose)
  return { zero: { value: evaluationReturn, episodes }, one: null }
}

const within = (limit: number, otherwise: number) => (Number.isFinite(limit) ? limit : otherwise)
