import type { RunField } from './fields.ts'
import type { RunTable } from './table.ts'

const { compare: byLetters } = new Intl.Collator('en', { sensitivity: 'base' })

/** By letters, and by the numbers between them: "step 0.002" is before "step 0.01", which is before "step 1e1". */
export function byWords(a: string, b: string): number {
  const [piecesOfA, piecesOfB] = [a, b].map((text) => text.split(/(\d+(?:\.\d+)?(?:e[+-]?\d+)?)/i)) as [
    string[],
    string[],
  ]
  const count = Math.min(piecesOfA.length, piecesOfB.length)
  for (let i = 0; i < count; i++) {
    const [x, y] = [piecesOfA[i]!, piecesOfB[i]!]
    // Every second piece is a number.
    const order = i % 2 === 1 ? Number(x) - Number(y) : byLetters(x, y)
    if (order !== 0) return order
  }
  return piecesOfA.length - piecesOfB.length
}

/** What a row shows for a field, as one text; empty where it has no value. */
function textOf(table: RunTable, field: RunField, row: number): string {
  if (field.kind === 'text') return table.texts(field)[row]!.join(', ')
  if (field.kind === 'parameter') return String(table.parameters(field)[row] ?? '')
  const value = table.numbers(field)[row]!
  return Number.isNaN(value) ? '' : String(value)
}

/** A number for each row by which the rows are in order: texts are ranked once, not at each comparison. NaN is none. */
function sortKeys(table: RunTable, field: RunField): Float64Array {
  if (field.kind !== 'text' && field.kind !== 'parameter') return table.numbers(field)
  const values: (string | number | null)[] =
    field.kind === 'parameter'
      ? [...table.parameters(field)]
      : table.records.map((_, row) => textOf(table, field, row) || null)
  const numbers = [...new Set(values.filter((value) => typeof value === 'number'))].toSorted((a, b) => a - b)
  const texts = [...new Set(values.filter((value) => typeof value === 'string'))].toSorted(byWords)
  const rank = new Map<string | number, number>([...numbers, ...texts].map((value, index) => [value, index]))
  return Float64Array.from(values, (value) => (value === null ? NaN : rank.get(value)!))
}

/** Rows sorted by a field; those without a value last, whichever way; equal ones newest first. */
export function sortRows(
  table: RunTable,
  rows: readonly number[],
  field: RunField,
  descending: boolean,
  created: Float64Array,
): number[] {
  const keys = sortKeys(table, field)
  const sign = descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const [x, y] = [keys[a]!, keys[b]!]
    if (x !== y && !(Number.isNaN(x) && Number.isNaN(y))) {
      if (Number.isNaN(x)) return 1
      if (Number.isNaN(y)) return -1
      return sign * (x - y)
    }
    return created[b]! - created[a]! || a - b
  })
}

/** Rows with the same value of a field, in the order in which the values are sorted; none comes last. */
export interface RowGroup {
  /** Empty where the rows have no value. */
  text: string
  rows: number[]
}

export function groupRows(table: RunTable, rows: readonly number[], field: RunField): RowGroup[] {
  const keys = sortKeys(table, field)
  const groups = new Map<string, RowGroup & { key: number }>()
  for (const row of rows) {
    const text = textOf(table, field, row)
    const group = groups.get(text)
    if (group === undefined) groups.set(text, { text, rows: [row], key: keys[row]! })
    else group.rows.push(row)
  }
  return [...groups.values()].toSorted((a, b) => (Number.isNaN(a.key) ? 1 : Number.isNaN(b.key) ? -1 : a.key - b.key))
}

/** The mean over the rows that have a number, and how many have; null where none has, and for texts. */
export function meanOf(
  table: RunTable,
  field: RunField,
  rows: readonly number[],
): { mean: number; count: number } | null {
  if (field.kind === 'text' || field.kind === 'date' || field.kind === 'flag') return null
  const column = field.kind === 'parameter' ? table.parameters(field) : table.numbers(field)
  let sum = 0
  let count = 0
  for (const row of rows) {
    const value = column[row]
    if (typeof value !== 'number' || Number.isNaN(value)) continue
    sum += value
    count++
  }
  return count === 0 ? null : { mean: sum / count, count }
}
