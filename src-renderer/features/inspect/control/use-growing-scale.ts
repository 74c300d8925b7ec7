import { useState } from 'react'
import type { RampKind } from '../../../../src-shared/figure/heat-ramp.ts'
import { scaleOf, type Scale } from '../finite/scale.ts'

/** Fixed where its ends are known; else it grows with what is shown, so that going through checkpoints shows what changes. */
export function useGrowingScale(id: string, values: Float64Array | null, ramp: RampKind, fixed: Scale | null): Scale {
  const [grown, setGrown] = useState<{ seen: Float64Array | null; scales: Record<string, Scale> }>({
    seen: null,
    scales: {},
  })
  const own = grown.scales[id]
  if (fixed !== null) return fixed
  if (values === null || values === grown.seen) return own ?? scaleOf(ramp, [])
  const next = scaleOf(ramp, own === undefined ? values : [...values, own.low, own.high])
  const scale = own?.low === next.low && own.high === next.high ? own : next
  setGrown({ seen: values, scales: { ...grown.scales, [id]: scale } })
  return scale
}
