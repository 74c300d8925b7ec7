import type { CriticSpec } from '../../../src-shared/catalogue/critic.ts'
import type { Engine } from '../networks/engine.ts'
import type { Network, Tape, Vector } from '../networks/network.ts'
import type { InputEncoding } from '../policies/input-encoding.ts'
import type { Policy } from '../policies/policy.ts'
import type { ValueFunction } from '../policies/value-function.ts'
import type { Batch } from '../rollout/batch.ts'
import { moveToMinibatch } from '../rollout/minibatch-order.ts'
import type { MinibatchOrder } from '../rollout/minibatch-order.ts'
import { clippingScale } from '../updates/optimiser.ts'
import type { Optimiser } from '../updates/optimiser.ts'
import { valueLoss } from './value-loss.ts'
import type { ValueColumn } from './value-loss.ts'

/** A value function, with the buffers that evaluating and fitting it write to. */
export interface Critic extends ValueColumn {
  spec: CriticSpec
  engine: Engine
  network: Network
  encoding: InputEncoding
  theta: Vector
  shared: boolean
  capacity: number
  tape: Tape
  inputs: Vector
  gradientP: Vector
}

/** `owner`: a value function of its own, or the policy whose network has the value as its last output. */
export function createCritic(spec: CriticSpec, owner: ValueFunction | Policy, capacity: number): Critic {
  const { engine, network, encoding, theta } = owner
  return {
    spec,
    engine,
    network,
    encoding,
    theta,
    width: network.outputSize,
    // The last one of a shared network.
    valueColumn: network.outputSize - 1,
    shared: 'distribution' in owner,
    capacity,
    tape: network.createTape(capacity),
    inputs: engine.rows(capacity, encoding.size),
    gradientRows: engine.rows(capacity, network.outputSize),
    gradientP: engine.vector('distribution' in owner ? 1 : network.parameterCount),
  }
}

/** V of `rows` rows of critic inputs. */
export function writeValues(critic: Critic, inputs: Vector, rows: number, out: Float64Array): void {
  const { network, theta, tape, width, valueColumn, capacity } = critic
  const D = critic.encoding.size
  for (let start = 0; start < rows; start += capacity) {
    const count = Math.min(capacity, rows - start)
    for (let i = 0; i < count * D; i++) critic.inputs[i] = inputs[start * D + i]!
    const outputs = network.forward(theta, critic.inputs, count, tape)
    for (let b = 0; b < count; b++) out[start + b] = outputs[b * width + valueColumn]!
  }
}

/** The critic's values of a batch's rows and of what came after its ends. */
export function valueBatch(critic: Critic, batch: Batch): void {
  writeValues(critic, batch.criticInputs!, batch.rows, batch.valuesB)
  if (batch.finals > 0) writeValues(critic, batch.finalInputs!, batch.finals, batch.finalValues)
}

/** What a fit has gone through so far; readable also where it was ended early. */
export interface CriticFitTally {
  /** Sum of half the squared errors. */
  lossSum: number
  samples: number
}

export interface CriticFitArguments {
  critic: Critic
  batch: Pick<Batch, 'criticInputs' | 'valuesB' | 'targetsB'>
  order: MinibatchOrder
  optimiser: Optimiser
  learningRate: number
  /** What the loss is multiplied by. */
  coefficient: number
  maxGradientNorm: number | null
  tally: CriticFitTally
}

/**
 * Fits the critic to the batch's targets: yields each minibatch's squared gradient norm, is given the total over all
 * networks that step together, and then steps.
 */
export function* fitCritic(fit: CriticFitArguments): Generator<number, void, number> {
  const { critic, batch, order, optimiser, learningRate, maxGradientNorm, tally } = fit
  const { engine, network, encoding, theta, tape, inputs, gradientRows, gradientP, capacity } = critic
  const loss = valueLoss(critic.spec.loss, fit.coefficient)
  const rows = { batch, rowsB: order.rowsB, from: 0, to: 0 }
  for (let epoch = 0; epoch < order.epochs; epoch++) {
    for (let m = 0; m < order.minibatches; m++) {
      moveToMinibatch(rows, order, epoch, m)
      gradientP.fill(0)
      for (let start = rows.from; start < rows.to; start += capacity) {
        const end = Math.min(rows.to, start + capacity)
        engine.gather(batch.criticInputs!, encoding.size, order.rowsB, start, end, inputs)
        const outputs = network.forward(theta, inputs, end - start, tape)
        tally.lossSum += loss.differentiate(critic, outputs, rows, start, end)
        network.backward(theta, tape, gradientRows, gradientP)
      }
      tally.samples += rows.to - rows.from
      const total = yield engine.squaredNorm(gradientP)
      optimiser.step(theta, gradientP, learningRate, clippingScale(total, maxGradientNorm))
    }
  }
}
