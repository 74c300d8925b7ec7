import type { Answer, Question } from '../protocol/job.ts'
import type { ToTrainer } from '../protocol/messages.ts'
import type { ProcessLauncher } from './launcher.ts'
import { receiveFrom } from './receive-from.ts'
import { describeExit } from './trainer-handle.ts'

export type Asked = { ok: true; answer: Answer } | { ok: false; message: string; stack: string }

/**
 * Has a trainer of its own answer one question. Ended after `timeoutMs`, for a user's module may never come back, and when
 * nobody wants the answer any more.
 */
export function askTrainer(
  launcher: ProcessLauncher,
  entry: string,
  question: Question,
  timeoutMs: number,
  unwanted?: AbortSignal,
): Promise<Asked> {
  return new Promise((resolve) => {
    let asked: Asked | null = null
    const trainer = launcher.spawn(entry)
    const tell = (message: ToTrainer) => trainer.send(message)
    const settle = (result: Asked) => {
      asked ??= result
      tell({ kind: 'release' })
    }
    const end = (message: string) => {
      asked ??= { ok: false, message, stack: '' }
      trainer.kill()
    }
    const patience = setTimeout(() => end(`There was no answer after ${timeoutMs / 1_000} s.`), timeoutMs)
    const giveUp = () => end('The question was taken back.')
    unwanted?.addEventListener('abort', giveUp)
    if (unwanted?.aborted) giveUp()

    trainer.onExit((exit) => {
      clearTimeout(patience)
      unwanted?.removeEventListener('abort', giveUp)
      resolve(asked ?? { ok: false, message: describeExit(exit), stack: '' })
    })
    receiveFrom(trainer, (message) => {
      if (message.kind === 'ready') tell({ kind: 'ask', question })
      else if (message.kind === 'answer') settle({ ok: true, answer: message.answer })
      else if (message.kind === 'failed') settle({ ok: false, message: message.message, stack: message.stack })
    })
  })
}
