import { environmentEntry } from '../catalogue/environments/index.ts'
import { labEntry } from '../catalogue/labs/index.ts'
import type { LabPolicy, LabSpec } from '../catalogue/labs/index.ts'
import { policyCatalogue } from '../catalogue/policies/index.ts'

/** What a lab experiment is called until somebody gives it a name: "Gridworld, a run at update 20". */
export function labNameOf(spec: LabSpec): string {
  const policies = labEntry(spec.lab).policies.map((field) =>
    policyInWords((spec as LabSpec & Record<string, LabPolicy>)[field]!),
  )
  return [environmentEntry(spec.environment.id).title, ...new Set(policies)].join(', ')
}

function policyInWords(policy: LabPolicy): string {
  switch (policy.from) {
    case 'fresh':
      return `fresh ${policyCatalogue.find(({ id }) => id === policy.policy.kind)!.title.toLowerCase()}`
    case 'run':
      return policy.update === null ? 'a run’s last checkpoint' : `a run at update ${policy.update}`
    case 'typed':
      return 'typed θ'
  }
}
