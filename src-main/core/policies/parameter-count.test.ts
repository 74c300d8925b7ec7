import { expect, it } from 'vitest'
import { environmentCatalogue, environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { policyParameterCount } from '../../../src-shared/catalogue/parameter-count.ts'
import { policySpec } from '../../../src-shared/catalogue/policies/index.ts'
import { makeEnvironment } from '../environments/registry.ts'
import { referenceEngine } from '../networks/reference-engine.ts'
import { Generator } from '../random/generator.ts'
import { createPolicy } from './policy.ts'

// The combination rules count parameters without a network; here both counts are held against each other.

const polynomial = { kind: 'polynomial', degree: 2 }
const discrete = [
  { kind: 'neural-softmax', hidden: [5, 4] },
  { kind: 'neural-softmax', hidden: [], layerNorm: true },
  { kind: 'neural-scores', hidden: [6], layerNorm: true },
  { kind: 'linear-softmax', features: polynomial },
]
const finite = [...discrete, { kind: 'tabular-softmax' }, { kind: 'linear-softmax', features: { kind: 'one-hot' } }]
const continuous = [{ kind: 'fixed' }, { kind: 'learned' }, { kind: 'state-dependent' }].flatMap((sigma) => [
  { kind: 'linear-gaussian', features: polynomial, sigma },
  { kind: 'neural-gaussian', hidden: [7, 3], layerNorm: true, sigma },
])
const builtIn = environmentCatalogue.filter(({ id }) => id !== 'module')

it.each(builtIn)('the rules count what theta holds in $id', ({ id, kind, actions }) => {
  const policies = actions === 'continuous' ? continuous : kind === 'control' ? discrete : finite
  const environment = environmentSpec.parse({ id }) as Exclude<EnvironmentSpec, { id: 'module' }>
  const { shape } = makeEnvironment(environment, 1, new Generator(1))
  const engine = referenceEngine()
  for (const input of policies) {
    const policy = policySpec.parse(input)
    const { network } = createPolicy(policy, shape, false, { neural: engine, exact: engine }, new Generator(1))
    expect([input, policyParameterCount(policy, environment)]).toEqual([input, network.parameterCount])
  }
})
