import { sentenceOf } from '../../src-shared/contract/errors.ts'
import type { AscentError } from '../../src-shared/contract/errors.ts'

/** A call's refusal, as something that can be thrown: its message is the sentence for people. */
export class AscentFailure extends Error {
  readonly error: AscentError
  constructor(error: AscentError) {
    super(sentenceOf(error))
    this.name = 'AscentFailure'
    this.error = error
  }
}

/** What to show for anything that a call may throw. */
export function sentenceOfFailure(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure)
}
