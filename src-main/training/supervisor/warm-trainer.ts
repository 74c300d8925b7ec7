import type { Question } from '../protocol/job.ts'
import type { ToTrainer } from '../protocol/messages.ts'
import type { Asked } from './ask.ts'
import type { ProcessLauncher, TrainerProcess } from './launcher.ts'
import { receiveFrom } from './receive-from.ts'
import { describeExit } from './trainer-handle.ts'

/** Answers questions one after the other, in a process that waits for the next one for a while. */
export interface WarmTrainer {
  /**
   * Ends the process after `timeoutMs`, which count from when it begins with this question. A question that nobody wants any
   * more is taken out of the line.
   */
  ask(question: Question, timeoutMs: number, unwanted?: AbortSignal): Promise<Asked>
  /** For tests; undefined where none runs. */
  pid(): number | undefined
  /** At once; what was asked is not answered. */
  close(): void
}

interface Waiting {
  question: Question
  timeoutMs: number
  unwanted: AbortSignal | undefined
  resolve(asked: Asked): void
}

const takenBack: Asked = { ok: false, message: 'The question was taken back.', stack: '' }

/** `stayMs`: so long an idle process is kept. What has not ended a second after it was let go is killed. */
export function createWarmTrainer(launcher: ProcessLauncher, entry: string, stayMs = 60_000): WarmTrainer {
  const line: Waiting[] = []
  let warm: WarmProcess | null = null
  let current: Waiting | null = null
  let closed = false

  const next = () => {
    if (current !== null) return
    const waiting = line.shift()
    if (waiting === undefined) return
    if (closed || waiting.unwanted?.aborted) {
      waiting.resolve(takenBack)
      return next()
    }
    current = waiting
    void answer(waiting).then((asked) => {
      current = null
      waiting.resolve(asked)
      next()
    })
  }
  const answer = ({ question, timeoutMs, unwanted }: Waiting): Promise<Asked> => {
    try {
      if (warm === null || warm.ended()) warm = startProcess(launcher, entry, stayMs)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return Promise.resolve({ ok: false, message: `The trainer process could not be started: ${message}`, stack: '' })
    }
    return warm.ask(question, timeoutMs, unwanted)
  }

  return {
    ask: (question, timeoutMs, unwanted) =>
      new Promise((resolve) => {
        line.push({ question, timeoutMs, unwanted, resolve })
        next()
      }),
    pid: () => (warm === null || warm.ended() ? undefined : warm.pid),
    close() {
      closed = true
      warm?.kill('The app is ending.')
    },
  }
}

interface WarmProcess {
  readonly pid: number | undefined
  ask(question: Question, timeoutMs: number, unwanted?: AbortSignal): Promise<Asked>
  kill(why: string): void
  /** Or about to. */
  ended(): boolean
}

function startProcess(launcher: ProcessLauncher, entry: string, stayMs: number): WarmProcess {
  const trainer: TrainerProcess = launcher.spawn(entry)
  const tell = (message: ToTrainer) => trainer.send(message)
  let ready = false
  let ended = false
  let asking: { question: Question; settle: (asked: Asked) => void } | null = null

  const letGo = () => {
    ended = true
    tell({ kind: 'release' })
    setTimeout(() => trainer.kill(), 1_000).unref()
  }
  let idle: NodeJS.Timeout | undefined
  const kill = (reason: string) => {
    ended = true
    trainer.kill()
    asking?.settle({ ok: false, message: reason, stack: '' })
  }
  trainer.onExit((exit) => {
    ended = true
    clearTimeout(idle)
    asking?.settle({ ok: false, message: describeExit(exit), stack: '' })
  })
  receiveFrom(trainer, (message) => {
    switch (message.kind) {
      case 'ready':
        ready = true
        if (asking !== null) tell({ kind: 'ask', question: asking.question })
        return
      case 'answer':
        return asking?.settle({ ok: true, answer: message.answer })
      case 'failed':
        // What it had built may be half done: the next question gets a new process.
        letGo()
        return asking?.settle({ ok: false, message: message.message, stack: message.stack })
    }
  })

  return {
    pid: trainer.pid,
    kill,
    ended: () => ended,
    ask(question, timeoutMs, unwanted) {
      clearTimeout(idle)
      return new Promise((resolve) => {
        const patience = setTimeout(() => kill(`There was no answer after ${timeoutMs / 1_000} s.`), timeoutMs)
        const giveUp = () => kill('The question was taken back.')
        unwanted?.addEventListener('abort', giveUp)
        asking = {
          question,
          settle(asked) {
            asking = null
            clearTimeout(patience)
            unwanted?.removeEventListener('abort', giveUp)
            if (!ended) idle = setTimeout(letGo, stayMs).unref()
            resolve(asked)
          },
        }
        if (ready) tell({ kind: 'ask', question })
      })
    },
  }
}
