/** What a policy has to know of an environment before it is built. */
export interface EnvironmentShape {
  /**
   * 'index': a finite world observes one state index (one number a row); `columns` where the states are the fields of a
   * map, row by row. 'vector': `size` numbers a row; `low` and `high` are where each usually lies (feature maps scale
   * by them; nothing is clipped to them).
   */
  observation:
    | { kind: 'index'; states: number; columns?: number }
    | { kind: 'vector'; size: number; low: readonly number[]; high: readonly number[] }
  action:
    | { kind: 'discrete'; actions: number }
    | { kind: 'continuous'; size: number; low: readonly number[]; high: readonly number[] }
  /** Ends the task: terminated, V_H = 0. */
  horizon?: number
  /** Truncates: only TD and GAE bootstrap there. */
  timeLimit?: number
}

/** How many numbers a row of observations holds. */
export const observationWidth = ({
  observation,
}: {
  observation: { kind: 'index' } | { kind: 'vector'; size: number }
}): number => (observation.kind === 'index' ? 1 : observation.size)

/** How many numbers an action is. */
export const actionWidth = ({ action }: Pick<EnvironmentShape, 'action'>): number =>
  action.kind === 'discrete' ? 1 : action.size

/**
 * N copies of one environment side by side, stepped in place; state in float64.
 * Observations are flat rows (N x observationSize, or N x 1 for an index), in float64: the policy converts.
 */
export interface VectorEnvironment {
  readonly shape: EnvironmentShape
  readonly copies: number
  /** N x D: what each copy shows now. After an episode ended and before `resetCopy`, its final observation. */
  readonly observationsND: Float64Array
  readonly rewardsN: Float64Array
  /** 1 where the last step ended the task (also at the horizon); kept apart from `truncatedN`. */
  readonly terminatedN: Uint8Array
  /** 1 where the last step ran into the time limit without terminating. */
  readonly truncatedN: Uint8Array
  /** Steps into the current episode, for each copy. */
  readonly stepsN: Int32Array
  /** Starts a new episode in one copy, drawing from that copy's own generator; its flags become 0. */
  resetCopy(copy: number): void
  /** Steps every copy once. `actionsNK`: N action indices, or N x K numbers. Copies are not reset by themselves. */
  step(actionsNK: Float64Array): void
  /** Steps one copy only (trajectory collectors that have finished with some copies). */
  stepCopy(copy: number, action: ArrayLike<number>, offset?: number): void
  /** Puts one copy into a given state, as `ascent replay` needs it (the reference transitions' `state`). */
  setState(copy: number, state: ArrayLike<number>): void
  /** The inner state of one copy, as the reference transitions have it. */
  getState(copy: number): number[]
  /** Everything that decides the future, as plain data; `load` puts it back: bit-identical resume rests on it. */
  save(): EnvironmentState
  load(state: EnvironmentState): void
}

export interface EnvironmentState {
  copies: { state: number[]; step: number; terminated: boolean; truncated: boolean; generator: GeneratorStateData }[]
}
export type GeneratorStateData = readonly number[]
