import type * as z from 'zod'
import type { CatalogueEntry } from '../entry.ts'

/** An update, and what kind of step it makes; what combines with it and what it is built of follow from that. */
export interface UpdateEntry<S extends z.ZodType = z.ZodType> extends CatalogueEntry<S> {
  /**
   * 'gradient': up a surrogate's gradient in minibatches, with an optimiser. 'fisher-solve': one step that is solved for
   * with the policy's Fisher matrix. 'greedy-table': writes a greedy action for every state.
   */
  step: 'gradient' | 'fisher-solve' | 'greedy-table'
}
