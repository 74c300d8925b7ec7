import type { CriticSetup } from '../../core/algorithms/critic-fit.ts'
import type { CriticFitArguments } from '../../core/algorithms/critic.ts'
import type { Vector } from '../../core/networks/network.ts'
import type { OptimiserMemory } from '../../core/updates/optimiser.ts'
import type { CompiledKernels } from '../../engines/simd/engine.ts'

// How a trainer's two threads meet over one critic fit. The learner's thread writes what the fit begins with and begins
// it; for each minibatch the critic's thread tells its squared norm and waits for the total; at the end it writes back
// what the fit changed. A word of `words` is written by one of them at a time, and publishes what was written to the
// other arrays before it.

/** What the critic's thread starts with: it loads its code while the run is made ready. */
export interface CriticThreadData {
  thread: 'critic'
  words: Int32Array<SharedArrayBuffer>
  numbers: Float64Array<SharedArrayBuffer>
}

/** Its first message: what it is to fit, and with what. */
export interface CriticThreadSetup {
  setup: CriticSetup
  kernels: CompiledKernels
}

export const word = {
  /** 1 once the critic's thread serves. */
  ready: 0,
  /** How many fits were begun, and how many have ended. */
  begun: 1,
  ended: 2,
  /** Within a fit: how many squared norms were told, and how many totals, where `stopped` may be added. */
  norms: 3,
  totals: 4,
} as const
/** Added to `totals`: no further total comes. */
export const stopped = 0x4000_0000

export const place = {
  squaredNorm: 0,
  total: 1,
  learningRate: 2,
  coefficient: 3,
  maxGradientNorm: 4,
  rows: 5,
  epochs: 6,
  minibatches: 7,
  lossSum: 8,
  samples: 9,
  optimiser: 10,
} as const
const mostOptimiserNumbers = 6

export function createWords(): Pick<CriticThreadData, 'words' | 'numbers'> {
  return { words: integers(5), numbers: doubles(place.optimiser + mostOptimiserNumbers) }
}

/** The arrays of one fit, sent ahead of the first fit and whenever a batch has outgrown the last. */
export interface FitWorkspace {
  thetaP: Float32Array<SharedArrayBuffer>
  optimiserVectors: Float32Array<SharedArrayBuffer>[]
  inputsBD: Float32Array<SharedArrayBuffer>
  valuesB: Float64Array<SharedArrayBuffer>
  targetsB: Float64Array<SharedArrayBuffer>
  /** The minibatches' rows, epoch after epoch. */
  rowsB: Int32Array<SharedArrayBuffer>
}

const floats = (length: number) => new Float32Array(new SharedArrayBuffer(4 * length))
const doubles = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length))
const integers = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length))

/** `before` where it is large enough, else one for twice these rows: a growing batch asks rarely. */
export function workspaceFor(
  { critic, order, optimiser }: CriticFitArguments,
  before: FitWorkspace | undefined,
): FitWorkspace {
  // Every fit of a run has as many epochs.
  if (before !== undefined && order.rows <= before.valuesB.length) return before
  const rows = before === undefined ? order.rows : 2 * order.rows
  return {
    thetaP: floats(critic.theta.length),
    optimiserVectors: optimiser.memory.vectors.map(({ length }) => floats(length)),
    inputsBD: floats(rows * critic.encoding.size),
    valuesB: doubles(rows),
    targetsB: doubles(rows),
    rowsB: integers(order.epochs * rows),
  }
}

/** Everything a fit begins with. */
export function writeFit(fit: CriticFitArguments, workspace: FitWorkspace, numbers: Float64Array): void {
  const { critic, batch, order } = fit
  numbers[place.learningRate] = fit.learningRate
  numbers[place.coefficient] = fit.coefficient
  numbers[place.maxGradientNorm] = fit.maxGradientNorm ?? Infinity
  numbers[place.rows] = order.rows
  numbers[place.epochs] = order.epochs
  numbers[place.minibatches] = order.minibatches
  writeParameters(critic.theta, fit.optimiser.memory, workspace, numbers)
  copyFirst(batch.criticInputs!, order.rows * critic.encoding.size, workspace.inputsBD)
  copyFirst(batch.valuesB, order.rows, workspace.valuesB)
  copyFirst(batch.targetsB, order.rows, workspace.targetsB)
  copyFirst(order.rowsB, order.epochs * order.rows, workspace.rowsB)
}

export function writeParameters(
  theta: Vector,
  memory: OptimiserMemory,
  workspace: FitWorkspace,
  numbers: Float64Array,
): void {
  workspace.thetaP.set(theta)
  for (const [i, vector] of memory.vectors.entries()) workspace.optimiserVectors[i]!.set(vector)
  numbers.set(memory.numbers, place.optimiser)
}

export function readParameters(
  theta: Vector,
  memory: OptimiserMemory,
  workspace: FitWorkspace,
  numbers: Float64Array,
): void {
  theta.set(workspace.thetaP)
  for (const [i, vector] of memory.vectors.entries()) vector.set(workspace.optimiserVectors[i]!)
  for (let i = 0; i < memory.numbers.length; i++) memory.numbers[i] = numbers[place.optimiser + i]!
}

/** The first `length` numbers of `from`. */
export function copyFirst(from: Vector | Int32Array, length: number, to: Vector | Int32Array): void {
  to.set(from.length === length ? from : from.subarray(0, length))
}
