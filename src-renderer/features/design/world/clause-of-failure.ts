import { AscentFailure, sentenceOfFailure } from '../../../client/ascent-failure.ts'

/** What is wrong with an input, beside the field itself: without the field's name. */
export function clauseOfFailure(failure: unknown): string {
  if (failure instanceof AscentFailure && failure.error.kind === 'invalid-input')
    return `${failure.error.issues[0]!.message}.`
  return sentenceOfFailure(failure)
}
