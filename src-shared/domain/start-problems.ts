import { policyParameterCount } from '../catalogue/parameter-count.ts'
import type { EnvironmentSpec } from '../catalogue/environments/index.ts'
import { startFile, writtenStart } from './initial-parameters.ts'
import type { VariantSpec } from './variant.ts'

/**
 * Why a variant can't start so: the field's path in the variant, and the way on. What can't be told before the world is
 * loaded, and the critic's length, is checked by the trainer.
 */
export function startProblems(
  environment: EnvironmentSpec,
  variant: Pick<VariantSpec, 'initialParameters' | 'policy' | 'critic' | 'normalisation'>,
): { path: (string | number)[]; reason: string }[] {
  const { policy, critic, normalisation } = variant
  const shared = critic?.network.kind === 'shared'
  const wanted = shared ? undefined : policyParameterCount(policy, environment)
  const file = startFile(variant)
  const written = writtenStart(variant)
  const path = ['initialParameters']
  if (written !== null) {
    const { theta: given } = written
    if (wanted !== undefined && given.length !== wanted)
      return [
        {
          path,
          reason: `this policy has ${wanted} parameters in this world, and ${given.length} are given; give as many, or leave them out`,
        },
      ]
    if (written.critic !== undefined && (critic === undefined || shared))
      return [{ path: [...path, 'critic'], reason: 'this variant has no critic of its own; leave its parameters out' }]
    return []
  }
  if (file === null) return []
  const leave = 'take it as it was, or leave the start out'
  if (file.policyKind !== policy.kind)
    return [
      { path, reason: `it was a policy of the kind ${file.policyKind}, and this one is ${policy.kind}; ${leave}` },
    ]
  if (wanted !== undefined && file.policy !== wanted)
    return [{ path, reason: `it has ${file.policy} parameters, and this policy has ${wanted} in this world; ${leave}` }]
  if (file.normalised !== normalisation.observations)
    return [
      {
        path: ['normalisation', 'observations'],
        reason: file.normalised
          ? 'the policy that it starts from was trained on normalised observations; switch it on, or leave the start out'
          : 'the policy that it starts from was trained on observations as they are; switch it off, or leave the start out',
      },
    ]
  return []
}
