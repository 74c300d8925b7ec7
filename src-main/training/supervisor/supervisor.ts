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
  /** Of this machine. */
  cores: number
  /** The next queued run, taken off the queue; null when there is none. */
  nextJob(): TrainJob | null
  started(runId: RunId, facts: StartedFacts): void
  frame(runId: RunId, frame: Frame, acknowledge: () => void): void
  ended(runId: RunId, outcome: RunOutcome): void
  /** Trainers can't be started here: the queue waits until `fill` is called again. */
  stalled(reason: string): void
  timings?: Timings
}

/** So many trainers that die before they begin are no accident: a long queue must not be burnt through. */
const failedStartsToStall = 3

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
  /** Trainers in a row that died before they had begun. */
  let failedStarts = 0

  const start = (job: TrainJob, threads: number) => {
    const { runId } = job
    const handle = startTrainer(
      ports.launcher,
      ports.entry,
      job,
      {
        started(facts) {
          failedStarts = 0
          ports.started(runId, facts)
        },
        frame: (frame, acknowledge) => ports.frame(runId, frame, acknowledge),
        ended(outcome) {
          trainers.delete(runId)
          ports.ended(runId, outcome)
          if (closing !== null) {
            if (trainers.size === 0) closing()
            return
          }
          failedStarts += outcome.kind === 'interrupted' && !outcome.begun ? 1 : 0
          if (outcome.kind === 'interrupted' && failedStarts >= failedStartsToStall) ports.stalled(outcome.reason)
          else fillUp()
        },
      },
      timings,
      threads,
    )
    trainers.set(runId, handle)
  }
  const fillUp = () => {
    const jobs: TrainJob[] = []
    while (closing === null && trainers.size + jobs.length < ports.trainers()) {
      const job = ports.nextJob()
      if (job === null) break
      jobs.push(job)
    }
    // Those that run already come first.
    let idle = idleCores(trainers.size + jobs.length) - trainers.size
    for (const job of jobs) start(job, idle-- > 0 ? 2 : 1)
    shareIdleCores()
  }
  const idleCores = (running: number) => Math.min(ports.trainers(), ports.cores) - running
  /**
   * What runs needn't fill every core that may be used: the longest-running ones get a second thread of those that are
   * left, until more runs come.
   */
  const shareIdleCores = () => {
    let idle = idleCores(trainers.size)
    for (const trainer of trainers.values()) trainer.useThreads(idle-- > 0 ? 2 : 1)
  }

  return {
    fill() {
      failedStarts = 0
      fillUp()
    },
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
