import type { ResourceLimits, Worker } from 'node:worker_threads'
import { createWords } from './fit-exchange.ts'
import type { CriticThreadData, CriticThreadSetup, FitWorkspace } from './fit-exchange.ts'

/** Starts the trainer's own file as another thread. */
export type StartCriticThread = (data: CriticThreadData, limits: ResourceLimits) => Worker

/** It fits one network: typed arrays aside, a small heap does. */
const limits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 }

/** The critic's thread, from outside: its start, its messages and its end. */
export interface CriticThreadHandle extends Pick<CriticThreadData, 'words' | 'numbers'> {
  /** Starts it, unless it runs. It loads its code, and then waits for its set-up. */
  start(): void
  /** What it is to fit; also before it was started. */
  setUp(setup: CriticThreadSetup): void
  giveWorkspace(workspace: FitWorkspace): void
  /** Throws what ended it, where it ended by itself. */
  throwFailure(): void
  terminate(): void
}

export function createCriticThread(startThread: StartCriticThread): CriticThreadHandle {
  const { words, numbers } = createWords()
  let worker: Worker | undefined
  let setup: CriticThreadSetup | undefined
  let failure: Error | undefined

  return {
    words,
    numbers,
    start() {
      if (worker !== undefined) return
      worker = startThread({ thread: 'critic', words, numbers }, limits)
      // It is not to keep the process alive.
      worker.unref()
      worker.on('error', (error) => {
        failure = new Error('The thread that fits the critic failed.', { cause: error })
      })
      worker.on('exit', () => {
        failure ??= new Error('The thread that fits the critic ended by itself.')
      })
      if (setup !== undefined) worker.postMessage(setup)
    },
    setUp(given) {
      setup = given
      worker?.postMessage(given)
    },
    giveWorkspace: (workspace) => worker!.postMessage(workspace),
    throwFailure() {
      if (failure !== undefined) throw failure
    },
    terminate() {
      failure = new Error('The thread that fits the critic was ended with its learner.')
      void worker?.terminate()
    },
  }
}
