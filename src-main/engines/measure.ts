/**
 * How fast an engine is here: what the bench prints, and where the thresholds of `auto` come from. Times are medians;
 * nothing that runs depends on them.
 */
import type { Engine } from '../core/networks/engine.ts'
import { initialiseParameters } from '../core/networks/initialise.ts'
import type { NetworkShape } from '../core/networks/network.ts'
import { Generator } from '../core/random/generator.ts'

export interface Rate {
  perSecond: number
  /** Billions of additions and multiplications a second, counting those of the matrix products. */
  gflops: number
}

const repetitions = 7
/** Of work that alone takes longer than the whole budget. */
const fewRepetitions = 3

/**
 * The median over repetitions of how often a second `work` runs; each repetition lasts about `budgetMs` / 7, or one run
 * of the work.
 */
function rate(work: () => void, flops: number, budgetMs: number): Rate {
  const sliceMs = budgetMs / repetitions
  const runFor = (ms: number): number => {
    const start = performance.now()
    let count = 0
    let elapsed = 0
    do {
      work()
      count++
      elapsed = performance.now() - start
    } while (elapsed < ms)
    return (count / elapsed) * 1_000
  }
  const isSlow = runFor(sliceMs) < 1_000 / budgetMs
  const count = isSlow ? fewRepetitions : repetitions
  const perSecond = Array.from({ length: count }, () => runFor(sliceMs)).toSorted((a, b) => a - b)[(count - 1) / 2]!
  return { perSecond, gflops: (perSecond * flops) / 1e9 }
}

/** Products of batch x width by width x width, as an MLP without hidden layers does them, bias and all. */
export function measureProduct(engine: Engine, batch: number, width: number, budgetMs = 200): Rate {
  const network = engine.network({
    kind: 'mlp',
    inputs: width,
    hidden: [],
    outputs: width,
    activation: 'tanh',
    layerNorm: false,
  })
  const tape = network.createTape(batch)
  const theta = engine.vector(network.parameterCount).fill(0.01)
  const inputs = engine.rows(batch, width).fill(0.1)
  return rate(() => network.forward(theta, inputs, batch, tape), 2 * batch * width * width, budgetMs)
}

/**
 * Actor-critic updates: two networks (4 observations; 2 outputs and 1) of the given hidden widths, forward and backward
 * over the batch, the gradient's norm, and a step of Adam.
 */
export function measureActorCriticUpdate(
  engine: Engine,
  hidden: readonly number[],
  batch: number,
  budgetMs = 700,
): Rate {
  const actor = prepare(engine, hidden, 2, batch)
  const critic = prepare(engine, hidden, 1, batch)
  const step = {
    learningRate: 1e-6,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-5,
    correction1: 0.1,
    correction2: 0.001,
    gradientScale: 1,
  }
  const update = (): void => {
    let squaredNorm = 0
    for (const { network, tape, theta, gradient, inputs, outputGradient } of [actor, critic]) {
      network.forward(theta, inputs, batch, tape)
      gradient.fill(0)
      network.backward(theta, tape, outputGradient, gradient)
      squaredNorm += engine.squaredNorm(gradient)
    }
    step.gradientScale = Math.min(1, 0.5 / (Math.sqrt(squaredNorm) + 1e-6))
    for (const { theta, gradient, m, v } of [actor, critic]) engine.adamStep(theta, gradient, m, v, step)
  }
  return rate(update, batch * (actor.flopsPerSample + critic.flopsPerSample), budgetMs)
}

function prepare(engine: Engine, hidden: readonly number[], outputs: number, batch: number) {
  const shape: NetworkShape = { kind: 'mlp', inputs: 4, hidden, outputs, activation: 'tanh', layerNorm: false }
  const network = engine.network(shape)
  const vector = () => engine.vector(network.parameterCount)
  const theta = vector()
  initialiseParameters(shape, theta, { start: 'glorot', outputGain: 1 }, new Generator(1, 'measure'))
  const inputs = engine.rows(batch, 4)
  for (let i = 0; i < inputs.length; i++) inputs[i] = Math.sin(i)
  const outputGradient = engine.rows(batch, outputs)
  for (let i = 0; i < outputGradient.length; i++) outputGradient[i] = Math.cos(i) / batch
  const widths = [4, ...hidden, outputs]
  const weights = widths.slice(1).reduce((sum, width, l) => sum + width * widths[l]!, 0)
  // Forward, the weights' gradient, and (but for the first layer) the inputs' gradient: one product each.
  const flopsPerSample = 2 * (3 * weights - 4 * widths[1]!)
  return {
    network,
    tape: network.createTape(batch),
    theta,
    gradient: vector(),
    m: vector(),
    v: vector(),
    inputs,
    outputGradient,
    flopsPerSample,
  }
}
