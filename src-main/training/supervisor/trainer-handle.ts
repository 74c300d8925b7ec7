import type { RunId } from '../../../src-shared/domain/ids.ts'
import { fitsBesidePolicy } from '../../../src-shared/domain/variant.ts'
import type { TrainJob } from '../protocol/job.ts'
import type { Frame, FromTrainer, StartedFacts, ToTrainer } from '../protocol/messages.ts'
import type { ProcessExit, ProcessLauncher, TrainerProcess } from './launcher.ts'
import { receiveFrom } from './receive-from.ts'

/** How a run ended, from outside. */
export type RunOutcome =
  | { kind: 'finished' }
  | { kind: 'cancelled'; obeyed: boolean }
  | { kind: 'paused' }
  | { kind: 'failed'; message: string; stack: string }
  /** The trainer died or stopped answering; the reason is a sentence. `begun`: its run had started. */
  | { kind: 'interrupted'; reason: string; begun: boolean }

export interface TrainerEvents {
  started(facts: StartedFacts): void
  /** Store it, then acknowledge: a trainer that isn't acknowledged for 2 s waits. */
  frame(frame: Frame, acknowledge: () => void): void
  /** Once, after the last frame. */
  ended(outcome: RunOutcome): void
}

export interface Timings {
  /** What hasn't obeyed a cancel or a pause after this long is killed. */
  graceMs: number
  /** A trainer that gives no sign of life for this long is killed. */
  heartbeatTimeoutMs: number
}
export const usualTimings: Timings = { graceMs: 800, heartbeatTimeoutMs: 60_000 }

export interface TrainerHandle {
  readonly runId: RunId
  readonly pid: number | undefined
  stop(kind: 'cancel' | 'pause'): void
  /** How many threads its run may use from now on. */
  useThreads(threads: number): void
}

/** One trainer process with one job, from its start to its end; the run may use `threads` threads to begin with. */
export function startTrainer(
  launcher: ProcessLauncher,
  entry: string,
  job: TrainJob,
  events: TrainerEvents,
  timings: Timings,
  threads = 1,
): TrainerHandle {
  let outcome: RunOutcome | null = null
  let stopping: 'cancel' | 'pause' | null = null
  let started = false
  let ready = false
  let grace: NodeJS.Timeout | undefined
  let trainer: TrainerProcess | null = null

  const tell = (message: ToTrainer) => trainer!.send(message)
  const killWith = (reason: RunOutcome) => {
    outcome ??= reason
    trainer!.kill()
  }
  const silence = setTimeout(() => {
    killWith({
      kind: 'interrupted',
      reason: `The trainer did not respond for ${timings.heartbeatTimeoutMs / 1_000} s and was ended.`,
      begun: started,
    })
  }, timings.heartbeatTimeoutMs)

  const end = (exit: ProcessExit) => {
    clearTimeout(silence)
    clearTimeout(grace)
    events.ended(outcome ?? { kind: 'interrupted', reason: describeExit(exit), begun: started })
  }
  /** The trainer has said its last word: let it go, and see that it does. */
  const settle = (reason: RunOutcome) => {
    outcome ??= reason
    clearTimeout(grace)
    tell({ kind: 'release' })
    grace = setTimeout(() => trainer!.kill(), timings.graceMs)
  }

  const receive = (message: FromTrainer) => {
    silence.refresh()
    switch (message.kind) {
      case 'ready':
        ready = true
        // First, so that a second thread may load while the run is made ready.
        if (threads > 1) tell({ kind: 'threads', threads })
        tell({ kind: 'start', job })
        return undefined
      case 'started':
        started = true
        return events.started(message.facts)
      case 'heartbeat':
        return undefined
      case 'frame': {
        const { frame } = message
        return events.frame(frame, () => tell({ kind: 'acknowledge', sequence: frame.sequence }))
      }
      case 'done':
        return settle(
          message.reason === 'budget'
            ? { kind: 'finished' }
            : message.reason === 'paused'
              ? { kind: 'paused' }
              : { kind: 'cancelled', obeyed: true },
        )
      case 'answer':
      case 'lab-progress':
        return killWith({ kind: 'failed', message: 'The trainer answered a question that was not asked.', stack: '' })
      case 'failed':
        return settle({ kind: 'failed', message: message.message, stack: message.stack })
    }
  }

  try {
    trainer = launcher.spawn(
      entry,
      threads > 1 && job.engine === 'simd' && fitsBesidePolicy(job.variant) ? ['second-thread'] : [],
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    setImmediate(end, { code: null, signal: null, lastWords: `It could not be started: ${reason}` })
    return { runId: job.runId, pid: undefined, stop: () => {}, useThreads: () => {} }
  }
  trainer.onExit(end)
  receiveFrom(trainer, receive, killWith)

  return {
    runId: job.runId,
    get pid() {
      return trainer!.pid
    },
    useThreads(wanted) {
      if (threads === wanted) return
      threads = wanted
      if (ready && outcome === null) tell({ kind: 'threads', threads })
    },
    stop(kind) {
      if (outcome !== null || stopping === 'cancel' || stopping === kind) return
      stopping = kind
      tell({ kind })
      clearTimeout(grace)
      grace = setTimeout(() => {
        if (kind === 'cancel') killWith({ kind: 'cancelled', obeyed: false })
        // Nothing was trained since its start or last checkpoint: nothing is lost.
        else if (!started) killWith({ kind: 'paused' })
        else
          killWith({
            kind: 'interrupted',
            reason: `The trainer did not pause within ${timings.graceMs} ms and was ended.`,
            begun: started,
          })
      }, timings.graceMs)
    },
  }
}

export function describeExit({ code, signal, lastWords }: ProcessExit): string {
  const how =
    signal !== null ? `was ended by ${signal}` : code === null ? 'could not run' : `ended by itself with code ${code}`
  const lines = lastWords.trim().split('\n')
  // The line that names the error (Node's, or V8's when memory ran out), else the last one.
  const words = (lines.find((line) => /\berror\b.*:/i.test(line)) ?? lines.at(-1)!).trim()
  return `The trainer process ${how}.${words === '' ? '' : ` Its last output: ${words.slice(0, 500)}`}`
}
