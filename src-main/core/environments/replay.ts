import { observationWidth } from './environment.ts'
import type { VectorEnvironment } from './environment.ts'
import type { FiniteMdp } from './finite-mdp.ts'

/** One recorded transition, as the reference files hold it. */
export interface RecordedTransition {
  state: number[]
  action: number | number[]
  next_state: number[]
  observation?: number[]
  reward: number
  terminated: boolean
}

/** Transitions of any world. */
export interface TransitionTrace {
  env?: string
  transitions: RecordedTransition[]
}

/** A toy-text world's table: transitions[s][a] = [[probability, next state, reward, terminated], ...]. */
export interface TableTrace {
  env?: string
  initial: number[]
  transitions: Record<string, Record<string, [number, number, number, boolean][]>>
}

export type Trace = TransitionTrace | TableTrace

/**
 * How far a field is off, at worst: numbers as |difference| / max(1, |recorded value|), flags and lengths as 0 or 1.
 */
export interface FieldDeviation {
  field: string
  largestDeviation: number
  /** Index of the transition (or "state, action" of the table row) where that is. */
  where: string
}

/** Collects the largest deviation of each field, in the order in which fields first come. */
function deviations() {
  const largest = new Map<string, FieldDeviation>()
  const note = (field: string, where: string, deviation: number): void => {
    const known = largest.get(field)
    // What isn't a number any more is as far off as can be.
    const size = Number.isNaN(deviation) ? Number.POSITIVE_INFINITY : deviation
    if (!known || size > known.largestDeviation) largest.set(field, { field, largestDeviation: size, where })
  }
  return {
    number: (field: string, where: string, ours: number, recorded: number) =>
      note(field, where, Math.abs(ours - recorded) / Math.max(1, Math.abs(recorded))),
    flag: (field: string, where: string, ours: boolean, recorded: boolean) =>
      note(field, where, ours === recorded ? 0 : 1),
    numbers(field: string, where: string, ours: ArrayLike<number>, recorded: readonly number[]) {
      if (ours.length !== recorded.length) note(field, where, 1)
      else recorded.forEach((value, i) => this.number(field, where, ours[i]!, value))
    },
    list: (): FieldDeviation[] => [...largest.values()],
  }
}

export function isTableTrace(trace: Trace): trace is TableTrace {
  return !Array.isArray(trace.transitions)
}

/**
 * Puts the environment's first copy into each recorded state, steps it, and compares. The recorded state must have as
 * many numbers as the environment's.
 */
export function replayTransitions(trace: TransitionTrace, environment: VectorEnvironment): FieldDeviation[] {
  const found = deviations()
  const observationSize = observationWidth(environment.shape)
  trace.transitions.forEach((recorded, index) => {
    const where = `transition ${index}`
    const stateSize = environment.getState(0).length
    if (recorded.state.length !== stateSize) {
      found.numbers('state', where, environment.getState(0), recorded.state)
      return
    }
    environment.setState(0, recorded.state)
    found.numbers('state', where, environment.getState(0), recorded.state)
    environment.stepCopy(0, typeof recorded.action === 'number' ? [recorded.action] : recorded.action)
    found.numbers('next_state', where, environment.getState(0), recorded.next_state)
    if (recorded.observation)
      found.numbers('observation', where, environment.observationsND.subarray(0, observationSize), recorded.observation)
    found.number('reward', where, environment.rewardsN[0]!, recorded.reward)
    found.flag('terminated', where, environment.terminatedN[0] === 1, recorded.terminated)
  })
  return found.list()
}

/** Compares a recorded table with a finite world's, outcome by outcome in the recorded order. */
export function replayTable(trace: TableTrace, model: FiniteMdp): FieldDeviation[] {
  const found = deviations()
  found.numbers('initial', 'initial', model.initialS, trace.initial)
  found.flag('states', 'table', Object.keys(trace.transitions).length === model.states, true)
  for (const [state, rows] of Object.entries(trace.transitions)) {
    found.flag('actions', `state ${state}`, Object.keys(rows).length === model.actions, true)
    for (const [action, outcomes] of Object.entries(rows)) {
      const where = `state ${state}, action ${action}`
      const row = Number(state) * model.actions + Number(action)
      const start = model.rowStart[row] ?? 0
      const isSameLength = (model.rowStart[row + 1] ?? 0) - start === outcomes.length
      found.flag('outcomes', where, isSameLength, true)
      if (!isSameLength) continue
      outcomes.forEach(([probability, next, reward, terminated], i) => {
        const at = start + i
        found.number('probability', where, model.probabilities[at]!, probability)
        found.flag('next_state', where, model.nextStates[at] === next, true)
        found.number('reward', where, model.rewards[at]!, reward)
        found.flag('terminated', where, model.terminalS[model.nextStates[at]!] === 1, terminated)
      })
    }
  }
  return found.list()
}
