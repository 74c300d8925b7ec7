import type { SavedComparison } from '../../../src-shared/domain/saved-comparison.ts'
import type { Client } from '../client.ts'
import { createEntityStore } from './entities.ts'
import type { EntityStore } from './entities.ts'

/** Comparisons with a name, kept true by events and read again whenever the client may have missed some. */
export function createSavedComparisonStore(
  client: Client,
  onFailure: (failure: unknown) => void,
): EntityStore<SavedComparison> {
  const saved = createEntityStore<SavedComparison>()
  let sinceReload: SavedComparison[] | null = null
  client.on('comparisons', ({ comparisons }) => {
    saved.merge(comparisons)
    sinceReload?.push(...comparisons)
  })
  client.onReload(() => {
    const since: SavedComparison[] = []
    sinceReload = since
    client
      .call('comparisons.list', {})
      .then(({ comparisons }) => {
        if (sinceReload !== since) return
        sinceReload = null
        saved.replace(comparisons, since)
      })
      .catch(onFailure)
  })
  return saved
}
