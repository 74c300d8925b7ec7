import type { LabResult } from '../../../src-shared/domain/lab-results/index.ts'
import type { LabJob, LabProgress } from '../protocol/lab.ts'
import type { FromTrainer, ToTrainer } from '../protocol/messages.ts'
import type { ProcessLauncher } from './launcher.ts'
import { receiveFrom } from './receive-from.ts'
import { describeExit, usualTimings } from './trainer-handle.ts'
import type { Timings } from './trainer-handle.ts'

/** How a lab ended, from outside. */
export type LabOutcome =
  | { kind: 'done'; result: LabResult }
  /** `result`: what there was by then; null where there was nothing, or the trainer did not obey. */
  | { kind: 'stopped'; result: LabResult | null }
  | { kind: 'failed'; message: string; stack: string }
  | { kind: 'interrupted'; reason: string }

export interface LabTrainer {
  /** It answers with what it has; what doesn't in time is killed. */
  stop(): void
  /** At once. */
  kill(): void
}

/** Has a trainer of its own measure one lab. `ended` is called once, after the last progress. */
export function startLabTrainer(
  launcher: ProcessLauncher,
  entry: string,
  job: LabJob,
  events: { progress(progress: LabProgress): void; ended(outcome: LabOutcome): void },
  timings: Timings = usualTimings,
): LabTrainer {
  let outcome: LabOutcome | null = null
  let grace: NodeJS.Timeout | undefined
  const trainer = launcher.spawn(entry)
  const tell = (message: ToTrainer) => trainer.send(message)
  const settle = (settled: LabOutcome) => {
    outcome ??= settled
    clearTimeout(grace)
    tell({ kind: 'release' })
    grace = setTimeout(() => trainer.kill(), timings.graceMs)
  }
  const silence = setTimeout(() => {
    const reason = `The trainer did not respond for ${timings.heartbeatTimeoutMs / 1_000} s and was ended.`
    outcome ??= { kind: 'interrupted', reason }
    trainer.kill()
  }, timings.heartbeatTimeoutMs)

  const receive = (message: FromTrainer) => {
    silence.refresh()
    if (message.kind === 'ready') tell({ kind: 'ask', question: job })
    else if (message.kind === 'lab-progress') {
      if (outcome === null) events.progress(message.progress)
    } else if (message.kind === 'answer' && message.answer.kind === 'lab') {
      const { result, complete } = message.answer
      settle(complete && result !== null ? { kind: 'done', result } : { kind: 'stopped', result })
    } else if (message.kind === 'failed') {
      settle({ kind: 'failed', message: message.message, stack: message.stack })
    }
  }

  trainer.onExit((exit) => {
    clearTimeout(silence)
    clearTimeout(grace)
    events.ended(outcome ?? { kind: 'interrupted', reason: describeExit(exit) })
  })
  receiveFrom(trainer, receive)

  return {
    stop() {
      if (outcome !== null || grace !== undefined) return
      tell({ kind: 'cancel' })
      grace = setTimeout(() => {
        outcome ??= { kind: 'stopped', result: null }
        trainer.kill()
      }, timings.graceMs)
    },
    kill: () => trainer.kill(),
  }
}
