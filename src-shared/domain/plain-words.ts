import type * as z from 'zod'

const number = (value: unknown): string =>
  typeof value === 'number' && Math.abs(value) < 1e15
    ? value.toLocaleString('en-US', { maximumSignificantDigits: 12 })
    : String(value)
const things: Record<string, string> = {
  array: 'a list',
  object: 'an object',
  record: 'an object',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'null',
}
const counted = (origin: string, count: unknown): string =>
  origin === 'string'
    ? `${number(count)} ${Number(count) === 1 ? 'character' : 'characters'}`
    : `${number(count)} ${Number(count) === 1 ? 'item' : 'items'}`
const oneOf = (values: readonly unknown[]): string =>
  `should be ${values.length === 1 ? '' : 'one of '}${values.map((value) => JSON.stringify(value)).join(', ')}`

/** zod's own messages are for programmers; what our schemas wrote themselves stays as it is. */
export function inPlainWords(issue: z.core.$ZodIssue): string {
  if (!/^(Invalid|Too (big|small)|Unrecognized)/.test(issue.message)) return issue.message
  const measured = 'origin' in issue && (issue.origin === 'array' || issue.origin === 'string')
  switch (issue.code) {
    case 'too_big':
      return measured
        ? `give at most ${counted(issue.origin, issue.maximum)}`
        : `should be ${issue.inclusive === false ? 'below' : 'at most'} ${number(issue.maximum)}`
    case 'too_small':
      return measured
        ? `give at least ${counted(issue.origin, issue.minimum)}`
        : `should be ${issue.inclusive === false ? 'above' : 'at least'} ${number(issue.minimum)}`
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? `is missing: give ${things[issue.expected] ?? issue.expected}`
        : `should be ${things[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? oneOf(issue.options)
        : 'is not one of the kinds allowed here'
    case 'unrecognized_keys':
      return `has no field ${issue.keys.map((key) => `"${key}"`).join(' or ')}: remove it, or correct its spelling`
    default:
      return issue.message
  }
}
