import type { RunField } from './fields.ts'
import type { RunTable } from './table.ts'

/** The values of a field that occur, the most common first; each once. */
export function occurringValues(table: RunTable, field: RunField): string[] {
  const counts = new Map<string, number>()
  const count = (text: string): void => void counts.set(text, (counts.get(text) ?? 0) + 1)
  if (field.kind === 'text') table.texts(field).flat().forEach(count)
  else if (field.kind === 'parameter')
    table.parameters(field).forEach((value) => value !== null && count(String(value)))
  else for (const value of table.numbers(field)) if (!Number.isNaN(value)) count(String(value))
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([text]) => text)
}
