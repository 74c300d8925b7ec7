import type { Generator } from '../random/generator.ts'
import { actionWidth, observationWidth } from './environment.ts'
import type { EnvironmentShape, EnvironmentState, VectorEnvironment } from './environment.ts'

/** One world's rules over flat rows. All copies' states lie one after the other; `at` is where this copy's begins. */
export interface Dynamics {
  /** Numbers in one copy's inner state. */
  stateSize: number
  /** Draws a first state. */
  start(stateNX: Float64Array, at: number, rng: Generator): void
  /** Moves one copy on, in place, writes its reward to `rewardsN[copy]`, and says whether the task ended there. */
  advance(
    stateNX: Float64Array,
    at: number,
    actionsNK: ArrayLike<number>,
    actionAt: number,
    rewardsN: Float64Array,
    copy: number,
    rng: Generator,
  ): boolean
  /** What a copy shows of its state. Left out where a copy shows its whole state as it is. */
  observe?(stateNX: Float64Array, at: number, observationsND: Float64Array, observationAt: number): void
}

/**
 * N copies of one world: everything that is not the world's own rules, written once. Each copy draws from a generator
 * of its own, split off `rng`.
 */
export function vectorEnvironment(
  shape: EnvironmentShape,
  dynamics: Dynamics,
  copies: number,
  rng: Generator,
): VectorEnvironment {
  const { stateSize } = dynamics
  const observationSize = observationWidth(shape)
  const actionSize = actionWidth(shape)
  const horizon = shape.horizon ?? Number.POSITIVE_INFINITY
  const timeLimit = shape.timeLimit ?? Number.POSITIVE_INFINITY
  const stateNX = new Float64Array(copies * stateSize)
  const observationsND = dynamics.observe ? new Float64Array(copies * observationSize) : stateNX
  const rewardsN = new Float64Array(copies)
  const terminatedN = new Uint8Array(copies)
  const truncatedN = new Uint8Array(copies)
  const stepsN = new Int32Array(copies)
  const generators = Array.from({ length: copies }, () => rng.split())

  /** A copy whose state was just put there: it shows it, and nothing has happened yet. */
  function begin(copy: number): void {
    dynamics.observe?.(stateNX, copy * stateSize, observationsND, copy * observationSize)
    rewardsN[copy] = 0
    terminatedN[copy] = 0
    truncatedN[copy] = 0
    stepsN[copy] = 0
  }

  function resetCopy(copy: number): void {
    dynamics.start(stateNX, copy * stateSize, generators[copy]!)
    begin(copy)
  }

  function stepCopy(copy: number, action: ArrayLike<number>, offset = 0): void {
    const at = copy * stateSize
    const ended = dynamics.advance(stateNX, at, action, offset, rewardsN, copy, generators[copy]!)
    if (dynamics.observe) dynamics.observe(stateNX, at, observationsND, copy * observationSize)
    const steps = ++stepsN[copy]!
    const terminated = ended || steps >= horizon
    terminatedN[copy] = terminated ? 1 : 0
    truncatedN[copy] = !terminated && steps >= timeLimit ? 1 : 0
  }

  function step(actionsNK: Float64Array): void {
    for (let copy = 0; copy < copies; copy++) stepCopy(copy, actionsNK, copy * actionSize)
  }

  function setState(copy: number, state: ArrayLike<number>): void {
    for (let i = 0; i < stateSize; i++) stateNX[copy * stateSize + i] = state[i]!
    begin(copy)
  }

  const getState = (copy: number): number[] => Array.from(stateNX.subarray(copy * stateSize, (copy + 1) * stateSize))

  function save(): EnvironmentState {
    return {
      copies: generators.map((generator, copy) => ({
        state: getState(copy),
        step: stepsN[copy]!,
        terminated: terminatedN[copy] === 1,
        truncated: truncatedN[copy] === 1,
        generator: generator.save(),
      })),
    }
  }

  function load(saved: EnvironmentState): void {
    if (saved.copies.length !== copies)
      throw new RangeError(
        `the saved world has ${saved.copies.length} copies and this one has ${copies}: load it into as many`,
      )
    saved.copies.forEach((from, copy) => {
      setState(copy, from.state)
      stepsN[copy] = from.step
      terminatedN[copy] = from.terminated ? 1 : 0
      truncatedN[copy] = from.truncated ? 1 : 0
      generators[copy]!.load(from.generator)
    })
  }

  for (let copy = 0; copy < copies; copy++) resetCopy(copy)
  return {
    shape,
    copies,
    observationsND,
    rewardsN,
    terminatedN,
    truncatedN,
    stepsN,
    resetCopy,
    step,
    stepCopy,
    setState,
    getState,
    save,
    load,
  }
}
