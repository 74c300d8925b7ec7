import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import { createCriticThread } from './critic-thread-handle.ts'
import type { CriticThreadData } from './fit-exchange.ts'
import type { MakeLearner } from './learners.ts'
import { yieldToTheApp } from './priority.ts'

/**
 * Starts whichever thread of a trainer this is. All threads run the same file, so that it works from source and from a
 * bundle alike: the main thread trains, one watches over the parent, and where a core is free one may fit the critic.
 * The first argument is the pid of the process that owns the trainer; options may follow.
 */
export async function trainerMain(entry: string, loadMakeLearner: () => Promise<MakeLearner>): Promise<void> {
  if (!isMainThread) return beAnotherThread(workerData as ThreadData)
  // Ctrl+C in a terminal reaches every process of its group: what becomes of a run is for the owner to say.
  process.on('SIGINT', () => {})
  // Before any other thread starts: they inherit it.
  yieldToTheApp()
  const criticThread = createCriticThread(
    (data, resourceLimits) => new Worker(new URL(entry), { workerData: data satisfies ThreadData, resourceLimits }),
  )
  if (process.argv.slice(3).includes('second-thread')) criticThread.start()
  const watchdog = new Worker(new URL(entry), {
    workerData: { thread: 'watchdog', ownerPid: Number(process.argv[2]) } satisfies ThreadData,
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  })
  watchdog.unref()
  const { runTrainer } = await import('./trainer.ts')
  runTrainer(await loadMakeLearner(), criticThread)
}

type ThreadData = { thread: 'watchdog'; ownerPid: number } | CriticThreadData

async function beAnotherThread(data: ThreadData): Promise<void> {
  if (data.thread === 'critic') {
    const { serveFits } = await import('./critic-thread.ts')
    return serveFits(data, parentPort!)
  }
  const { watchParent } = await import('./watchdog.ts')
  watchParent(data.ownerPid)
}
