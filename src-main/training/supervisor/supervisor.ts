import type { RunId } from '../../../src-shared/domain/ids.ts'
import type { TrainJob } from '../protocol/job.ts'
import type { Frame, StartedFacts } from '../protocol/messages.ts'
import type { ProcessLauncher } from './launcher.ts'
import { startTrainer, usualTimings } from './trainer-handle.ts'
import type { RunOutcome, Timings, TrainerHandle } from './trainer-handle.ts'

export interface SupervisorPorts {
  launcher: ProcessLauncher
  /** The trainer's file. */
  entry: string
  /** How many runs may train at once; asked anew each time. */
  trainers(): number
  /** The next queued run, taken off the queue; null when there is none. */
  nextJob(): TrainJob | null
  started(runId: RunId, facts: StartedFacts): void
  frame(runId: RunId, frame: Frame, acknowledge: () => void): void
  ended(runId: RunId, outcome: RunOutcome): void
  timings?: Timings
}

/** Runs up to as many trainers at once as it may, one process a run. What happens to one touches no other. */
export interface Supervisor {
  /** Starts what there is room for: call it when something was queued or the number of trainers grew. */
  fill(): void
  cancel(runId: RunId): void
  pause(runId: RunId): void
  running(): RunId[]
  /** For tests and the doctor. */
  pidOf(runId: RunId): number | undefined
  /** Starts nothing more, and stops what runs: 'pause' keeps each where it stands. Resolves when no trainer is left. */
  close(how: 'cancel' | 'pause'): Promise<void>
}

export function createSupervisor(ports: SupervisorPorts): Supervisor {
  const trainers = new Map<RunId, TrainerHandle>()
  const timings = ports.timings ?? usualTimings
  let closing: (() => void) | null = null

  const start = (job: TrainJob) => {
    const { runId } = job
    const handle = startTrainer(
      ports.launcher,
      ports.entry,
      job,
      {
        started: (facts) => ports.started(runId, facts),
        frame: (frame, acknowledge) => ports.frame(runId, frame, acknowledge),
        ended(outcome) {
          trainers.delete(runId)
          ports.ended(runId, outcome)
          if (closing === null) fill()
          else if (trainers.size === 0) closing()
        },
      },
      timings,
    )
    trainers.set(runId, handle)
  }
  const fill = () => {
    while (closing === null && trainers.size < ports.trainers()) {
      const job = ports.nextJob()
      if (job === null) return
      start(job)
    }
  }

  return {
    fill,
    cancel: (runId) => trainers.get(runId)?.stop('cancel'),
    pause: (runId) => trainers.get(runId)?.stop('pause'),
    running: () => [...trainers.keys()],
    pidOf: (runId) => trainers.get(runId)?.pid,
    close(how) {
      return new Promise((resolve) => {
        closing = resolve
        if (trainers.size === 0) resolve()
        for (const trainer of trainers.values()) trainer.stop(how)
      })
    },
  }
}
