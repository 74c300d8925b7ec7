import { expect, test } from 'vitest'
import type { NativeState } from '../../src-shared/contract/events.ts'
import { variantSpec } from '../../src-shared/domain/spec.ts'
import { engineThresholds, resolveEngine } from './engine-rule.ts'

const ready: NativeState = { state: 'ready', detail: 'TensorFlow 2.21.0', fraction: null }
const missing: NativeState = { state: 'missing', detail: 'There is no compiler.', fraction: null }
const variant = (hidden: number[] | null, criticHidden?: number[]) =>
  variantSpec.parse({
    name: 'v',
    policy: hidden === null ? { kind: 'tabular-softmax' } : { kind: 'neural-softmax', hidden },
    estimator: { kind: 'advantage' },
    critic: criticHidden === undefined ? { network: { kind: 'tabular' } } : { network: { kind: 'neural', hidden: criticHidden } },
    update: { kind: 'clip' },
  })
const engineOf = (...args: Parameters<typeof resolveEngine>) => {
  const resolved = resolveEngine(...args)
  return resolved.ok ? resolved.value.engine : resolved.error
}

test('tables and linear maps are computed in float64, whatever was chosen', () => {
  expect(engineOf('auto', variant(null), missing)).toBe('reference')
  expect(engineOf('tfjs-native', variant(null), missing)).toBe('reference')
})

test('auto takes the kernels for small layers and TensorFlow for wide ones, where it is', () => {
  const { widestLayerForSimd } = engineThresholds
  expect(engineOf('auto', variant([64, 64]), ready)).toBe('simd')
  expect(engineOf('auto', variant([widestLayerForSimd]), ready)).toBe('simd')
  expect(engineOf('auto', variant([widestLayerForSimd + 1]), ready)).toBe('tfjs-native')
  expect(engineOf('auto', variant(null, [widestLayerForSimd + 1]), ready)).toBe('tfjs-native')
  expect(engineOf('auto', variant([4096]), missing)).toBe('simd')
  expect(engineOf('auto', variant([]), missing)).toBe('simd')
})

test('a choice that can’t be had is an error with the way on', () => {
  expect(engineOf('tfjs-native', variant([64]), ready)).toBe('tfjs-native')
  expect(engineOf('tfjs-native', variant([64]), missing)).toEqual({
    kind: 'engine-unavailable',
    engine: 'tfjs-native',
    reason: 'There is no compiler. Set TensorFlow native up in Settings, or choose another engine.',
  })
})
