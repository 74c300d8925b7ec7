import type { FieldKind, RunField } from './fields.ts'
import type { Comparison } from './filter.ts'

const operators: Record<FieldKind, readonly Comparison[]> = {
  text: ['=', '!=', '~', '!~'],
  number: ['=', '!=', '<', '<=', '>', '>='],
  duration: ['=', '!=', '<', '<=', '>', '>='],
  date: ['=', '!=', '<', '<=', '>', '>='],
  flag: ['=', '!='],
  parameter: ['=', '!=', '<', '<=', '>', '>=', '~', '!~'],
}
export const operatorsOf = (field: RunField): readonly Comparison[] => operators[field.kind]

/** As a sentence names a kind. */
export const kindWords: Record<FieldKind, string> = {
  text: 'a text',
  number: 'a number',
  duration: 'a length of time',
  date: 'a date',
  flag: 'yes or no',
  parameter: 'a parameter',
}
