import { usedPolicies } from '../../../../src-shared/catalogue/labs/index.ts'
import type { LabPolicy, LabSpec } from '../../../../src-shared/catalogue/labs/index.ts'
import { normalisationSpec } from '../../../../src-shared/catalogue/normalisation.ts'
import type { LabResult } from '../../../../src-shared/domain/lab-results/index.ts'
import type { StoredTrajectories } from '../../../../src-shared/domain/stored-trajectories.ts'
import { makeEnvironment } from '../../../core/environments/registry.ts'
import { userEnvironment, userEnvironmentOf } from '../../../core/environments/user-environment.ts'
import type { LabPlan, LabPolicySource, LabTools } from '../../../core/lab/lab-policy.ts'
import type { LabNews, LabSteps } from '../../../core/lab/lab-steps.ts'
import { referenceEngine } from '../../../core/networks/reference-engine.ts'
import type { Answer } from '../../protocol/job.ts'
import type { LabJob, LabProgress, RunPolicy } from '../../protocol/lab.ts'
import type { Control } from '../drive.ts'
import { neuralEngine } from '../learners.ts'
import { decodeSnapshot } from '../snapshot-bytes.ts'
import { readDataSet } from '../user-files.ts'
import { loadAllowedModule } from '../user-module.ts'
import { measuredBy } from './labs.ts'

/** Progress goes out at most so often. */
const progressEveryMs = 250
/** Messages are read at least so often. */
const sliceMs = 20

/** Measures a lab; one that is cancelled answers with what it has found until then. */
export async function measureLab(
  job: LabJob,
  control: Pick<Control, 'stop'>,
  send: (progress: LabProgress) => void,
): Promise<Extract<Answer, { kind: 'lab' }>> {
  const plan = { spec: job.spec, policies: policiesOf(job), recorded: await recordedOf(job.spec) }
  const tools = await toolsOf(job)
  const steps = (measuredBy[job.spec.lab] as (plan: LabPlan<unknown>, tools: LabTools) => LabSteps<LabResult>)(
    plan,
    tools,
  )
  let news: LabNews<LabResult> | null = null
  let [sentAtMs, turnedAtMs] = [0, performance.now()]
  for (;;) {
    const step = steps.next()
    if (step.done) return { kind: 'lab', result: step.value, complete: true }
    news = step.value ?? news
    const nowMs = performance.now()
    if (nowMs - turnedAtMs < sliceMs) continue
    if (news !== null && nowMs - sentAtMs >= progressEveryMs) {
      const { fraction, words, partial } = news
      send({ fraction, words, partial: partial() })
      sentAtMs = nowMs
    }
    await new Promise<void>((resolve) => setImmediate(resolve))
    turnedAtMs = performance.now()
    if (control.stop !== null) return { kind: 'lab', result: news?.partial() ?? null, complete: false }
  }
}

/** The trajectories of a data set, where the spec names one instead of drawing some. */
async function recordedOf(spec: LabSpec): Promise<StoredTrajectories | null> {
  if (!('data' in spec) || spec.data.from !== 'dataset') return null
  return (await readDataSet(spec.data.path)).data
}

async function toolsOf({ spec: { environment }, engine, moduleHash }: LabJob): Promise<LabTools> {
  const engines = { neural: await neuralEngine(engine), exact: referenceEngine() }
  if (environment.id !== 'module')
    return { engines, makeWorld: (copies, rng) => makeEnvironment(environment, copies, rng) }
  const { module } = await loadAllowedModule(environment.path, moduleHash ?? '')
  const user = userEnvironmentOf(module, environment.parameters)
  return { engines, makeWorld: (copies, rng) => userEnvironment(user, copies, rng) }
}

function policiesOf({ spec, runs }: LabJob): LabPlan<unknown>['policies'] {
  return Object.fromEntries(usedPolicies(spec).map(({ field, policy }) => [field, sourceOf(policy, runs[field])]))
}

function sourceOf(policy: LabPolicy, run: RunPolicy | undefined): LabPolicySource {
  const untouched = {
    critic: undefined,
    normalisation: normalisationSpec.parse(undefined),
    snapshot: null,
    theta: null,
  }
  switch (policy.from) {
    case 'fresh':
      return { ...untouched, policy: policy.policy, seed: policy.seed }
    case 'typed':
      return { ...untouched, policy: { kind: 'tabular-softmax' }, seed: 0, theta: policy.theta.flat() }
    case 'run': {
      const { variant, seed, snapshot } = run!
      const { critic, normalisation } = variant
      return { policy: variant.policy, critic, normalisation, seed, snapshot: decodeSnapshot(snapshot), theta: null }
    }
  }
}
