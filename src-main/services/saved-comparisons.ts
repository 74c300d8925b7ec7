import { err, ok } from '../../src-shared/contract/errors.ts'
import type { Result } from '../../src-shared/contract/errors.ts'
import type { SavedComparisonId } from '../../src-shared/domain/ids.ts'
import type { SavedComparison } from '../../src-shared/domain/saved-comparison.ts'
import {
  comparisonById,
  comparisonByName,
  insertComparison,
  listComparisons,
  updateComparison,
} from '../storage/repositories/comparisons.ts'
import type { ServiceContext } from './context.ts'
import type { Handlers } from './handlers.ts'
import { newSavedComparisonId } from './ids.ts'

type Methods =
  | 'comparisons.list'
  | 'comparisons.save'
  | 'comparisons.update'
  | 'comparisons.remove'
  | 'comparisons.restore'

/** Comparisons with a name. Every window is told of each change. */
export function savedComparisonHandlers({
  database,
  publish,
  now,
}: Pick<ServiceContext, 'database' | 'publish' | 'now'>): Pick<Handlers, Methods> {
  /** `write` stores it, unless another has its name. */
  const store = (saved: SavedComparison, write: () => void): Result<SavedComparison> => {
    const other = saved.deletedAt === null ? comparisonByName(database, saved.name) : undefined
    if (other !== undefined && other.id !== saved.id) return err({ kind: 'name-taken', name: saved.name })
    write()
    publish({ kind: 'comparisons', comparisons: [saved] })
    return ok(saved)
  }
  const change = (id: SavedComparisonId, patch: Partial<SavedComparison>): Result<SavedComparison> => {
    const saved = comparisonById(database, id)
    if (saved === undefined) return err({ kind: 'comparison-not-found', id })
    const next = { ...saved, ...patch }
    return store(next, () => updateComparison(database, id, { ...patch, deletedAt: next.deletedAt }))
  }
  return {
    'comparisons.list': () => ok({ comparisons: listComparisons(database) }),
    'comparisons.save'({ name, spec, notes }) {
      const times = { createdAt: now(), changedAt: now(), deletedAt: null }
      const saved = { id: newSavedComparisonId(), name, spec, notes, ...times }
      return store(saved, () => insertComparison(database, saved))
    },
    'comparisons.update': ({ id, ...patch }) => change(id, { ...patch, changedAt: now() }),
    'comparisons.remove': ({ id }) => change(id, { deletedAt: now() }),
    'comparisons.restore': ({ id }) => change(id, { deletedAt: null }),
  }
}
