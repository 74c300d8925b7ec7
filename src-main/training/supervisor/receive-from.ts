import { fromTrainer } from '../protocol/messages.ts'
import type { FromTrainer } from '../protocol/messages.ts'
import type { TrainerProcess } from './launcher.ts'

type Failed = Extract<FromTrainer, { kind: 'failed' }>

/**
 * Has every message of a trainer received. One that is not in the protocol (a result that holds a number that is none) counts
 * as the trainer's failure: it must not end the host.
 */
export function receiveFrom(
  trainer: TrainerProcess,
  receive: (message: FromTrainer) => void,
  refuse: (failure: Failed) => void = receive,
): void {
  trainer.onMessage((received) => {
    const parsed = fromTrainer.safeParse(received)
    if (parsed.success) return receive(parsed.data)
    const message = `The trainer sent something that is not in the protocol: ${parsed.error.message}`
    refuse({ kind: 'failed', message, stack: '' })
  })
}
