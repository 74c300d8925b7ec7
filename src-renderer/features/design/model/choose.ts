import { combinationProblems } from '../../../../src-shared/domain/combinations.ts'
import { environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { CollectionSpec } from '../../../../src-shared/catalogue/collection.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'
import { withFittingEvaluation } from '../../../components/evaluation.ts'
import { algorithmOfName, reasonAgainst, withDiscountOf } from './algorithm.ts'
import { partOf } from './parts.ts'
import type { Column } from './parts.ts'
import { withValueAt } from '../../../../src-shared/domain/paths.ts'
import type { Path } from '../../../../src-shared/domain/paths.ts'
import { repair } from './repair.ts'
import type { Kept, Repaired } from './repair.ts'

/** What a choice would lead to: the new spec and what else had to change; or why it can't be had. */
export type Outcome = { ok: true; spec: ExperimentSpec; changes: string[] } | { ok: false; reason: string }

/**
 * Another option in one of the three columns; the other two keep theirs. `remembered` is how it stood when it was last
 * chosen.
 */
export function choosePart(
  spec: ExperimentSpec,
  index: number,
  column: Column,
  kind: string,
  remembered?: VariantSpec[Column],
): Outcome {
  const variant = spec.variants[index]!
  const part = remembered ?? partOf(column, kind, variant[column])
  return outcome(
    spec,
    index,
    repair(
      spec.environment,
      { ...variant, [column]: part },
      spec.budget,
      new Set<Kept>(['policy', 'estimator', 'update']),
    ),
  )
}

/** Another way of collecting; the estimator may follow. */
export function chooseCollection(spec: ExperimentSpec, index: number, collection: CollectionSpec): Outcome {
  const variant = spec.variants[index]!
  return outcome(
    spec,
    index,
    repair(
      spec.environment,
      { ...variant, collection },
      spec.budget,
      new Set<Kept>(['policy', 'update', 'collection']),
    ),
  )
}

/** A choice inside of a part, such as where a baseline is learned from; no part changes its kind for it. */
export function chooseDetail(spec: ExperimentSpec, index: number, path: Path, value: unknown): Outcome {
  const variant = withValueAt(spec.variants[index]!, path, value)
  return outcome(
    spec,
    index,
    repair(
      spec.environment,
      variant,
      spec.budget,
      new Set<Kept>([
        'policy',
        'estimator',
        'update',
        'collection',
        ...(path[0] === 'normalisation' ? (['normalisation'] as const) : []),
      ]),
    ),
    path,
  )
}

/** Another world; every variant follows as far as it must. */
export function chooseWorld(spec: ExperimentSpec, environment: EnvironmentSpec): Outcome {
  const changes: string[] = []
  let next: ExperimentSpec = { ...spec, environment }
  next.variants.forEach((variant, index) => {
    const discounted = withDiscountOf(environment, spec.environment, variant)
    const repaired = repair(environment, discounted.variant, next.budget, new Set())
    next = withRepaired(next, index, repaired)
    const named = algorithmOfName(variant.name)
    const lost =
      named !== undefined &&
      reasonAgainst(named, spec.environment, spec.budget) === undefined &&
      reasonAgainst(named, environment, next.budget) !== undefined
        ? [`It is no longer “${named.title}”, which this world can’t have: give it another name.`]
        : []
    changes.push(
      ...[...discounted.changes, ...repaired.changes, ...lost].map((sentence) =>
        spec.variants.length > 1 ? `${variant.name}: ${sentence}` : sentence,
      ),
    )
  })
  const fitting = withFittingEvaluation(next)
  return { ok: true, spec: fitting.spec, changes: [...changes, ...fitting.changes] }
}

/** A world by its id, with its defaults and as many copies as the last one; a module's file is for a person to name. */
export function worldOf(id: string, before: EnvironmentSpec): EnvironmentSpec {
  if (id !== 'module') return environmentSpec.parse({ id, copies: before.copies })
  return { id, path: '', parameters: {}, copies: before.copies }
}

function outcome(spec: ExperimentSpec, index: number, repaired: Repaired, path?: Path): Outcome {
  // What was wrong before, elsewhere, is not this choice's doing.
  const before = new Set(
    combinationProblems(spec.environment, spec.variants[index]!, spec.budget).map(
      (problem) => problem.path.join('.') + problem.reason,
    ),
  )
  const against = repaired.problems.find(
    (problem) =>
      !before.has(problem.path.join('.') + problem.reason) ||
      (path && problem.path.join('.').startsWith(path.join('.'))),
  )
  if (against) return { ok: false, reason: against.reason }
  const fitting = withFittingEvaluation(withRepaired(spec, index, repaired))
  return { ok: true, spec: fitting.spec, changes: [...repaired.changes, ...fitting.changes] }
}

const withRepaired = (spec: ExperimentSpec, index: number, repaired: Repaired): ExperimentSpec => ({
  ...spec,
  budget: repaired.budget,
  variants: spec.variants.map((variant, i) => (i === index ? repaired.variant : variant)),
})
