import type { EnvironmentSpec } from '../catalogue/environments/index.ts'
import type { ExperimentSpec } from './spec.ts'
import type { VariantSpec } from './variant.ts'

/** What an experiment compares: a variant in a world. `variantIndex` of a run, and of a selection, is a point's index. */
export interface Point {
  readonly variant: VariantSpec
  readonly environment: EnvironmentSpec
}

type WithPoints = Pick<ExperimentSpec, 'environment' | 'variants'>

/** Specs are never changed in place, so each one's points are made once. */
const known = new WeakMap<WithPoints, readonly Point[]>()

/** All points of a spec, in the order that `variantIndex` counts. */
export function pointsOf(spec: WithPoints): readonly Point[] {
  let points = known.get(spec)
  if (points === undefined) known.set(spec, (points = makePoints(spec)))
  return points
}

/** The point that a run trains; undefined where the spec has none of that index. */
export const pointOf = (spec: WithPoints, variantIndex: number): Point | undefined => pointsOf(spec)[variantIndex]

const makePoints = ({ environment, variants }: WithPoints): Point[] =>
  variants.map((variant) => ({ variant, environment }))
