import { observationWidth } from '../environments/environment.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import { Generator as RandomGenerator } from '../random/generator.ts'
import { act, actMode } from '../rollout/actor.ts'
import { shownOutputs } from './policy-outputs.ts'
import type { ShownOutputs, Viewer } from './policy-outputs.ts'

export type EpisodeEnd = 'terminated' | 'truncated' | 'cut'

/** An episode as it went; where there is no end in sight it is cut. */
export const mostReplayedSteps = 10_000

interface EpisodeRun {
  /** N + 1 rows: also what was shown after the last step. */
  states: number[][]
  observations: number[][]
  /** As the policy draws them, N x K unsquashed. */
  drawn: number[]
  /** As the environment takes them. */
  actions: number[]
  rewards: number[]
  end: EpisodeEnd
}

/**
 * One episode of the policy as it is now. `seed` decides its start, its noise and its actions, as an evaluation's generator
 * does: the world's copy draws from a generator that is split off, actions from what is left.
 */
function runEpisode(
  { actor }: Viewer,
  makeWorld: (copies: number, rng: RandomGenerator) => VectorEnvironment,
  seed: number,
  actionsAre: 'sampled' | 'mode',
  keep: boolean,
): EpisodeRun & { steps: number; return: number } {
  const rng = new RandomGenerator(seed, 'episode')
  const world = makeWorld(1, rng.split())
  const { policy } = actor
  const K = policy.distribution.actionSize
  const drawn = new Float64Array(K)
  const logProbs = new Float64Array(1)
  const run = {
    states: [] as number[][],
    observations: [] as number[][],
    drawn: [] as number[],
    actions: [] as number[],
  }
  const rewards: number[] = []
  let [steps, sum] = [0, 0]
  const note = () => {
    if (!keep) return
    run.states.push(world.getState(0))
    run.observations.push([...world.observationsND])
  }
  world.resetCopy(0)
  note()
  for (;;) {
    policy.encoding.write(world.observationsND, 0, world.stepsN[0]!, actor.inputsND, 0)
    if (actionsAre === 'mode') actMode(actor, 1, drawn, 0)
    else act(actor, 1, rng, drawn, logProbs, 0)
    world.stepCopy(0, actor.environmentActionsNK)
    steps++
    sum += world.rewardsN[0]!
    if (keep) {
      run.drawn.push(...drawn)
      run.actions.push(...actor.environmentActionsNK)
      rewards.push(world.rewardsN[0]!)
    }
    note()
    const end: EpisodeEnd | null =
      world.terminatedN[0] === 1
        ? 'terminated'
        : world.truncatedN[0] === 1
          ? 'truncated'
          : steps >= mostReplayedSteps
            ? 'cut'
            : null
    if (end !== null) return { ...run, rewards, end, steps, return: sum }
  }
}

/** What Inspect replays. N steps; rows of states and observations are N + 1. */
export interface ReplayedEpisode extends ShownOutputs {
  states: number
  statesNX: Float64Array
  observations: number
  observationsND: Float64Array
  actionsNK: Float64Array
  /** Unsquashed, for what is asked of these actions further. */
  drawnNK: Float64Array
  outputsNK: Float64Array
  rewardsN: Float64Array
  /** r_h + gamma V(s_{h+1}) - V(s_h), with V = 0 once the task has ended; null without a critic. */
  tdErrorsN: Float64Array | null
  /** The discounted reward that came from each step on, within the episode. */
  rewardToGoN: Float64Array
  return: number
  end: EpisodeEnd
}

/** Of the policy as it is now in the viewer's parts. */
export function replayEpisode(
  viewer: Viewer,
  makeWorld: (copies: number, rng: RandomGenerator) => VectorEnvironment,
  seed: number,
  actionsAre: 'sampled' | 'mode',
): ReplayedEpisode {
  const { parts } = viewer
  const { discount } = parts.plan.variant.estimator
  const run = runEpisode(viewer, makeWorld, seed, actionsAre, true)
  const N = run.steps
  const observationsND = Float64Array.from(run.observations.flat())
  const stepsN = Float64Array.from({ length: N + 1 }, (_, n) => n)
  const shown = shownOutputs(viewer, observationsND, stepsN)
  const rewardsN = Float64Array.from(run.rewards)
  const rewardToGoN = new Float64Array(N)
  for (let n = N - 1; n >= 0; n--) rewardToGoN[n] = rewardsN[n]! + discount * (rewardToGoN[n + 1] ?? 0)
  const { valuesN } = shown
  return {
    ...shown,
    states: run.states[0]!.length,
    statesNX: Float64Array.from(run.states.flat()),
    observations: observationWidth(parts.collector.world.shape),
    observationsND,
    actionsNK: Float64Array.from(run.actions),
    drawnNK: Float64Array.from(run.drawn),
    rewardsN,
    tdErrorsN:
      valuesN &&
      rewardsN.map((reward, n) => {
        const over = n === N - 1 && run.end === 'terminated'
        return reward + (over ? 0 : discount * valuesN[n + 1]!) - valuesN[n]!
      }),
    rewardToGoN,
    return: run.return,
    end: run.end,
  }
}

/** Many episodes, each of a seed of its own from `firstSeed` on, so that any of them can be replayed. */
export function measureEpisodes(
  viewer: Viewer,
  makeWorld: (copies: number, rng: RandomGenerator) => VectorEnvironment,
  firstSeed: number,
  count: number,
  actionsAre: 'sampled' | 'mode',
): { returnsE: Float64Array; lengthsE: Float64Array; terminatedE: Float64Array } {
  const episodes = Array.from({ length: count }, (_, e) =>
    runEpisode(viewer, makeWorld, firstSeed + e, actionsAre, false),
  )
  return {
    returnsE: Float64Array.from(episodes, (episode) => episode.return),
    lengthsE: Float64Array.from(episodes, ({ steps }) => steps),
    terminatedE: Float64Array.from(episodes, ({ end }) => (end === 'terminated' ? 1 : 0)),
  }
}
