import { environmentTraits } from '../../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { PolicySpec } from '../../../../src-shared/catalogue/policies/index.ts'
import { FeaturePicture } from './feature-picture.tsx'
import { NetworkPicture } from './network-picture.tsx'

/** What the chosen policy is made of: its layers, or its features. A table needs no picture. */
export function PolicyPicture({ policy, environment }: { policy: PolicySpec; environment: EnvironmentSpec }) {
  const world = environmentTraits(environment)
  if ('features' in policy) return <FeaturePicture features={policy.features} world={world} />
  if (!('hidden' in policy) || !Array.isArray(policy.hidden)) return null
  const inputs = (world.finite ? world.states : world.dimensions) ?? 3
  const outputs =
    policy.kind === 'neural-scores'
      ? 1
      : (world.actions ?? 1) * (policy.kind === 'neural-gaussian' && policy.sigma.kind === 'state-dependent' ? 2 : 1)
  return (
    <NetworkPicture
      layers={[
        policy.kind === 'neural-scores' ? inputs + (world.actions ?? 1) : inputs,
        ...policy.hidden.filter((units) => typeof units === 'number'),
        outputs,
      ]}
    />
  )
}
