import { receiveMessageOnPort } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { createCritic, fitCritic } from '../../core/algorithms/critic.ts'
import { referenceEngine } from '../../core/networks/reference-engine.ts'
import { createValueFunction } from '../../core/policies/value-function.ts'
import { Generator } from '../../core/random/generator.ts'
import { createOptimiser } from '../../core/updates/optimiser.ts'
import { simdEngineOn } from '../../engines/simd/engine.ts'
import { copyFirst, place, readParameters, stopped, word, writeParameters } from './fit-exchange.ts'
import type { CriticThreadData, CriticThreadSetup, FitWorkspace } from './fit-exchange.ts'

/**
 * Where there is nothing to do the thread spins (reads a word again and again) for a while, then waits until it is
 * notified: waking up takes longer than most waits, and where both threads must share a core, spinning for long keeps
 * the other from computing what is waited for. Between fits it spins this long...
 */
const spinMs = 0.05
/** ...and this long once it was notified that a fit comes soon. */
const expectedSpinMs = 0.5
/**
 * Within a fit it spins as long as its own minibatch took, for the policy's takes about as long, and no longer than
 * this.
 */
const mostSpinMs = 2

/** Waits for what it is to fit, then serves one fit after the other until its thread ends. */
export function serveFits(data: CriticThreadData, port: MessagePort): void {
  port.once('message', (setup: CriticThreadSetup) => serve(setup, data, port))
}

function serve({ setup, kernels }: CriticThreadSetup, { words, numbers }: CriticThreadData, port: MessagePort): never {
  const { spec, shape, capacity } = setup
  const engine = simdEngineOn(kernels)
  // Its first weights are overwritten by the first fit.
  const critic = createCritic(
    spec,
    createValueFunction(spec, shape, { neural: engine, exact: referenceEngine() }, new Generator(0)),
    capacity,
  )
  const optimiser = createOptimiser(setup.optimiser, critic.engine, critic.network.parameterCount)
  let workspace: FitWorkspace | undefined
  // In the engine's memory, for its kernels to gather.
  let inputsBD = engine.rows(0, 0)
  let rowsB = engine.indices(0)

  const takeWorkspace = (larger: FitWorkspace) => {
    workspace = larger
    inputsBD = engine.rows(1, larger.inputsBD.length)
    rowsB = engine.indices(larger.rowsB.length)
  }
  const fit = (from: FitWorkspace) => {
    readParameters(critic.theta, optimiser.memory, from, numbers)
    const order = {
      rowsB,
      rows: numbers[place.rows]!,
      epochs: numbers[place.epochs]!,
      minibatches: numbers[place.minibatches]!,
    }
    copyFirst(from.inputsBD, order.rows * critic.encoding.size, inputsBD)
    copyFirst(from.rowsB, order.epochs * order.rows, rowsB)
    const batch = { criticInputs: inputsBD, valuesB: from.valuesB, targetsB: from.targetsB }
    const tally = { lossSum: 0, samples: 0 }

    let minibatchAtMs = performance.now()
    const steps = fitCritic({
      critic,
      batch,
      order,
      optimiser,
      learningRate: numbers[place.learningRate]!,
      coefficient: numbers[place.coefficient]!,
      maxGradientNorm: numbers[place.maxGradientNorm]!,
      tally,
    })
    let step = steps.next()
    for (let minibatch = 0; !step.done; minibatch++) {
      numbers[place.squaredNorm] = step.value
      publish(words, word.norms, minibatch + 1)
      const toldAtMs = performance.now()
      const minibatchSpinMs = Math.min(mostSpinMs, Math.max(spinMs, toldAtMs - minibatchAtMs))
      const totals = waitBeyond(words, word.totals, minibatch, minibatchSpinMs, minibatchSpinMs)
      if ((totals & ~stopped) === minibatch) break
      minibatchAtMs = performance.now()
      step = steps.next(numbers[place.total]!)
    }

    writeParameters(critic.theta, optimiser.memory, from, numbers)
    numbers[place.lossSum] = tally.lossSum
    numbers[place.samples] = tally.samples
  }

  publish(words, word.ready, 1)
  for (let fits = 0; ; fits++) {
    waitBeyond(words, word.begun, fits, spinMs, expectedSpinMs)
    const larger = receiveMessageOnPort(port)?.message as FitWorkspace | undefined
    if (larger !== undefined) takeWorkspace(larger)
    fit(workspace!)
    publish(words, word.ended, fits + 1)
  }
}

function publish(words: Int32Array, index: number, value: number): void {
  Atomics.store(words, index, value)
  Atomics.notify(words, index)
}

/**
 * The word's value once it is above `value`: spins for a while, then waits until it is notified, and spins again.
 */
function waitBeyond(words: Int32Array, index: number, value: number, firstSpinMs: number, laterSpinMs: number): number {
  for (let waitAtMs = performance.now() + firstSpinMs; ; waitAtMs = performance.now() + laterSpinMs) {
    do {
      for (let i = 0; i < 100; i++) {
        const now = Atomics.load(words, index)
        if (now > value) return now
      }
    } while (performance.now() < waitAtMs)
    Atomics.wait(words, index, value)
  }
}
