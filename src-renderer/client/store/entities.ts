import { createStore } from './external-store.ts'
import type { ReadableStore } from './external-store.ts'

interface Entity {
  id: string
  deletedAt: number | null
}

export interface EntityStore<T extends Entity> extends ReadableStore<ReadonlyMap<T['id'], T>> {
  /** New or changed ones; deleted ones leave. */
  merge(changed: readonly T[]): void
  /** Everything anew. `since` are changes that arrived while this was being read: they are newer. */
  replace(all: readonly T[], since: readonly T[]): void
}

/** What the app has of one kind, by id, without what was deleted. */
export function createEntityStore<T extends Entity>(): EntityStore<T> {
  const store = createStore<ReadonlyMap<T['id'], T>>(new Map())
  const apply = (map: Map<T['id'], T>, changed: readonly T[]) => {
    for (const entity of changed) {
      if (entity.deletedAt === null) map.set(entity.id, entity)
      else map.delete(entity.id)
    }
    return map
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    merge: (changed) => store.update((map) => apply(new Map(map), changed)),
    replace: (all, since) => store.set(apply(apply(new Map(), all), since)),
  }
}
