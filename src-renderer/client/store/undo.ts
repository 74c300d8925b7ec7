import { createStore } from './external-store.ts'
import type { ReadableStore } from './external-store.ts'

/** The last thing that can be taken back. `undo` and `redo` may offer anew what follows. */
export interface UndoOffer {
  /** What would be undone, in words: "delete 3 runs". */
  label: string
  undo?: () => void | Promise<void>
  redo?: () => void | Promise<void>
}

export interface UndoStore extends ReadableStore<UndoOffer | null> {
  /** Shows the header's undo button and answers Ctrl+Z; returns a way to withdraw this offer. */
  offer(offer: UndoOffer): () => void
}

export function createUndoStore(): UndoStore {
  const store = createStore<UndoOffer | null>(null)
  return {
    get: store.get,
    subscribe: store.subscribe,
    offer(offer) {
      store.set(offer)
      return () => {
        if (store.get() === offer) store.set(null)
      }
    },
  }
}
