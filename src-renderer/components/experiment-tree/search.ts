import { estimatorCatalogue } from '../../../src-shared/catalogue/estimators/index.ts'
import { policyCatalogue } from '../../../src-shared/catalogue/policies/index.ts'
import { updateCatalogue } from '../../../src-shared/catalogue/updates/index.ts'
import { pointsOf } from '../../../src-shared/domain/points.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import type { ExperimentNode } from './tree.ts'

const titleOf = (entries: readonly { id: string; title: string }[], id: string): string =>
  entries.find((entry) => entry.id === id)?.title ?? id

/** What a variant is made of, in the words of the catalogue: "Neural softmax, advantage, GAE(λ), proximal, clipped". */
export function algorithmWords(variant: VariantSpec): { policy: string; estimator: string; update: string } {
  return {
    policy: titleOf(policyCatalogue, variant.policy.kind),
    estimator: titleOf(estimatorCatalogue, variant.estimator.kind),
    update: titleOf(updateCatalogue, variant.update.kind),
  }
}

/**
 * Everything of an experiment that a search may hit, in small letters: name, environment, variants, parts, tags, notes,
 * of it and of its runs.
 */
function searchText(node: ExperimentNode): string {
  const { experiment, runs } = node
  const parts = [experiment.name, experiment.spec.environment.id, ...experiment.tags, experiment.notes]
  for (const variant of experiment.spec.variants) {
    const words = algorithmWords(variant)
    parts.push(
      variant.name,
      variant.policy.kind,
      variant.estimator.kind,
      variant.update.kind,
      words.policy,
      words.estimator,
      words.update,
    )
  }
  if (experiment.spec.sweep !== undefined) for (const { variant } of pointsOf(experiment.spec)) parts.push(variant.name)
  for (const run of runs) if (run.tags.length > 0 || run.notes !== '') parts.push(...run.tags, run.notes)
  return parts.join('\n').toLowerCase()
}

/** Every word must be found somewhere; a status as a word ("failed") finds experiments that have such a run. */
export function matchesQuery(node: ExperimentNode, query: string): boolean {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return true
  const text = searchText(node)
  const counts: Record<string, number> = node.summary.counts
  return words.every((word) => text.includes(word) || (counts[word] ?? 0) > 0)
}
