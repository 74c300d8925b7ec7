import { expect, it } from 'vitest'
import { environmentSpec } from './environments/index.ts'
import { policySpec } from './policies/index.ts'
import { policyParameterCount } from './parameter-count.ts'

const count = (policy: object, id: string) =>
  policyParameterCount(policySpec.parse(policy), environmentSpec.parse({ id }))

it('counts what theta holds', () => {
  expect(count({ kind: 'neural-softmax', hidden: [64, 64] }, 'CartPole-v1')).toBe(4_610)
  expect(count({ kind: 'neural-softmax', hidden: [64, 64], layerNorm: true }, 'CartPole-v1')).toBe(4_610 + 256)
  expect(count({ kind: 'tabular-softmax' }, 'gridworld')).toBe(64)
  expect(count({ kind: 'linear-softmax', features: { kind: 'one-hot' } }, 'gridworld')).toBe(64)
  expect(count({ kind: 'linear-softmax', features: { kind: 'polynomial', degree: 2 } }, 'CartPole-v1')).toBe(30)
})

it('says nothing where it can’t know', () => {
  expect(count({ kind: 'linear-softmax', features: { kind: 'one-hot' } }, 'CartPole-v1')).toBeUndefined()
  expect(count({ kind: 'neural-gaussian' }, 'CartPole-v1')).toBeUndefined()
  expect(
    policyParameterCount(
      policySpec.parse({ kind: 'neural-softmax' }),
      environmentSpec.parse({ id: 'module', path: 'world.mjs' }),
    ),
  ).toBeUndefined()
})
