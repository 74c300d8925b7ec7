import { pathOfText, pathText, type Path } from '../../../../src-shared/domain/paths.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import type { Dimension } from '../../../../src-shared/domain/sweep.ts'
import { sweepableAt } from '../../../../src-shared/domain/swept-fields.ts'
import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'
import type { SweptValues } from '../../../components/form/swept-values.ts'

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
