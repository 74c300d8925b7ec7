import { environmentTraits } from '../../../src-shared/catalogue/environments/index.ts'
import { labEntry } from '../../../src-shared/catalogue/labs/index.ts'
import type { LabPolicy, LabSpec } from '../../../src-shared/catalogue/labs/index.ts'
import { policySpec } from '../../../src-shared/catalogue/policies/index.ts'
import type { PolicySpec } from '../../../src-shared/catalogue/policies/index.ts'
import { withValueAt } from '../../../src-shared/domain/paths.ts'

type Environment = LabSpec['environment']

/** The simplest policy that fits a world. */
export function policyFor(environment: Environment): PolicySpec {
  const { finite, continuous } = environmentTraits(environment)
  return policySpec.parse({ kind: finite ? 'tabular-softmax' : continuous ? 'neural-gaussian' : 'neural-softmax' })
}

/** As many zeros as a table of the world has, a row for each state; a few where it has none. */
export function zerosFor(environment: Environment): number[][] {
  const { states = 1, actions = 1 } = environmentTraits(environment)
  return Array.from({ length: states }, () => Array.from({ length: actions }, () => 0))
}

/** A policy of another origin, as it is at first. */
export function firstPolicy(from: LabPolicy['from'], environment: Environment): LabPolicy {
  switch (from) {
    case 'fresh':
      return { from, policy: policyFor(environment), seed: 1 }
    case 'run':
      return { from, runId: '', update: null }
    case 'typed':
      return { from, theta: zerosFor(environment) }
  }
}

/** The same settings in another world: policies that fit it, and what can't be had there replaced. */
export function inWorld(spec: LabSpec, environment: Environment): LabSpec {
  const entry = labEntry(spec.lab)
  const before = spec.environment
  let next: LabSpec = { ...spec, environment }
  if (before.id === environment.id) return next
  for (const field of entry.policies) {
    const { from } = (spec as LabSpec & Record<string, LabPolicy>)[field]!
    next = withValueAt(next, [field], firstPolicy(from === 'run' ? 'fresh' : from, environment))
  }
  return (entry.adapted?.(next) as LabSpec | undefined) ?? next
}
