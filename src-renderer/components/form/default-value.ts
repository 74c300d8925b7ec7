import { formatInputNumber } from '../input-number.ts'
import type { Field } from './field.ts'

type WithDefault = Pick<Field, 'byDefault'> & Partial<Field>

/** Whether a field has another value than its default. Of a choice with fields of its own only the kind counts. */
export function isAway(field: WithDefault, value: unknown): boolean {
  const { byDefault } = field
  if (byDefault === undefined) return false
  if ('discriminator' in field && field.discriminator !== undefined)
    return kindOf(value, field.discriminator) !== kindOf(byDefault, field.discriminator)
  return JSON.stringify(value) !== JSON.stringify(byDefault)
}

const kindOf = (value: unknown, discriminator: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[discriminator] : value

/** A default as the form shows it: "0.2", "on", "constant", "64, 64". */
export function defaultWords(field: WithDefault): string {
  const { byDefault } = field
  if (byDefault === null || (Array.isArray(byDefault) && byDefault.length === 0)) return 'none'
  if (typeof byDefault === 'boolean') return byDefault ? 'on' : 'off'
  if (Array.isArray(byDefault)) return byDefault.join(', ')
  if ('options' in field && field.options) {
    const kind = field.discriminator === undefined ? byDefault : kindOf(byDefault, field.discriminator)
    return field.options.find((option) => option.value === kind)?.title ?? String(kind)
  }
  return formatInputNumber(byDefault)
}
