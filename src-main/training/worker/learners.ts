import { createLearner } from '../../core/algorithms/learner.ts'
import type { Engines } from '../../core/algorithms/learner.ts'
import { referenceEngine } from '../../core/networks/reference-engine.ts'
import type { TrainJob } from '../protocol/job.ts'
import type { MakeLearner } from './trainer.ts'

/** The learner of a job, on the engine that was resolved for it. */
export const makeLearner: MakeLearner = async (job) => {
  const neural = await neuralEngine(job.engine)
  const { environment, variant, seed, budget, evaluation, diagnosticsEvery } = job
  const learner = createLearner({ environment, variant, seed, budget, evaluation, diagnosticsEvery }, { neural, exact: referenceEngine() })
  return { learner, engine: { arithmetic: neural.arithmetic, description: neural.description } }
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
