import { fieldOf, type RunField } from './fields.ts'
import type { Comparison, Filter, Literal } from './filter.ts'
import { readInterval } from './quantities.ts'
import type { RunTable } from './table.ts'

/** Whether the run in this row of the table is one. */
export type Predicate = (row: number) => boolean

/** A filter over a table's columns. `nowMs` is what "today" and "within" are reckoned from. */
function compileFilter(filter: Filter, table: RunTable, nowMs: number): Predicate {
  switch (filter.kind) {
    case 'all':
      return () => true
    case 'and': {
      const parts = filter.parts.map((part) => compileFilter(part, table, nowMs))
      return (row) => parts.every((part) => part(row))
    }
    case 'or': {
      const parts = filter.parts.map((part) => compileFilter(part, table, nowMs))
      return (row) => parts.some((part) => part(row))
    }
    case 'not': {
      const part = compileFilter(filter.part, table, nowMs)
      return (row) => !part(row)
    }
    case 'word':
      return hasWord(filter.text.toLowerCase(), table)
    case 'has':
      return hasValue(known(filter.field), table)
    case 'compare':
      return compare(known(filter.field), filter.operator, filter.value, table, nowMs)
    case 'in': {
      const field = known(filter.field)
      const parts = filter.values.map((value) => compare(field, '=', value, table, nowMs))
      return (row) => parts.some((part) => part(row))
    }
    case 'within': {
      const dates = table.numbers(known(filter.field))
      const fromMs = nowMs - filter.seconds * 1_000
      return (row) => dates[row]! >= fromMs && dates[row]! <= nowMs
    }
  }
}

/** The rows that a filter keeps, in their order. */
export function filterRows(filter: Filter, table: RunTable, nowMs: number): number[] {
  const keeps = compileFilter(filter, table, nowMs)
  const rows: number[] = []
  for (let row = 0; row < table.records.length; row++) if (keeps(row)) rows.push(row)
  return rows
}

function known(id: string): RunField {
  const field = fieldOf(id)
  if (field === undefined) throw new Error(`no field is called ${id}`)
  return field
}

function hasWord(word: string, table: RunTable): Predicate {
  const texts = table.searchTexts()
  const statuses = table.lowerTexts(known('status'))
  return (row) => texts[row]!.includes(word) || statuses[row]!.includes(word)
}

function hasValue(field: RunField, table: RunTable): Predicate {
  if (field.kind === 'text') {
    const texts = table.texts(field)
    return (row) => texts[row]!.length > 0
  }
  if (field.kind === 'parameter') {
    const values = table.parameters(field)
    return (row) => values[row] !== null
  }
  const numbers = table.numbers(field)
  if (field.kind === 'flag') return (row) => numbers[row] === 1
  return (row) => !Number.isNaN(numbers[row]!)
}

function compare(field: RunField, operator: Comparison, value: Literal, table: RunTable, nowMs: number): Predicate {
  if (operator === '!=' || operator === '!~') {
    const equal = compare(field, operator === '!=' ? '=' : '~', value, table, nowMs)
    return (row) => !equal(row)
  }
  switch (value.kind) {
    case 'text':
      return field.kind === 'parameter'
        ? compareParameterText(operator, value.text, table.parameters(field))
        : compareTexts(operator, value.text, table.lowerTexts(field))
    case 'number':
      return field.kind === 'parameter'
        ? compareParameterNumber(operator, value.value, table.parameters(field))
        : compareNumbers(operator, value.value, value.value, table.numbers(field))
    case 'duration':
      return compareNumbers(operator, value.seconds, value.seconds, table.numbers(field))
    case 'flag':
      return compareNumbers(operator, Number(value.value), Number(value.value), table.numbers(field))
    case 'date': {
      const { startMs, endMs } = readInterval(value.text, nowMs)!
      return compareNumbers(operator, startMs, endMs - 1, table.numbers(field))
    }
  }
}

function compareTexts(operator: Comparison, text: string, column: readonly (readonly string[])[]): Predicate {
  const wanted = text.toLowerCase()
  return operator === '='
    ? (row) => column[row]!.includes(wanted)
    : (row) => column[row]!.some((value) => value.includes(wanted))
}

/** With a number, or with all of a day: equal is within it, greater is after its end. NaN is none of these. */
function compareNumbers(operator: Comparison, first: number, last: number, column: Float64Array): Predicate {
  switch (operator) {
    case '<':
      return (row) => column[row]! < first
    case '<=':
      return (row) => column[row]! <= last
    case '>':
      return (row) => column[row]! > last
    case '>=':
      return (row) => column[row]! >= first
    default:
      return (row) => column[row]! >= first && column[row]! <= last
  }
}

function compareParameterNumber(
  operator: Comparison,
  number: number,
  column: readonly (string | number | null)[],
): Predicate {
  if (operator === '~') return compareParameterText(operator, String(number), column)
  const numbers = Float64Array.from(column, (value) => (typeof value === 'number' ? value : NaN))
  return compareNumbers(operator, number, number, numbers)
}

/** The words for yes and no in specs and in filters. */
const flagTexts: Record<string, string> = { true: 'yes', on: 'yes', false: 'no', off: 'no' }

/** "(64, 64)" and "64,64" are the same; letters' size doesn't matter. A text is neither smaller nor greater. */
function compareParameterText(
  operator: Comparison,
  text: string,
  column: readonly (string | number | null)[],
): Predicate {
  const wanted = bare(flagTexts[text.toLowerCase()] ?? text)
  switch (operator) {
    case '=':
      return (row) => column[row] !== null && bare(String(column[row])) === wanted
    case '~':
      return (row) => column[row] !== null && bare(String(column[row])).includes(wanted)
    default:
      return () => false
  }
}

const bare = (text: string): string => text.toLowerCase().replaceAll(/[\s()]/g, '')
