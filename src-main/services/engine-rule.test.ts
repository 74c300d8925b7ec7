import { expect, test } from 'vitest'
import type { NativeState } from '../../src-shared/contract/events.ts'
import { environmentSpec } from '../../src-shared/catalogue/environments/index.ts'
import { variantSpec } from '../../src-shared/domain/variant.ts'
import { engineRuleInShort, engineThresholds, resolveEngine } from './engine-rule.ts'

const ready: NativeState = { state: 'ready', detail: 'TensorFlow 2.21.0', fraction: null }
const missing: NativeState = { state: 'missing', detail: 'There is no compiler.', fraction: null }
const cartPole = environmentSpec.parse({ id: 'CartPole-v1', copies: 8 })
const { nativeFromWidth, nativeFromBatch } = engineThresholds
/** Each minibatch has `rows` rows. */
const variant = (hidden: number[] | null, criticHidden?: number[], rows = nativeFromBatch) =>
  variantSpec.parse({
    name: 'v',
    collection: { stepsPerCopy: rows / 2 },
    policy: hidden === null ? { kind: 'tabular-softmax' } : { kind: 'neural-softmax', hidden },
    estimator: { kind: 'advantage' },
    critic:
      criticHidden === undefined
        ? { network: { kind: 'tabular' } }
        : { network: { kind: 'neural', hidden: criticHidden } },
    update: { kind: 'clip', minibatches: 4 },
  })
const engineOf = (
  choice: Parameters<typeof resolveEngine>[0],
  chosen: ReturnType<typeof variant>,
  native: NativeState,
) => {
  const resolved = resolveEngine(choice, cartPole, chosen, native)
  return resolved.ok ? resolved.value.engine : resolved.error
}

test('tables and linear maps are computed in float64, whatever was chosen', () => {
  expect(engineOf('auto', variant(null), missing)).toBe('reference')
  expect(engineOf('tfjs-native', variant(null), missing)).toBe('reference')
})

test('auto takes the kernels for small layers or short steps and TensorFlow for wide ones with long steps, where it is', () => {
  expect(engineOf('auto', variant([64, 64]), ready)).toBe('simd')
  expect(engineOf('auto', variant([nativeFromWidth - 1]), ready)).toBe('simd')
  expect(engineOf('auto', variant([nativeFromWidth]), ready)).toBe('tfjs-native')
  expect(engineOf('auto', variant([nativeFromWidth], undefined, nativeFromBatch - 2), ready)).toBe('simd')
  expect(engineOf('auto', variant(null, [nativeFromWidth]), ready)).toBe('tfjs-native')
  expect(engineOf('auto', variant([4096]), missing)).toBe('simd')
  expect(engineOf('auto', variant([]), missing)).toBe('simd')
})

test('the reason writes its counts as the rest of the app does', () => {
  const reasonOf = (hidden: number[], native: NativeState) => {
    const resolved = resolveEngine('auto', cartPole, variant(hidden), native)
    return resolved.ok ? resolved.value.reason : ''
  }
  expect(reasonOf([64], ready)).toBe('No layer has 1,024 units or more: the SIMD kernels are fastest.')
  expect(reasonOf([4096], ready)).toBe(
    'A layer of 4,096 units and steps through up to 2,048 rows: TensorFlow native is fastest from 1,024 units and 2,048 rows on.',
  )
})

test('a choice that can’t be had is an error with the way on', () => {
  expect(engineOf('tfjs-native', variant([64]), ready)).toBe('tfjs-native')
  expect(engineOf('tfjs-native', variant([64]), missing)).toEqual({
    kind: 'engine-unavailable',
    engine: 'tfjs-native',
    reason: 'There is no compiler. Set TensorFlow native up in Settings, or choose another engine.',
  })
})

test('the status bar has the rule in a line, and promises nothing that is not set up', () => {
  expect(engineRuleInShort(ready)).toBe('SIMD; TensorFlow native from 1,024 units a layer and 2,048 rows a step')
  expect(engineRuleInShort(missing)).toBe('SIMD')
})
