import { withKept } from './same-data.ts'

/** What came back, and what it answers: a metric over an axis. */
export interface Answer<T> {
  question: string
  byKey: ReadonlyMap<string, T>
}

/** The next answer; what is equal to the last one is taken from it, if that was to the same question. */
export function answerTo<T>(
  question: string,
  before: Answer<T> | null,
  next: ReadonlyMap<string, T>,
  same: (a: T, b: T) => boolean,
): Answer<T> {
  if (before?.question !== question) return { question, byKey: next }
  const byKey = withKept(before.byKey, next, same)
  return byKey === before.byKey ? before : { question, byKey }
}

/** Null while nothing has come back to this question: curves of another metric or axis must not stand under its name. */
export const answered = <T>(answer: Answer<T> | null, question: string): ReadonlyMap<string, T> | null =>
  answer?.question === question ? answer.byKey : null
