import { createLearner } from '../../core/algorithms/learner.ts'
import type { Engines, Learner, LearnerEngines } from '../../core/algorithms/learner.ts'
import { userEnvironment, userEnvironmentOf } from '../../core/environments/user-environment.ts'
import { referenceEngine } from '../../core/networks/reference-engine.ts'
import type { SimdEngine } from '../../engines/simd/engine.ts'
import type { ModuleContents } from '../../../src-shared/domain/user-module.ts'
import type { TrainJob } from '../protocol/job.ts'
import type { StartedFacts } from '../protocol/messages.ts'
import type { Cores } from './second-thread.ts'
import { readStart } from './start-file.ts'
import { readDataSet } from './user-files.ts'
import { loadAllowedModule } from './user-module.ts'

/** `cores`: how many threads the run may use at any time; one where nothing is said. */
export type MakeLearner = (
  job: TrainJob,
  cores?: Cores,
) => Promise<{
  learner: Learner
  engine: StartedFacts['engine']
  /** The user's own world; null for a built-in one. */
  module: ModuleContents | null
  notes: string[]
}>

/** The learner of a job, on the engine that was resolved for it. */
export const makeLearner: MakeLearner = async (job, cores) => {
  const neural = await neuralEngine(job.engine, job.fusion)
  const engines: LearnerEngines = { neural, exact: referenceEngine() }
  if (cores !== undefined && 'compiled' in neural) {
    const { openSecondThread } = await import('./second-thread.ts')
    engines.openSecondThread = (setup) => openSecondThread({ setup, kernels: neural.compiled }, cores)
  }
  const { environment, variant, seed, budget, evaluation, diagnosticsEvery } = job
  const world = await userWorld(job)
  const stored = 'dataset' in variant.collection ? await readDataSet(variant.collection.dataset) : null
  const start = job.startFile === undefined ? undefined : await readStart(job.startFile)
  const plan = {
    environment,
    variant,
    seed,
    budget,
    evaluation,
    diagnosticsEvery,
    ...(stored === null ? {} : { dataset: stored.data }),
    ...(start === undefined ? {} : { start }),
  }
  const learner = createLearner(plan, engines, world?.make)
  const notes = [world?.note, stored?.note].filter((note) => note !== undefined)
  return {
    learner,
    engine: { arithmetic: neural.arithmetic, description: neural.description },
    module: world?.contents ?? null,
    notes,
  }
}

/** How copies of a user's own world are made; null for a built-in one. */
async function userWorld({ environment, moduleHash }: TrainJob): Promise<{
  make: Parameters<typeof createLearner>[2]
  contents: ModuleContents
  note: string
} | null> {
  if (environment.id !== 'module') return null
  const { module, contents, note } = await loadAllowedModule(environment.path, moduleHash ?? '')
  const user = userEnvironmentOf(module, environment.parameters)
  return { make: (copies, rng) => userEnvironment(user, copies, rng), contents, note }
}

/** Loads only what is used. */
export async function neuralEngine(id: TrainJob['engine'], fusion = true): Promise<Engines['neural'] | SimdEngine> {
  switch (id) {
    case 'reference':
      return referenceEngine()
    case 'simd': {
      const { createSimdEngine } = await import('../../engines/simd/engine.ts')
      return createSimdEngine({ fusion })
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
