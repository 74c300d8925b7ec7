import { err, ok } from '../../src-shared/contract/errors.ts'
import type { Result } from '../../src-shared/contract/errors.ts'
import type { NativeState } from '../../src-shared/contract/events.ts'
import type { ResolvedEngine } from '../../src-shared/domain/run.ts'
import type { EngineChoice, VariantSpec } from '../../src-shared/domain/spec.ts'

/** Where `auto` changes its mind; the bench prints these. */
export const engineThresholds = {
  /** Up to this many units in the widest layer the SIMD kernels are ahead of TensorFlow's. */
  widestLayerForSimd: 512,
}

/** Which engine a variant's networks get, and why. A fixed rule: decided when a run is queued, and stored with it. */
export function resolveEngine(choice: EngineChoice, variant: VariantSpec, native: NativeState): Result<ResolvedEngine> {
  const layers = hiddenLayers(variant)
  if (layers === null) {
    const asked = choice === 'auto' || choice === 'simd' ? '' : `, and there is no network for ${choice} to compute`
    return ok({ engine: 'reference', reason: `Tables and linear maps are computed in float64, exactly${asked}.` })
  }
  const widest = Math.max(0, ...layers)
  switch (choice) {
    case 'auto':
      if (widest <= engineThresholds.widestLayerForSimd) return ok({ engine: 'simd', reason: `Layers of at most ${engineThresholds.widestLayerForSimd} units: the SIMD kernels are fastest.` })
      if (native.state === 'ready') return ok({ engine: 'tfjs-native', reason: `A layer of ${widest} units: TensorFlow native is fastest from ${engineThresholds.widestLayerForSimd + 1} on.` })
      return ok({ engine: 'simd', reason: `A layer of ${widest} units would be faster on TensorFlow native, which is not set up here; the SIMD kernels serve.` })
    case 'simd':
      return ok({ engine: 'simd', reason: 'Chosen in the spec.' })
    case 'tfjs-native':
      if (native.state === 'ready') return ok({ engine: 'tfjs-native', reason: 'Chosen in the spec.' })
      return err({ kind: 'engine-unavailable', engine: choice, reason: `${sentence(native.detail)} Set TensorFlow native up in Settings, or choose another engine.` })
    case 'tfjs-wasm':
    case 'tfjs-cpu':
      return ok({ engine: choice, reason: 'Chosen in the spec.' })
  }
}

/** Widths of all hidden layers of the variant's networks; null when it has no network. */
function hiddenLayers({ policy, critic }: VariantSpec): number[] | null {
  const widths: number[][] = []
  if ('hidden' in policy) widths.push(policy.hidden)
  if (critic !== undefined && 'hidden' in critic.network) widths.push(critic.network.hidden)
  return widths.length === 0 ? null : widths.flat()
}

const sentence = (text: string) => (text === '' || text.endsWith('.') ? text : `${text}.`)
