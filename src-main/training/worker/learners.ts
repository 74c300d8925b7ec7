import { createLearner } from '../../core/algorithms/learner.ts'
import type { Engines } from '../../core/algorithms/learner.ts'
import { userEnvironment, userEnvironmentOf } from '../../core/environments/user-environment.ts'
import { referenceEngine } from '../../core/networks/reference-engine.ts'
import type { TrainJob } from '../protocol/job.ts'
import type { MakeLearner } from './trainer.ts'
import { loadUserModule } from './user-module.ts'

/** The learner of a job, on the engine that was resolved for it. */
export const makeLearner: MakeLearner = async (job) => {
  const neural = await neuralEngine(job.engine)
  const { environment, variant, seed, budget, evaluation, diagnosticsEvery } = job
  const plan = { environment, variant, seed, budget, evaluation, diagnosticsEvery }
  const learner = createLearner(plan, { neural, exact: referenceEngine() }, await makeUserWorld(environment))
  return { learner, engine: { arithmetic: neural.arithmetic, description: neural.description } }
}

/** How copies of a user's own world are made; undefined for a built-in one. */
async function makeUserWorld(environment: TrainJob['environment']): Promise<Parameters<typeof createLearner>[2]> {
  if (environment.id !== 'module') return undefined
  const user = userEnvironmentOf(await loadUserModule(environment.path), environment.parameters)
  return (copies, rng) => userEnvironment(user, copies, rng)
}

/** Loads only what is used. */
async function neuralEngine(id: TrainJob['engine']): Promise<Engines['neural']> {
  switch (id) {
    case 'reference':
      return referenceEngine()
    case 'simd': {
      const { createSimdEngine } = await import('../../engines/simd/engine.ts')
      return createSimdEngine({})
    }
    case 'tfjs-native':
    case 'tfjs-wasm':
    case 'tfjs-cpu': {
      const { createTfjsEngine } = await import('../../engines/tfjs/tfjs-engine.ts')
      // As many runs as cores train at once: each takes one thread.
      return createTfjsEngine(id, { threads: 1 })
    }
  }
}
