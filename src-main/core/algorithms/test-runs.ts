// What the tests of this folder share: short runs of small experiments on the float64 reference engine.
import { experimentSpec } from '../../../src-shared/domain/spec.ts'
import type { ExperimentSpecInput } from '../../../src-shared/domain/spec.ts'
import { finish } from '../finish.ts'
import { referenceEngine } from '../networks/reference-engine.ts'
import { createLearner } from './learner.ts'
import type { Learner, LearnerPlan, Metrics } from './learner.ts'

export const engines = () => ({ neural: referenceEngine(), exact: referenceEngine() })

export type VariantInput = Omit<ExperimentSpecInput['variants'][number], 'name'>

/** A plan parsed as the app would parse it, defaults filled in. */
export function planOf(
  environment: ExperimentSpecInput['environment'],
  variant: VariantInput,
  options: Partial<ExperimentSpecInput> & { seed?: number } = {},
): LearnerPlan {
  const { seed = 1, ...rest } = options
  const spec = experimentSpec.parse({
    name: 'test',
    environment,
    variants: [{ name: 'test', ...variant }],
    budget: { updates: 20 },
    ...rest,
  })
  return {
    environment: spec.environment,
    variant: spec.variants[0]!,
    seed,
    budget: spec.budget,
    evaluation: spec.evaluation,
    diagnosticsEvery: spec.diagnosticsEvery,
  }
}

export function run(plan: LearnerPlan, updates: number): { learner: Learner; rows: Metrics[] } {
  const learner = createLearner(plan, engines())
  const rows: Metrics[] = []
  for (let update = 0; update < updates; update++) rows.push(finish(learner.update()))
  return { learner, rows }
}

export const cartPole: ExperimentSpecInput['environment'] = { id: 'CartPole-v1', copies: 4 }
export const smallGrid: ExperimentSpecInput['environment'] = {
  id: 'gridworld',
  map: ['S.', '.G'],
  slip: 0,
  horizon: 6,
  copies: 4,
}
export const smallNetwork = { hidden: [8] }
