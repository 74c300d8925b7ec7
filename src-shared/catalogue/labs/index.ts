import * as z from 'zod'
import { autopsy } from './autopsy.ts'
import { clip } from './clip.ts'
import type { LabEntry } from './entry.ts'
import { convergence } from './convergence.ts'
import { difference } from './difference.ts'
import { estimators } from './estimators.ts'
import type { LabPolicy } from './fields.ts'
import { importance } from './importance.ts'
import { surrogate } from './surrogate.ts'
import { natural } from './natural.ts'

export type { LabEffort, LabEntry, LabFacts, LabProblem } from './entry.ts'
export { mostLabBytes, mostLabSeconds } from './entry.ts'
export type { LabPolicy } from './fields.ts'

/** The one list of labs, in the order in which the view shows them. */
export const labCatalogue = [
  estimators,
  autopsy,
  surrogate,
  importance,
  natural,
  difference,
  clip,
  convergence,
] as const satisfies readonly LabEntry[]

type Schemas<Entries extends readonly { schema: unknown }[]> = { [I in keyof Entries]: Entries[I]['schema'] }
const schemas = labCatalogue.map((entry) => entry.schema) as unknown as Schemas<typeof labCatalogue>

/** What a lab is to measure: everything that decides its numbers, beside the run that a policy is taken from. */
export const labSpec = z.discriminatedUnion('lab', schemas)
export type LabSpec = z.infer<typeof labSpec>
/** As a person writes it: defaults may be left out. */
export type LabSpecInput = z.input<typeof labSpec>
export type LabId = LabSpec['lab']
export type LabSpecOf<Id extends LabId> = Extract<LabSpec, { lab: Id }>

export const labIds = labCatalogue.map((entry) => entry.id) as LabId[]
export const isLabId = (id: string): id is LabId => (labIds as string[]).includes(id)

export function labEntry(id: LabId): LabEntry {
  return labCatalogue.find((entry) => entry.id === id) as LabEntry
}

/** The policies that the numbers depend on, each with the name of its field. */
export function usedPolicies(spec: LabSpec): { field: string; policy: LabPolicy }[] {
  const { policies, unused } = labEntry(spec.lab)
  const left = unused?.(spec) ?? []
  return policies
    .filter((field) => !left.includes(field))
    .map((field) => ({ field, policy: (spec as LabSpec & Record<string, LabPolicy>)[field]! }))
}
