import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { readAddress, writeAddress } from '../../../src-shared/domain/comparison-address.ts'
import type { ComparisonSpec } from '../../../src-shared/domain/comparison.ts'

const memoryKey = 'ascent.compare'
/** What was compared last in this window, for coming back by the rail. */
export const rememberedSearch = (): string | null => sessionStorage.getItem(memoryKey)

/** What is compared stands in the address, so that a reload and "back" find it again. */
export function useCompareState(): [ComparisonSpec, (change: Partial<ComparisonSpec>) => void] {
  const search = useSearch()
  const [, navigate] = useLocation()
  const state = useMemo(() => readAddress(search), [search])
  const change = useCallback(
    (part: Partial<ComparisonSpec>) => {
      const next = writeAddress({ ...state, ...part })
      sessionStorage.setItem(memoryKey, next)
      navigate(`/compare?${next}`, { replace: part.selection === undefined })
    },
    [navigate, state],
  )
  return [state, change]
}
