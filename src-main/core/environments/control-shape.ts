import { environmentEntry } from '../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentShape } from './environment.ts'

/** The shape of a control world whose observations the catalogue lists. */
export function controlShape(spec: { id: EnvironmentSpec['id']; timeLimit: number | null }, action: EnvironmentShape['action']): EnvironmentShape {
  const fields = environmentEntry(spec.id).observations ?? []
  return {
    observation: { kind: 'vector', size: fields.length, low: fields.map((field) => field.low), high: fields.map((field) => field.high) },
    action,
    timeLimit: spec.timeLimit ?? undefined,
  }
}
