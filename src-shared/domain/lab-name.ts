import { environmentEntry } from '../catalogue/environments/index.ts'
import { usedPolicies } from '../catalogue/labs/index.ts'
import type { LabPolicy, LabSpec } from '../catalogue/labs/index.ts'
import { policyCatalogue } from '../catalogue/policies/index.ts'

/**
 * What a lab experiment is called until somebody gives it a name: "Gridworld, Reward-to-go, seed 1, update 20".
 * `runNames`: of each field whose policy is a run's.
 */
export function labNameOf(spec: LabSpec, runNames: Readonly<Record<string, string>>): string {
  const policies = usedPolicies(spec).map(({ field, policy }) => policyInWords(policy, runNames[field]))
  return [environmentEntry(spec.environment.id).title, ...new Set(policies)].join(', ')
}

/** "fresh tabular softmax", "a run, update 20". */
export function policyInWords(policy: LabPolicy, runName = 'a run'): string {
  switch (policy.from) {
    case 'fresh':
      return `fresh ${policyCatalogue.find(({ id }) => id === policy.policy.kind)!.title.toLowerCase()}`
    case 'run':
      return policy.update === null ? `${runName}, last checkpoint` : `${runName}, update ${policy.update}`
    case 'typed':
      return 'typed θ'
  }
}
