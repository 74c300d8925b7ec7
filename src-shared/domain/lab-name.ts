import { environmentEntry } from '../catalogue/environments/index.ts'
import { usedPolicies } from '../catalogue/labs/index.ts'
import type { LabPolicy, LabSpec } from '../catalogue/labs/index.ts'
import { policyCatalogue } from '../catalogue/policies/index.ts'

/** What a lab experiment is called until somebody gives it a name: "Gridworld, a run at update 20". */
export function labNameOf(spec: LabSpec): string {
  const policies = usedPolicies(spec).map(({ policy }) => policyInWords(policy))
  return [environmentEntry(spec.environment.id).title, ...new Set(policies)].join(', ')
}

/** "fresh tabular softmax", "a run at update 20". */
export function policyInWords(policy: LabPolicy): string {
  switch (policy.from) {
    case 'fresh':
      return `fresh ${policyCatalogue.find(({ id }) => id === policy.policy.kind)!.title.toLowerCase()}`
    case 'run':
      return policy.update === null ? 'a run’s last checkpoint' : `a run at update ${policy.update}`
    case 'typed':
      return 'typed θ'
  }
}
