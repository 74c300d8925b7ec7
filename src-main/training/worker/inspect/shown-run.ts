import { putSnapshot } from '../../../core/algorithms/policy-snapshot.ts'
import type { Parts } from '../../../core/algorithms/parts.ts'
import { makeEnvironment } from '../../../core/environments/registry.ts'
import { userEnvironment, userEnvironmentOf } from '../../../core/environments/user-environment.ts'
import type { VectorEnvironment } from '../../../core/environments/environment.ts'
import { createViewer } from '../../../core/inspect/policy-outputs.ts'
import type { Viewer } from '../../../core/inspect/policy-outputs.ts'
import { buildShownParts } from '../../../core/inspect/shown-parts.ts'
import { referenceEngine } from '../../../core/networks/reference-engine.ts'
import { Generator } from '../../../core/random/generator.ts'
import type { TrainJob } from '../../protocol/job.ts'
import { neuralEngine } from '../learners.ts'
import { decodeSnapshot } from '../snapshot-bytes.ts'
import { loadAllowedModule } from '../user-module.ts'

/** A run's policy and critic, which one snapshot after another is put into. */
export interface ShownRun {
  parts: Parts
  viewer: Viewer
  makeWorld(copies: number, rng: Generator): VectorEnvironment
  /** Env steps until then. @throws LearnerError where it doesn't fit. */
  show(bytes: Uint8Array): { envSteps: number }
}

/** Runs that stay built: whoever looks at one asks again and again, and beside another. */
const mostKept = 3
const kept = new Map<string, { run: ShownRun; dispose: () => void }>()

/** The run of a job, as built for the last questions about it or anew. */
export async function shownRun(job: TrainJob): Promise<ShownRun> {
  const known = kept.get(job.runId)
  kept.delete(job.runId)
  const entry = known ?? (await build(job))
  kept.set(job.runId, entry)
  if (kept.size > mostKept) {
    const [oldest, { dispose }] = kept.entries().next().value!
    kept.delete(oldest)
    dispose()
  }
  return entry.run
}

async function build(job: TrainJob): Promise<{ run: ShownRun; dispose: () => void }> {
  const neural = await neuralEngine(job.engine)
  const engines = { neural, exact: referenceEngine() }
  const makeWorld = await worldsOf(job)
  const { environment, variant, seed, budget } = job
  const plan = { environment, variant, seed, budget, evaluation: null, diagnosticsEvery: null }
  const parts = buildShownParts(plan, engines, makeWorld, new Generator(seed, 'shown'))
  const viewer = createViewer(parts)
  const show = (bytes: Uint8Array) => {
    const snapshot = decodeSnapshot(bytes)
    putSnapshot(parts, snapshot)
    viewer.valueUnit = snapshot.rewardSpread ?? 1
    return { envSteps: snapshot.envSteps }
  }
  return { run: { parts, viewer, makeWorld, show }, dispose: () => neural.dispose() }
}

async function worldsOf({ environment, moduleHash }: TrainJob): Promise<ShownRun['makeWorld']> {
  if (environment.id !== 'module') return (copies, rng) => makeEnvironment(environment, copies, rng)
  const { module } = await loadAllowedModule(environment.path, moduleHash ?? '')
  const user = userEnvironmentOf(module, environment.parameters)
  return (copies, rng) => userEnvironment(user, copies, rng)
}
