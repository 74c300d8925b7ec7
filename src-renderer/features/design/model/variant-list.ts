import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'
import { freeName, nextSlot } from './algorithm.ts'
import { withVariants } from './sweep.ts'

/** A spec with other variants, and which of them is shown then. */
export interface Listed {
  spec: ExperimentSpec
  active: number
}

const placesOf = (spec: ExperimentSpec): number[] => spec.variants.map((_, index) => index)
const inOrder = (spec: ExperimentSpec, order: readonly number[]): ExperimentSpec =>
  withVariants(
    spec,
    order.map((index) => spec.variants[index]!),
    order,
  )

/** With one more at the end; a copy takes the swept fields of what it is of along. */
export const withAnother = (spec: ExperimentSpec, variant: VariantSpec, copyOf: number | null): Listed => ({
  spec: withVariants(spec, [...spec.variants, variant], [...placesOf(spec), copyOf]),
  active: spec.variants.length,
})

export function withCopy(spec: ExperimentSpec, index: number): Listed {
  const original = spec.variants[index]!
  const copy = { ...original, name: freeName(original.name, spec.variants), slot: nextSlot(spec) }
  return withAnother(spec, copy, index)
}

/** Undefined for the only one. */
export function without(spec: ExperimentSpec, index: number, active: number): Listed | undefined {
  if (spec.variants.length === 1) return undefined
  const left = placesOf(spec).filter((place) => place !== index)
  return { spec: inOrder(spec, left), active: Math.min(active > index ? active - 1 : active, left.length - 1) }
}

/** One place to a side; undefined where there is none. */
export function moved(spec: ExperimentSpec, index: number, by: 1 | -1): Listed | undefined {
  const target = index + by
  if (target < 0 || target >= spec.variants.length) return undefined
  return { spec: inOrder(spec, placesOf(spec).with(index, target).with(target, index)), active: target }
}
