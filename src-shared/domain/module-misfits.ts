import type { EnvironmentTraits } from '../catalogue/environments/index.ts'
import { combinationProblems } from './combinations.ts'
import { pointsOf } from './points.ts'
import type { ExperimentSpec } from './spec.ts'
import type { WorldFacts } from './user-module.ts'

/**
 * What of an experiment doesn't go with its own module's world, now that a check has told what that is like: a sentence
 * each. The trainer would refuse the runs with the same reasons.
 */
export function moduleMisfits(spec: ExperimentSpec, facts: WorldFacts): string[] {
  const world = traitsOf(facts)
  const misfits = pointsOf(spec).flatMap(({ variant, environment }) => {
    const before = combinationProblems(environment, variant).map(({ reason }) => reason)
    return combinationProblems(environment, variant, undefined, world)
      .filter(({ path, reason }) => dependsOnFacts(path.join('.')) && !before.includes(reason))
      .map(({ reason }) => `“${variant.name}” doesn’t fit it: ${reason}.`)
  })
  if (spec.evaluation !== null && world.episodeSteps === undefined)
    misfits.push('Evaluation needs episodes with an end: give the module a horizon or a time limit, or evaluate never.')
  return misfits
}

function traitsOf({ observation, action, horizon, timeLimit }: WorldFacts): EnvironmentTraits {
  return {
    known: true,
    finite: observation.kind === 'index',
    ...(observation.kind === 'index'
      ? { states: observation.states, dimensions: 1 }
      : { dimensions: observation.size }),
    continuous: action.kind === 'continuous',
    ...(action.kind === 'discrete' ? { actions: action.actions } : { actionSize: action.size }),
    episodeSteps: horizon ?? timeLimit ?? undefined,
    horizon: horizon ?? undefined,
    discount: 1,
  }
}

/** Its model stays unknown, whatever it shows of itself: what asks for one is refused without a check. */
const dependsOnFacts = (path: string): boolean => /^(policy|critic|normalisation|collection\.trajectories)\b/.test(path)
