import { useEffect, useRef, useState } from 'react'
import { sentenceOfFailure } from '../../../client/ascent-failure.ts'

export interface Kept<T> {
  /** Of the last question that was answered: the one asked now, or the one before while it is being answered. */
  answer: T | null
  /** Whether `answer` is what was asked for. */
  isCurrent: boolean
  failure: string | null
}

/**
 * The answer to a question; each is asked once, as long as it is among the last `most`, and only one at a time: of questions that
 * came meanwhile the latest is asked next.
 * @param key says which question it is; null asks nothing
 */
export function useKept<T>(key: string | null, ask: () => Promise<T>, most: number): Kept<T> {
  const kept = useRef(new Map<string, T>())
  const asking = useRef(false)
  const wanted = useRef<{ key: string; ask: () => Promise<T> } | null>(null)
  const [shown, setShown] = useState<{ key: string; answer: T } | null>(null)
  const [failed, setFailed] = useState<{ key: string; sentence: string } | null>(null)
  useEffect(() => {
    const askNext = (): void => {
      const next = wanted.current
      if (next === null || asking.current) return
      asking.current = true
      next
        .ask()
        .then((answer) => {
          kept.current.set(next.key, answer)
          if (kept.current.size > most) kept.current.delete(kept.current.keys().next().value!)
          // While one scrubs or plays, what comes late is still nearer than what is shown.
          if (wanted.current !== null) setShown({ key: next.key, answer })
        })
        .catch((failure: unknown) => setFailed({ key: next.key, sentence: sentenceOfFailure(failure) }))
        .finally(() => {
          asking.current = false
          if (wanted.current?.key === next.key) wanted.current = null
          askNext()
        })
    }
    if (key === null) {
      wanted.current = null
      return
    }
    const known = kept.current.get(key)
    if (known !== undefined) {
      wanted.current = null
      setShown({ key, answer: known })
      return
    }
    wanted.current = { key, ask }
    askNext()
    // The key says what is asked.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, most])
  return {
    answer: key === null ? null : (shown?.answer ?? null),
    isCurrent: shown !== null && shown.key === key,
    failure: failed !== null && failed.key === key ? failed.sentence : null,
  }
}
