import type BetterSqlite3 from 'better-sqlite3'

/** A spec as an earlier schema stored it: parsed when it was queued, every default of that day written out. */
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

/** Lets `change` write into each stored spec. What can't be read as one stays as it is: reading it tells of it by name. */
export function changeStoredSpecs(database: BetterSqlite3.Database, change: (spec: StoredSpec) => void): void {
  const write = database.prepare('UPDATE experiment SET spec = ? WHERE number = ?')
  const rows = database.prepare('SELECT number, spec FROM experiment').all() as { number: number; spec: string }[]
  for (const { number, spec: text } of rows) {
    const spec = read(text)
    if (!isStoredSpec(spec)) continue
    change(spec)
    write.run(JSON.stringify(spec), number)
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function isStoredSpec(value: unknown): value is StoredSpec {
  if (!isObject(value) || !isObject(value['environment']) || !Array.isArray(value['variants'])) return false
  return value['variants'].every(
    (variant: unknown) =>
      isObject(variant) && ['collection', 'policy', 'estimator', 'update'].every((part) => isObject(variant[part])),
  )
}
