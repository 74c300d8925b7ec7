import { useEffect, useMemo, useState } from 'react'
import { scaleOf, type Scale } from '../finite/scale.ts'

/** Fixed where its ends are known; else it grows with what is shown, so that going through checkpoints shows what changes. */
export function useGrowingScale(id: string, values: Float64Array | null, fixed: Scale | null): Scale {
  const [grown, setGrown] = useState<Record<string, Scale>>({})
  useEffect(() => {
    if (fixed !== null || values === null) return
    setGrown((before) => {
      const old = before[id]
      const next = scaleOf('amount', old === undefined ? values : [...values, old.low, old.high])
      return old?.low === next.low && old.high === next.high ? before : { ...before, [id]: next }
    })
  }, [id, values, fixed])
  const own = grown[id]
  return useMemo(
    () => fixed ?? own ?? scaleOf('amount', values ?? []),
    // Two numbers say all of a fixed scale.
    // oxlint-disable-next-line react/exhaustive-deps
    [fixed?.low, fixed?.high, own, values],
  )
}
