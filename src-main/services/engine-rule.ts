import { environmentTraits } from '../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../src-shared/catalogue/environments/index.ts'
import { err, ok } from '../../src-shared/contract/errors.ts'
import type { Result } from '../../src-shared/contract/errors.ts'
import type { NativeState } from '../../src-shared/contract/events.ts'
import type { ResolvedEngine } from '../../src-shared/domain/run.ts'
import type { EngineChoice } from '../../src-shared/domain/spec.ts'
import type { VariantSpec } from '../../src-shared/domain/variant.ts'

/**
 * Where `auto` changes its mind; the bench prints these, and they come from its table of updates per second. On one
 * core of an AMD EPYC the SIMD kernels were ahead of TensorFlow's at every smaller width or batch: 1.8 times at width
 * 1,024 and batch 256, 1.1 times at 2,048 and 256. At 1,024 and 2,048 TensorFlow was ahead by 3 %, at width 2,048 by a
 * third.
 */
export const engineThresholds = {
  /** TensorFlow native computes networks whose widest layer has so many units or more... */
  nativeFromWidth: 1_024,
  /** ...where a step goes through so many rows or more. */
  nativeFromBatch: 2_048,
}

/** Which engine a variant's networks get, and why. A fixed rule: decided when a run is queued, and stored with it. */
export function resolveEngine(
  choice: EngineChoice,
  environment: EnvironmentSpec,
  variant: VariantSpec,
  native: NativeState,
): Result<ResolvedEngine> {
  const layers = hiddenLayers(variant)
  if (layers === null) {
    const asked = choice === 'auto' || choice === 'simd' ? '' : `, and there is no network for ${choice} to compute`
    return ok({ engine: 'reference', reason: `Tables and linear maps are computed in float64, exactly${asked}.` })
  }
  const widest = Math.max(0, ...layers)
  switch (choice) {
    case 'auto': {
      const { nativeFromWidth, nativeFromBatch } = engineThresholds
      if (widest < nativeFromWidth)
        return ok({
          engine: 'simd',
          reason: `No layer has ${count(nativeFromWidth)} units or more: the SIMD kernels are fastest.`,
        })
      const rows = longestStep(environment, variant)
      if (rows < nativeFromBatch)
        return ok({
          engine: 'simd',
          reason:
            `A layer of ${count(widest)} units, but steps through fewer than ${count(nativeFromBatch)} rows: the ` +
            'SIMD kernels are fastest.',
        })
      if (native.state === 'ready')
        return ok({
          engine: 'tfjs-native',
          reason:
            `A layer of ${count(widest)} units and steps through up to ${count(rows)} rows: TensorFlow native is ` +
            `fastest from ${count(nativeFromWidth)} units and ${count(nativeFromBatch)} rows on.`,
        })
      return ok({
        engine: 'simd',
        reason:
          `A layer of ${count(widest)} units and steps through up to ${count(rows)} rows would be faster on ` +
          'TensorFlow native, which is not set up here; the SIMD kernels are used.',
      })
    }
    case 'simd':
      return ok({ engine: 'simd', reason: 'Chosen in the spec.' })
    case 'tfjs-native':
      if (native.state === 'ready') return ok({ engine: 'tfjs-native', reason: 'Chosen in the spec.' })
      return err({
        kind: 'engine-unavailable',
        engine: choice,
        reason: `${sentence(native.detail)} Set TensorFlow native up in Settings, or choose another engine.`,
      })
    case 'tfjs-wasm':
    case 'tfjs-cpu':
      return ok({ engine: choice, reason: 'Chosen in the spec.' })
  }
}

/** The rule for the status bar: "SIMD; TensorFlow native from 1,024 units a layer and 2,048 rows a step". */
export function engineRuleInShort(native: NativeState): string {
  const { nativeFromWidth, nativeFromBatch } = engineThresholds
  return native.state === 'ready'
    ? `SIMD; TensorFlow native from ${count(nativeFromWidth)} units a layer and ${count(nativeFromBatch)} rows a step`
    : 'SIMD'
}

/** Widths of all hidden layers of the variant's networks; null when it has no network. */
function hiddenLayers({ policy, critic }: VariantSpec): number[] | null {
  const widths: number[][] = []
  if ('hidden' in policy) widths.push(policy.hidden)
  if (critic !== undefined && 'hidden' in critic.network) widths.push(critic.network.hidden)
  return widths.length === 0 ? null : widths.flat()
}

/**
 * The most rows that one gradient of the policy or of a critic fitted beside it goes through, as far as the spec tells.
 */
function longestStep(environment: EnvironmentSpec, { collection, update }: VariantSpec): number {
  const minibatches = 'minibatches' in update ? update.minibatches : 1
  if ('stepsPerCopy' in collection) return Math.ceil((collection.stepsPerCopy * environment.copies) / minibatches)
  const { episodeSteps } = environmentTraits(environment)
  if ('trajectories' in collection && episodeSteps !== undefined && collection.trajectories !== undefined)
    return Math.ceil((collection.trajectories * episodeSteps) / minibatches)
  return 0
}

const count = (value: number) => value.toLocaleString('en-US')
const sentence = (text: string) => (text === '' || text.endsWith('.') ? text : `${text}.`)
