import type { TrainJob } from '../training/protocol/job.ts'
import type { ProcessLauncher } from '../training/supervisor/launcher.ts'
import { createSupervisor } from '../training/supervisor/supervisor.ts'
import { trainerEntry, whyUnfinished } from './timed-run.ts'

export interface SeedsTogether {
  envSteps: number
  /** From before the first trainer's process is started to the last row of all: every process's start is in it. */
  elapsedMs: number
}

/**
 * Trains the jobs through the app's own supervisor, which starts the next when one ends, as many at once as there are
 * cores. Throws where a run doesn't finish.
 */
export function seedsTogether(
  launcher: ProcessLauncher,
  jobs: readonly TrainJob[],
  cores: number,
): Promise<SeedsTogether> {
  const queue = [...jobs]
  const envStepsOf = new Map<string, number>()
  let lastRowAtMs = 0
  let left = jobs.length
  return new Promise((resolve, reject) => {
    const startedAtMs = performance.now()
    const giveUp = (why: string) => {
      reject(new Error(why))
      void supervisor.close('cancel')
    }
    const supervisor = createSupervisor({
      launcher,
      entry: trainerEntry,
      trainers: () => cores,
      cores,
      nextJob: () => queue.shift() ?? null,
      started() {},
      frame(runId, { rows }, acknowledge) {
        const last = rows.at(-1)
        if (last !== undefined) {
          lastRowAtMs = performance.now()
          envStepsOf.set(runId, last.envSteps)
        }
        acknowledge()
      },
      ended(_, outcome) {
        if (outcome.kind !== 'finished') return giveUp(whyUnfinished(outcome))
        if (--left > 0) return
        resolve({
          envSteps: envStepsOf.values().reduce((sum, envSteps) => sum + envSteps, 0),
          elapsedMs: lastRowAtMs - startedAtMs,
        })
      },
      stalled: giveUp,
    })
    supervisor.fill()
  })
}
