import { algorithms } from '../../../../src-shared/catalogue/algorithms.ts'
import { experimentSpec } from '../../../../src-shared/domain/spec.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import { environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { variantOf } from './algorithm.ts'
import { usualEvaluation } from '../../../components/evaluation.ts'
import { givenName } from './name.ts'

/** What a new design starts from: REINFORCE against PPO-clip on CartPole, ready to queue. */
export function newExperiment(): ExperimentSpec {
  const environment = environmentSpec.parse({ id: 'CartPole-v1' })
  const budget = { envSteps: 100_000 }
  const variants = ['reinforce', 'ppo-clip'].map((id, slot) => {
    const algorithm = algorithms.find((candidate) => candidate.id === id)!
    return variantOf(algorithm, environment, budget, { name: algorithm.title, slot }).variant
  })
  const evaluation = usualEvaluation({ variants })
  return experimentSpec.parse({ name: givenName({ environment, variants }), environment, variants, budget, evaluation })
}
