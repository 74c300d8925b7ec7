import { Worker, isMainThread, workerData } from 'node:worker_threads'
import type { MakeLearner } from './trainer.ts'

/**
 * Starts whichever thread of a trainer this is. Both threads run the same file, so that it works from source and from a bundle alike:
 * the main thread trains, the other watches over the parent. The first argument is the pid of the process that owns the trainer.
 */
export async function startTrainer(entry: string, loadMakeLearner: () => Promise<MakeLearner>): Promise<void> {
  if (!isMainThread) {
    const { watchParent } = await import('./watchdog.ts')
    watchParent((workerData as { ownerPid: number }).ownerPid)
    return
  }
  // Ctrl+C in a terminal reaches every process of its group: what becomes of a run is for the owner to say.
  process.on('SIGINT', () => {})
  const watchdog = new Worker(new URL(entry), {
    workerData: { ownerPid: Number(process.argv[2]) },
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  })
  watchdog.unref()
  const { runTrainer } = await import('./trainer.ts')
  runTrainer(await loadMakeLearner())
}
