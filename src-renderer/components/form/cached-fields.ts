import type { CatalogueEntry } from '../../../src-shared/catalogue/entry.ts'
import { fieldsOf } from './field.ts'
import type { Field } from './field.ts'

const fieldsByKey = new Map<string, Field[]>()

/** Schemas don't change, so their fields are read once. */
export function cachedFields(key: string, schema: CatalogueEntry['schema']): Field[] {
  const known = fieldsByKey.get(key)
  if (known) return known
  const fields = fieldsOf(schema)
  fieldsByKey.set(key, fields)
  return fields
}
