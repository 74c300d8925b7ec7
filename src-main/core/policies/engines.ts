import type { Engine } from '../networks/engine.ts'

/** What computes: neural networks run on the engine of the run's choice, tables and linear maps always in float64. */
export interface Engines {
  /** For neural policies and critics. */
  neural: Engine
  /** float64, for tables and linear maps. */
  exact: Engine<Float64Array>
}
