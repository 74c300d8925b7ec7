import type { FieldAt } from '../../../../src-shared/domain/field-at.ts'
import { pathOfText, pathText, type Path } from '../../../../src-shared/domain/paths.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import type { Dimension, SweptRange, SweptValue } from '../../../../src-shared/domain/sweep.ts'
import { sweepableAt } from '../../../../src-shared/domain/swept-fields.ts'
import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'
import { formatInputNumber, parseInputNumber } from '../../../components/input-number.ts'

export type SweptValues = Dimension['values']

/** Which dimension of the sweep is about the field at a path; -1 where none is. */
export const dimensionAt = (spec: ExperimentSpec, path: Path): number =>
  spec.sweep?.dimensions.findIndex((dimension) => dimension.path === pathText(path)) ?? -1

/** A spec in which the field at a path takes these values, or its own value again where they are null. */
export function withSwept(spec: ExperimentSpec, path: Path, values: SweptValues | null): ExperimentSpec {
  const dimensions = spec.sweep?.dimensions ?? []
  const index = dimensionAt(spec, path)
  const swept = values === null ? [] : [{ path: pathText(path), values }]
  return withDimensions(
    spec,
    index === -1
      ? [...dimensions, ...swept]
      : dimensions.flatMap((dimension, i) => (i === index ? swept : [dimension])),
  )
}

function withDimensions(spec: ExperimentSpec, dimensions: Dimension[]): ExperimentSpec {
  const { sweep, ...rest } = spec
  if (dimensions.length === 0) return rest
  return { ...rest, sweep: { search: { kind: 'grid' }, ...sweep, dimensions } }
}

/**
 * A spec with other variants, each with its swept fields. `from` says which of the variants before each of them was, or
 * is a copy of; null for a new one.
 */
export function withVariants(
  spec: ExperimentSpec,
  variants: VariantSpec[],
  from: readonly (number | null)[],
): ExperimentSpec {
  const dimensions = (spec.sweep?.dimensions ?? []).flatMap((dimension) => {
    const [first, before, ...inside] = pathOfText(dimension.path)
    if (first !== 'variants') return [dimension]
    return from.flatMap((was, index) =>
      was === before ? [{ ...dimension, path: pathText(['variants', index, ...inside]) }] : [],
    )
  })
  return withDimensions({ ...spec, variants }, dimensions)
}

/** Without the swept fields that are no longer there, once a part or the world is another one; says which. */
export function withFittingSweep(
  spec: ExperimentSpec,
  before: ExperimentSpec,
): { spec: ExperimentSpec; changes: string[] } {
  const dimensions = spec.sweep?.dimensions ?? []
  const kept = dimensions.filter(({ path }) => sweepableAt(spec, path) !== undefined)
  if (kept.length === dimensions.length) return { spec, changes: [] }
  const lost = dimensions.filter((dimension) => !kept.includes(dimension))
  return {
    spec: withDimensions(spec, kept),
    changes: lost.map(
      ({ path }) =>
        `${sweepableAt(before, path)?.title ?? path} is not swept any more: it is no field of this design now.`,
    ),
  }
}

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
