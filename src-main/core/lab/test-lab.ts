import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { LabPolicy } from '../../../src-shared/catalogue/labs/index.ts'
import { normalisationSpec } from '../../../src-shared/catalogue/normalisation.ts'
import { makeEnvironment } from '../environments/registry.ts'
import { referenceEngine } from '../networks/reference-engine.ts'
import type { LabPolicySource, LabTools } from './lab-policy.ts'

/** A policy of a lab's spec, as the trainer makes it; of no run. */
export function sourceForTest(policy: LabPolicy): LabPolicySource {
  if (policy.from === 'run') throw new Error('there are no runs here')
  return {
    policy: policy.from === 'fresh' ? policy.policy : { kind: 'tabular-softmax' },
    critic: undefined,
    normalisation: normalisationSpec.parse(undefined),
    seed: policy.from === 'fresh' ? policy.seed : 0,
    snapshot: null,
    theta: policy.from === 'typed' ? policy.theta.flat() : null,
  }
}

export function toolsForTest(environment: EnvironmentSpec): LabTools {
  if (environment.id === 'module') throw new Error('no module is loaded here')
  return {
    engines: { neural: referenceEngine(), exact: referenceEngine() },
    makeWorld: (copies, rng) => makeEnvironment(environment, copies, rng),
  }
}
