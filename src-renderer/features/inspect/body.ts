import type { ResultOf } from '../../../src-shared/contract/methods.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import type { InspectPlace } from './address.ts'

/** A run with what the app says of it, its world and its checkpoints, at one of them. */
export interface InspectedAt {
  experiment: Experiment
  run: Run
  /** Its variant and seed: "PPO-clip, seed 2". */
  name: string
  /** The variant's. */
  colour: string
  info: ResultOf<'inspect.run'>
  /** Of the checkpoint in `info.snapshots`. */
  index: number
  /** Of the same checkpoint. */
  update: number
}

/**
 * What the frame gives to the part of the view that belongs to a kind of world. It draws what stands right of the
 * checkpoints and above the scrubber: the world, and a panel beside it.
 */
export interface BodyProps {
  shown: InspectedAt
  /** In step with the first, and perhaps the same run; null where nothing stands beside it. */
  against: InspectedAt | null
  place: InspectPlace
  change: (part: Partial<InspectPlace>) => void
}
