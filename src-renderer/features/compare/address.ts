import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { readAddress, writeAddress } from '../../../src-shared/domain/comparison-address.ts'
import type { ComparisonSpec } from '../../../src-shared/domain/comparison.ts'
import { savedComparisonId, type SavedComparisonId } from '../../../src-shared/domain/ids.ts'

const memoryKey = 'ascent.compare'
/** What was compared last in this window, for coming back by the rail. */
export const rememberedSearch = (): string | null => sessionStorage.getItem(memoryKey)

/** The query of the address while Compare is open, else what was compared last. */
function comparedNow(): string {
  const [path, ...query] = window.location.hash.slice(1).split('?')
  return path === '/compare' ? query.join('?') : (rememberedSearch() ?? '')
}

/** Which saved comparison is open: it stands in the window's address beside what is compared now. */
export const openedId = (search: string): SavedComparisonId | null =>
  savedComparisonId.nullable().catch(null).parse(new URLSearchParams(search).get('saved'))

/** Where a comparison is shown; it is what was compared last from now on. */
export function pathTo(spec: ComparisonSpec, opened: SavedComparisonId | null): string {
  const search = `${writeAddress(spec)}${opened === null ? '' : `&saved=${opened}`}`
  sessionStorage.setItem(memoryKey, search)
  return `/compare?${search}`
}

/** What is compared stands in the address, so that a reload and "back" find it again. */
export function useCompareState(): [ComparisonSpec, (change: Partial<ComparisonSpec>) => void] {
  const search = useSearch()
  const [, navigate] = useLocation()
  const state = useMemo(() => readAddress(search), [search])
  const change = useCallback(
    (part: Partial<ComparisonSpec>) => {
      // As it is by then: a change may come later (undo), and two at once.
      const now = comparedNow()
      const next = { ...readAddress(now), ...part }
      navigate(pathTo(next, openedId(now)), { replace: part.selection === undefined })
    },
    [navigate],
  )
  return [state, change]
}
