import type { Worker } from 'node:worker_threads'
import { fitCriticHere } from '../../core/algorithms/critic-fit.ts'
import type { CriticFit, CriticSetup, FitCriticArguments, SecondThread } from '../../core/algorithms/critic-fit.ts'
import type { CompiledKernels } from '../../engines/simd/engine.ts'
import { createWords, place, readParameters, roomFor, stopped, word, writeFit } from './fit-exchange.ts'
import type { FitRoom, StartCriticThread } from './fit-exchange.ts'
import { createFitTrials } from './fit-trials.ts'

/** How many threads this run may use: the supervisor says so, and says so again when that changes. */
export interface Cores {
  threads: number
  /** Starts the trainer's own file as another thread. */
  startThread: StartCriticThread
  /** Told when the second thread has begun its first fit. */
  secondThreadUsed(): void
}

/** It fits one network: typed arrays aside, a small heap does. */
const limits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 }
const longestWaitMs = 1
/** After so many fruitless looks, of a few microseconds each, this thread sleeps a little: the other one may lack a core. */
const looksBeforeSleep = 50

/**
 * The second thread of a trainer. It starts when the supervisor first says that a core is free, and sleeps while it isn't used. Whether
 * the core is really free (other programs run too) shows in how long the fits take: see fit-trials.ts.
 */
export function openSecondThread(setup: CriticSetup, kernels: CompiledKernels, cores: Cores, trials = createFitTrials()): SecondThread {
  const { words, numbers } = createWords()
  let worker: Worker | undefined
  let failure: Error | undefined
  let room: FitRoom | undefined
  /** How many fits it was given. */
  let begun = 0

  const start = (): Worker => {
    const started = cores.startThread({ thread: 'critic', setup, kernels, words, numbers }, limits)
    // It is not to keep the process alive.
    started.unref()
    started.on('error', (error) => {
      failure = new Error('The thread that fits the critic failed.', { cause: error })
    })
    started.on('exit', () => {
      failure ??= new Error('The thread that fits the critic ended by itself.')
    })
    return started
  }
  const throwFailure = () => {
    if (failure !== undefined) throw failure
  }
  const stop = () => {
    Atomics.or(words, word.totals, stopped)
    Atomics.notify(words, word.totals)
  }
  const available = (): boolean => {
    throwFailure()
    if (cores.threads < 2) return false
    worker ??= start()
    if (Atomics.load(words, word.ready) === 0) return false
    if (Atomics.load(words, word.ended) === begun) return true
    // A fit whose update was dropped is still waiting, or at its last minibatch.
    stop()
    return false
  }
  const look = createLook(words, throwFailure)
  // It loads while the learner takes its first steps.
  if (cores.threads > 1) worker = start()

  const fitThere = (fit: FitCriticArguments): CriticFit => {
    const [critic, , , { memory }, , , , tally] = fit
    const enough = roomFor(fit, room)
    if (enough !== room) worker!.postMessage(enough)
    room = enough
    writeFit(fit, room, numbers)
    Atomics.store(words, word.norms, 0)
    Atomics.store(words, word.totals, 0)
    begun++
    Atomics.store(words, word.begun, begun)
    Atomics.notify(words, word.begun)
    if (begun === 1) cores.secondThreadUsed()
    let minibatch = 0
    let ending = false
    return {
      squaredNorm: () => (look(word.norms, minibatch + 1) ? numbers[place.squaredNorm] : undefined),
      goOn(total) {
        numbers[place.total] = total
        minibatch++
        Atomics.store(words, word.totals, minibatch)
        Atomics.notify(words, word.totals)
      },
      end() {
        if (!ending) stop()
        ending = true
        if (!look(word.ended, begun)) return false
        readParameters(critic.theta, memory, enough, numbers)
        tally.lossSum = numbers[place.lossSum]!
        tally.samples = numbers[place.samples]!
        return true
      },
    }
  }

  return {
    expectFit() {
      if (available() && trials.there(performance.now())) Atomics.notify(words, word.begun)
    },
    fit(...fit) {
      const startedAtMs = performance.now()
      const choice = available()
      const there = choice && trials.there(startedAtMs)
      const criticFit = there ? fitThere(fit) : fitCriticHere(...fit)
      return {
        squaredNorm: criticFit.squaredNorm,
        goOn: criticFit.goOn,
        end() {
          const ended = criticFit.end()
          if (ended && choice) trials.took(there, performance.now() - startedAtMs)
          return ended
        },
      }
    },
    dispose() {
      failure = new Error('The thread that fits the critic was ended with its learner.')
      void worker?.terminate()
    },
  }
}

/** Tells whether a word has come so far. Where it has not for long, this thread sleeps a little at each call. */
function createLook(words: Int32Array, throwFailure: () => void): (index: number, wanted: number) => boolean {
  let looks = 0
  return (index, wanted) => {
    for (let i = 0; i < 500; i++) {
      if (Atomics.load(words, index) < wanted) continue
      looks = 0
      return true
    }
    throwFailure()
    if (++looks > looksBeforeSleep) {
      const seen = Atomics.load(words, index)
      if (seen < wanted) Atomics.wait(words, index, seen, longestWaitMs)
    }
    return false
  }
}
