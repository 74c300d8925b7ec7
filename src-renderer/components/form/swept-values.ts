import type { FieldAt } from '../../../src-shared/domain/field-at.ts'
import type { Dimension, SweptRange, SweptValue } from '../../../src-shared/domain/sweep.ts'
import { formatInputNumber, parseInputNumber } from '../input-number.ts'

export type SweptValues = Dimension['values']

/** What a field is swept over at first: a switch over both, anything else over the value that it has, for more to follow. */
export function firstValues(field: FieldAt, value: unknown): SweptValue[] {
  if (field.kind === 'switch') return [false, true]
  return value === undefined ? [] : [value as SweptValue]
}

/** A range around a number: a decade to both sides where it is above 0, else as far as 1. */
export function firstRange(field: FieldAt, values: readonly SweptValue[]): SweptRange {
  const numbers = values.filter((value) => typeof value === 'number')
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  if (numbers.length > 1 && low < high)
    return { from: low, to: high, count: Math.max(2, numbers.length), scale: 'linear' }
  const [only = 0] = numbers
  if (only <= 0) return { from: only, to: only + 1, count: 5, scale: 'linear' }
  if (field.integer) return { from: Math.max(1, Math.round(only / 4)), to: only * 4, count: 5, scale: 'log' }
  return { from: Number((only / 10).toPrecision(4)), to: Number((only * 10).toPrecision(4)), count: 5, scale: 'log' }
}

/** "0.001, 0.003, none" and "64, 64; 128" as values; a sentence about what can't be read. */
export function parseValues(text: string, kind: FieldAt['kind']): { values: SweptValue[] } | { problem: string } {
  const parts = text
    .split(kind === 'integers' ? ';' : /[;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const values: SweptValue[] = []
  for (const part of parts) {
    const value =
      part === 'none'
        ? kind === 'integers'
          ? []
          : null
        : kind === 'integers'
          ? layers(part)
          : parseInputNumber(part, false)
    if (typeof value === 'string')
      return { problem: `"${part}" is not ${kind === 'integers' ? 'a list of whole numbers' : 'a number'}` }
    values.push(value)
  }
  return { values }
}

const layers = (text: string): number[] | string => {
  const parts = text.split(/[,\s×x]+/)
  return parts.every((part) => /^\d+$/.test(part)) ? parts.map(Number) : text
}

export function valuesText(values: readonly SweptValue[]): string {
  const some = values.some(Array.isArray)
  return values
    .map((value) =>
      value === null || (Array.isArray(value) && value.length === 0)
        ? 'none'
        : Array.isArray(value)
          ? value.join(', ')
          : typeof value === 'number'
            ? formatInputNumber(value).replaceAll(',', '')
            : String(value),
    )
    .join(some ? '; ' : ', ')
}

/** "0.1, 0.2", "1e-4 to 0.01, 5 values, logarithmic". */
export function sweptInWords(values: SweptValues): string {
  if (Array.isArray(values))
    return values.map((value) => (typeof value === 'boolean' ? (value ? 'on' : 'off') : valuesText([value]))).join(', ')
  const { from, to, count, scale } = values
  return `${valuesText([from])} to ${valuesText([to])}, ${count} values${scale === 'log' ? ', logarithmic' : ''}`
}
