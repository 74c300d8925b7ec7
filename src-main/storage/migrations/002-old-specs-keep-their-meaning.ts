import type { Migration } from './migration.ts'

/** A spec as schema 1 stored it: parsed when it was queued, every default of that day written out. */
export interface StoredSpec {
  environment: Record<string, unknown>
  variants: StoredVariant[]
  [field: string]: unknown
}
export interface StoredVariant {
  collection: Record<string, unknown>
  policy: Record<string, unknown>
  estimator: Record<string, unknown>
  critic?: Record<string, unknown>
  update: Record<string, unknown>
  [field: string]: unknown
}

/**
 * A stored spec without a field reads as today's default, so a field that came later would change what an old
 * experiment means. One function for each such field writes what the spec meant when it was queued: the value that
 * computes the same bits as the program did then. It leaves a field that is there as it is.
 *
 * A field whose default is what old specs meant needs nothing here.
 */
const oldValues: readonly ((variant: StoredVariant, spec: StoredSpec) => void)[] = [
  // An exact collection passed `normalise` over; now it is refused there.
  ({ collection, estimator }) => {
    if (collection['exact'] === true) estimator['normalise'] = false
  },
]

export const oldSpecsKeepTheirMeaning: Migration = {
  version: 2,
  name: 'old specs keep their meaning',
  change(database) {
    const write = database.prepare('UPDATE experiment SET spec = ? WHERE number = ?')
    const rows = database.prepare('SELECT number, spec FROM experiment').all() as { number: number; spec: string }[]
    for (const { number, spec } of rows) {
      const changed = withOldValues(spec)
      if (changed !== undefined) write.run(changed, number)
    }
  },
}

/** What can't be read as a spec stays as it is: reading it tells of it by name. */
function withOldValues(text: string): string | undefined {
  let spec: StoredSpec
  try {
    spec = JSON.parse(text) as StoredSpec
  } catch {
    return undefined
  }
  if (!isStoredSpec(spec)) return undefined
  for (const variant of spec.variants) for (const write of oldValues) write(variant, spec)
  return JSON.stringify(spec)
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function isStoredSpec(value: unknown): value is StoredSpec {
  if (!isObject(value) || !isObject(value['environment']) || !Array.isArray(value['variants'])) return false
  return value['variants'].every(
    (variant: unknown) =>
      isObject(variant) && ['collection', 'policy', 'estimator', 'update'].every((part) => isObject(variant[part])),
  )
}
