import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { writeAddress } from '../../../../src-shared/domain/comparison-address.ts'
import type { ComparisonSpec } from '../../../../src-shared/domain/comparison.ts'
import type { SavedComparisonId } from '../../../../src-shared/domain/ids.ts'
import type { SavedComparison } from '../../../../src-shared/domain/saved-comparison.ts'
import { useClientParts, useSavedComparisons } from '../../../client/index.tsx'
import { openedId, pathTo } from '../address.ts'
import { offerBack } from './offer-back.tsx'

export interface Saved {
  all: readonly SavedComparison[]
  /** The one that is open, if it is still there. */
  opened: SavedComparison | null
  /** Whether what is compared differs from it. */
  isChanged: boolean
  open(comparison: SavedComparison): void
  saveAs(name: string): Promise<void>
  save(): Promise<void>
  change(id: SavedComparisonId, part: { name: string } | { notes: string }): Promise<void>
  remove(comparison: SavedComparison): Promise<void>
}

/** Comparisons with a name, and which of them is open in this window. */
export function useSaved(spec: ComparisonSpec): Saved {
  const { client, undo } = useClientParts()
  const all = useSavedComparisons()
  const search = useSearch()
  const [, navigate] = useLocation()
  const id = openedId(search)
  const opened = useMemo(() => all.find((comparison) => comparison.id === id) ?? null, [all, id])
  const open = useCallback(
    (comparison: SavedComparison) => navigate(pathTo(comparison.spec, comparison.id)),
    [navigate],
  )
  return {
    all,
    opened,
    isChanged: opened !== null && writeAddress(opened.spec) !== writeAddress(spec),
    open,
    async saveAs(name) {
      const saved = await client.call('comparisons.save', { name, spec })
      navigate(pathTo(spec, saved.id), { replace: true })
    },
    async save() {
      if (opened !== null) await client.call('comparisons.update', { id: opened.id, spec })
    },
    async change(changed, part) {
      await client.call('comparisons.update', { id: changed, ...part })
    },
    async remove(comparison) {
      await client.call('comparisons.remove', { id: comparison.id })
      offerBack({ client, undo }, comparison)
    },
  }
}
