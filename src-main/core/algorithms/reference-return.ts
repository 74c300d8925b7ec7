import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { finiteModel, makeEnvironment } from '../environments/registry.ts'
import { riccatiAction, solveRiccati } from '../environments/riccati.ts'
import { optimum } from '../exact/optimum.ts'
import { finish } from '../finish.ts'
import type { Generator } from '../random/generator.ts'
import { evaluateEpisodes, evaluationWorld } from './evaluate.ts'

/** Which evaluation of which run the reference is to stand beside. */
export interface ReferencePlan {
  environment: EnvironmentSpec
  seed: number
  /** The evaluation after this many updates. */
  updates: number
  episodes: number
}

/**
 * What the best controller earns where it is known: in a finite world J by backward induction, in a linear quadratic
 * regulator the Riccati controller's mean return over the very starts and noise of a run's evaluation. Undefined
 * elsewhere.
 */
export function referenceReturn({ environment, seed, updates, episodes }: ReferencePlan): number | undefined {
  const model = finiteModel(environment)
  if (model !== undefined) return optimum(model).objective
  if (environment.id !== 'lqr') return undefined
  const solution = solveRiccati(environment)
  const worldOf = (copies: number, rng: Generator) => makeEnvironment(environment, copies, rng)
  const { world } = evaluationWorld(worldOf, seed, { updates }, episodes)
  const X = environment.dynamics.length
  const U = environment.actionCost.length
  const actionsNU = new Float64Array(world.copies * U)
  const choose = (busy: readonly number[]): Float64Array => {
    for (let i = 0; i < busy.length; i++)
      riccatiAction(solution, world.stepsN[busy[i]!]!, world.observationsND, busy[i]! * X, actionsNU, i * U)
    return actionsNU
  }
  return finish(evaluateEpisodes(world, episodes, choose)).evaluationReturn
}
