import { fileURLToPath } from 'node:url'
import type { MetricRow } from '../../src-shared/domain/metric.ts'
import type { BenchAnswer, BenchJob, TrainJob } from '../training/protocol/job.ts'
import { askTrainer } from '../training/supervisor/ask.ts'
import type { ProcessLauncher } from '../training/supervisor/launcher.ts'
import { startTrainer, usualTimings } from '../training/supervisor/trainer-handle.ts'
import type { StartedFacts } from '../training/protocol/messages.ts'
import type { RunOutcome } from '../training/supervisor/trainer-handle.ts'
import { cpuMsOf, residentBytes } from './process-usage.ts'

export const trainerEntry = fileURLToPath(new URL('../training/worker/entry.ts', import.meta.url))

export interface TimedRun {
  envSteps: number
  /** By the trainer's clock, from its first update to its last row. */
  wallMs: number
  /** By this process's clock. */
  startedAtMs: number
  endedAtMs: number
  rows: MetricRow[]
  kernels: string
  residentBytes: number | null
  /** CPU time from its start to its last row; null where the system doesn't tell. */
  cpuMs: number | null
}

/**
 * Trains a job in a trainer process as the app does, and takes what it sends; on `threads` threads where its fits gain
 * by it. Throws where the run doesn't finish.
 */
export function timedRun(
  launcher: ProcessLauncher,
  job: TrainJob,
  threads = 1,
  begun?: (facts: StartedFacts) => void,
): Promise<TimedRun> {
  return new Promise((resolve, reject) => {
    const rows: MetricRow[] = []
    let kernels = ''
    let startedAtMs = 0
    let endedAtMs = 0
    let resident: number | null = null
    let cpuBeforeMs: number | null = null
    let cpuAfterMs: number | null = null
    const trainer = startTrainer(
      launcher,
      trainerEntry,
      job,
      {
        started(facts) {
          begun?.(facts)
          kernels = facts.engine.description
          startedAtMs = performance.now()
          cpuBeforeMs = cpuMsOf(trainer.pid)
        },
        frame(frame, acknowledge) {
          endedAtMs = performance.now()
          rows.push(...frame.rows)
          resident = residentBytes(trainer.pid) ?? resident
          cpuAfterMs = cpuMsOf(trainer.pid) ?? cpuAfterMs
          acknowledge()
        },
        ended(outcome) {
          const last = rows.at(-1)
          if (outcome.kind === 'finished' && last !== undefined) {
            const cpuMs = cpuBeforeMs === null || cpuAfterMs === null ? null : cpuAfterMs - cpuBeforeMs
            resolve({
              envSteps: last.envSteps,
              wallMs: last.wallMs,
              startedAtMs,
              endedAtMs,
              rows,
              kernels,
              residentBytes: resident,
              cpuMs,
            })
          } else reject(new Error(whyUnfinished(outcome)))
        },
      },
      usualTimings,
      threads,
    )
  })
}

export function whyUnfinished(outcome: RunOutcome): string {
  const why =
    outcome.kind === 'failed'
      ? outcome.message
      : outcome.kind === 'interrupted'
        ? outcome.reason
        : `It was ${outcome.kind}.`
  return `A run of the bench did not finish. ${why}`
}

/** Slow engines take their time over large networks. */
const patienceMs = 900_000

/** Throws where the engine can't be had, with its sentence. */
export async function measureInTrainer(launcher: ProcessLauncher, job: Omit<BenchJob, 'kind'>): Promise<BenchAnswer> {
  const asked = await askTrainer(launcher, trainerEntry, { kind: 'bench', ...job }, patienceMs)
  if (!asked.ok) throw new Error(asked.message)
  if (asked.answer.kind !== 'bench') throw new Error(`The trainer answered ${asked.answer.kind}, and bench was asked.`)
  return asked.answer
}
