import type { PolicyIterationSpec } from '../../../src-shared/catalogue/updates/policy-iteration.ts'
import type { EnvironmentShape } from '../environments/environment.ts'
import { normalise } from '../estimators/returns.ts'
import type { Tape, Vector } from '../networks/network.ts'
import type { Engines } from '../policies/engines.ts'
import { createPolicy } from '../policies/policy.ts'
import type { Policy } from '../policies/policy.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'
import type { Batch } from '../rollout/batch.ts'
import { drawMinibatchOrder, emptyMinibatchOrder, minibatchStart } from '../rollout/minibatch-order.ts'
import type { ReusableMinibatchOrder } from '../rollout/minibatch-order.ts'
import { createOptimiser } from '../updates/optimiser.ts'
import type { Optimiser, OptimiserState } from '../updates/optimiser.ts'

export type QFitSpec = Exclude<PolicyIterationSpec['fit'], { kind: 'table' }>

/**
 * Q-hat(s, a) as a map with one output an action, fitted to Psi by least squares. It begins each fit anew, from the same
 * first weights: nothing of an older policy's Q is left in it, and it has no state to keep between updates.
 */
export interface FittedQ {
  spec: QFitSpec
  /** The map; a softmax policy's scores are one number an action, as Q is. */
  scores: Policy
  firstTheta: Vector
  optimiser: Optimiser
  freshOptimiser: OptimiserState
  states: number
  actions: number
  /** S rows of inputs. */
  statesInputs: Vector
  capacity: number
  tape: Tape
  inputs: Vector
  gradientRows: Vector
  gradientP: Vector
  order: ReusableMinibatchOrder
}

export function createFittedQ(
  spec: QFitSpec,
  shape: EnvironmentShape,
  states: number,
  actions: number,
  engines: Engines,
  rng: RandomGenerator,
): FittedQ {
  const scores = createPolicy(
    spec.kind === 'linear' ? { kind: 'linear-softmax', features: spec.features } : { ...spec, kind: 'neural-softmax' },
    shape,
    false,
    engines,
    rng,
  )
  const { engine, network, encoding, theta } = scores
  const statesInputs = engine.rows(states, encoding.size)
  const indices = Float64Array.from({ length: states }, (_, s) => s)
  for (let s = 0; s < states; s++) encoding.write(indices, s, 0, statesInputs, s)
  const optimiser = createOptimiser(
    { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-5 },
    engine,
    network.parameterCount,
  )
  const capacity = spec.minibatchSize
  return {
    spec,
    scores,
    firstTheta: theta.slice(),
    optimiser,
    freshOptimiser: optimiser.save(),
    states,
    actions,
    statesInputs,
    capacity,
    tape: network.createTape(capacity),
    inputs: engine.rows(capacity, encoding.size),
    gradientRows: engine.rows(capacity, actions),
    gradientP: engine.vector(network.parameterCount),
    order: emptyMinibatchOrder(engine),
  }
}

/**
 * Fits Q-hat to the batch's Psi and returns it for every state and action, S x A, up to a shift and a positive scale:
 * targets are standardised, which changes no argmax and lets one learning rate serve rewards of any size. `loss` is half
 * the squared error of the last epoch, in those units.
 */
export function* fitQ(
  q: FittedQ,
  batch: Batch,
  minibatchRandom: RandomGenerator,
): Generator<void, { qSA: Float64Array; loss: number }> {
  const { spec, scores, optimiser, actions: A, order, gradientRows, gradientP } = q
  const { network, theta } = scores
  const targetsB = standardised(batch.psiB, batch.rows)
  theta.set(q.firstTheta)
  optimiser.load(q.freshOptimiser)
  drawMinibatchOrder(order, batch.rows, spec.epochs, Math.ceil(batch.rows / spec.minibatchSize), minibatchRandom)
  let loss = 0
  for (let epoch = 0; epoch < spec.epochs; epoch++) {
    loss = 0
    for (let m = 0; m < order.minibatches; m++) {
      const from = epoch * order.rows + minibatchStart(order, m)
      const count = epoch * order.rows + minibatchStart(order, m + 1) - from
      const stateOf = (b: number): number => batch.statesB![order.rowsB[from + b]!]!
      const outputs = forwardStates(q, count, stateOf)
      gradientRows.fill(0, 0, count * A)
      for (let b = 0; b < count; b++) {
        const row = order.rowsB[from + b]!
        const at = b * A + batch.actions[row]!
        // Up the negative of half the mean squared error.
        const error = targetsB[row]! - outputs[at]!
        gradientRows[at] = error / count
        loss += 0.5 * error * error
      }
      gradientP.fill(0)
      network.backward(theta, q.tape, gradientRows, gradientP)
      optimiser.step(theta, gradientP, spec.learningRate, 1)
      yield
    }
  }
  const qSA = new Float64Array(q.states * A)
  for (let start = 0; start < q.states; start += q.capacity) {
    const count = Math.min(q.capacity, q.states - start)
    const outputs = forwardStates(q, count, (b) => start + b)
    for (let i = 0; i < count * A; i++) qSA[start * A + i] = outputs[i]!
  }
  return { qSA, loss: loss / batch.rows }
}

function forwardStates(q: FittedQ, count: number, stateOf: (row: number) => number): Vector {
  const { scores, statesInputs, inputs } = q
  const D = scores.encoding.size
  for (let b = 0; b < count; b++) {
    const from = stateOf(b) * D
    for (let d = 0; d < D; d++) inputs[b * D + d] = statesInputs[from + d]!
  }
  return scores.network.forward(scores.theta, inputs, count, q.tape)
}

function standardised(psiB: Float64Array, rows: number): Float64Array {
  const targetsB = psiB.slice(0, rows)
  normalise(targetsB, rows)
  return targetsB
}
