import type { Experiment, Run } from '../../../src-shared/domain/run.ts'

/** What the selection bar has open. */
export type BulkPanel = 'tag' | 'note' | 'rename'

/** What is selected, told apart by what can be done to it. */
export interface Selection {
  count: number
  /** All that is selected is locked. */
  locked: boolean
  /** Tags that any of them has. */
  tags: readonly string[]
  /** Whole experiments, which have names. */
  experiments: readonly Experiment[]
  requeueable: readonly Run[]
}

export interface BulkActions {
  compare: () => void
  addTag: (tag: string) => void
  removeTag: (tag: string) => void
  addNote: (note: string) => void
  rename: (name: string) => void
  lock: (locked: boolean) => void
  exportAs: (format: 'csv' | 'json') => void
  requeue: () => void
  remove: () => void
  clear: () => void
}
