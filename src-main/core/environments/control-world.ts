import { environmentEntry } from '../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentShape } from './environment.ts'
import type { Dynamics } from './vector-environment.ts'

/** A world that is no table: its rules, and what there is to see and do. */
export interface ControlWorld {
  shape: EnvironmentShape
  dynamics: Dynamics
}

/** The shape of a control world whose observations the catalogue lists. */
export function controlShape(
  spec: { id: EnvironmentSpec['id']; timeLimit: number | null },
  action: EnvironmentShape['action'],
): EnvironmentShape {
  const fields = environmentEntry(spec.id).observations ?? []
  return {
    observation: {
      kind: 'vector',
      size: fields.length,
      low: fields.map((field) => field.low),
      high: fields.map((field) => field.high),
    },
    action,
    timeLimit: spec.timeLimit ?? undefined,
  }
}
