import { fitCriticHere } from '../../core/algorithms/critic-fit.ts'
import type { CriticFit, SecondThread } from '../../core/algorithms/critic-fit.ts'
import type { CriticFitArguments } from '../../core/algorithms/critic.ts'
import type { CriticThreadHandle } from './critic-thread-handle.ts'
import { place, readParameters, workspaceFor, stopped, word, writeFit } from './fit-exchange.ts'
import type { CriticThreadSetup, FitWorkspace } from './fit-exchange.ts'
import { createFitTrials } from './fit-trials.ts'
import type { FitTrials } from './fit-trials.ts'

/** How many threads this run may use: the supervisor says so, and says so again when that changes. */
export interface Cores {
  threads: number
  criticThread: CriticThreadHandle
  /** Told when the second thread has begun its first fit. */
  secondThreadUsed(): void
}

const longestWaitMs = 1
/** After so many polls in vain, of a few microseconds each, this thread waits a little: the other may lack a core. */
const pollsBeforeWait = 50

/**
 * The second thread of a trainer. It starts with the trainer where a core is free, or when one becomes free, and sleeps
 * while it isn't used. Whether the core is really free (other programs run too) shows in how long the fits take: see
 * fit-trials.ts.
 */
export function openSecondThread(
  setup: CriticThreadSetup,
  cores: Cores,
  trials: FitTrials = createFitTrials(),
): SecondThread {
  const thread = cores.criticThread
  const { words, numbers, throwFailure } = thread
  thread.setUp(setup)
  let workspace: FitWorkspace | undefined
  /** How many fits it was given. */
  let begun = 0
  let lastWork = 0

  const stop = () => {
    Atomics.or(words, word.totals, stopped)
    Atomics.notify(words, word.totals)
  }
  const available = (): boolean => {
    throwFailure()
    if (cores.threads < 2) return false
    thread.start()
    if (Atomics.load(words, word.ready) === 0) return false
    if (Atomics.load(words, word.ended) === begun) return true
    // A fit whose update was dropped is still waiting, or at its last minibatch.
    stop()
    return false
  }
  const poll = createPoll(words, throwFailure)

  const fitOnSecondThread = (fit: CriticFitArguments): CriticFit => {
    const { critic, optimiser, tally } = fit
    const enough = workspaceFor(fit, workspace)
    if (enough !== workspace) thread.giveWorkspace(enough)
    workspace = enough
    writeFit(fit, workspace, numbers)
    Atomics.store(words, word.norms, 0)
    Atomics.store(words, word.totals, 0)
    begun++
    Atomics.store(words, word.begun, begun)
    Atomics.notify(words, word.begun)
    if (begun === 1) cores.secondThreadUsed()
    let minibatch = 0
    let ending = false
    return {
      squaredNorm: () => (poll(word.norms, minibatch + 1) ? numbers[place.squaredNorm] : undefined),
      step(total) {
        numbers[place.total] = total
        minibatch++
        Atomics.store(words, word.totals, minibatch)
        Atomics.notify(words, word.totals)
      },
      end() {
        if (!ending) stop()
        ending = true
        if (!poll(word.ended, begun)) return false
        readParameters(critic.theta, optimiser.memory, enough, numbers)
        tally.lossSum = numbers[place.lossSum]!
        tally.samples = numbers[place.samples]!
        return true
      },
    }
  }

  return {
    expectFit() {
      // As long as the last one, most likely.
      if (available() && trials.isWorthTrying(lastWork) && trials.onSecondThread(performance.now()))
        Atomics.notify(words, word.begun)
    },
    fit(fit) {
      const startedAtMs = performance.now()
      const { critic, order } = fit
      lastWork = order.rows * order.epochs * critic.theta.length
      const choice = available() && trials.isWorthTrying(lastWork)
      const onSecondThread = choice && trials.onSecondThread(startedAtMs)
      const criticFit = onSecondThread ? fitOnSecondThread(fit) : fitCriticHere(fit)
      return {
        squaredNorm: criticFit.squaredNorm,
        step: criticFit.step,
        end() {
          const ended = criticFit.end()
          if (ended && choice) trials.record(onSecondThread, performance.now() - startedAtMs)
          return ended
        },
      }
    },
    dispose: thread.terminate,
  }
}

/** Tells whether a word has come so far. Where it has not for long, this thread waits a little at each call. */
function createPoll(words: Int32Array, throwFailure: () => void): (index: number, wanted: number) => boolean {
  let polls = 0
  return (index, wanted) => {
    for (let i = 0; i < 500; i++) {
      if (Atomics.load(words, index) < wanted) continue
      polls = 0
      return true
    }
    throwFailure()
    if (++polls > pollsBeforeWait) {
      const seen = Atomics.load(words, index)
      if (seen < wanted) Atomics.wait(words, index, seen, longestWaitMs)
    }
    return false
  }
}
