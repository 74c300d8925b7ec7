import { useEffect, useState } from 'react'
import type { Preset } from '../../../src-shared/contract/methods.ts'
import type { Lesson } from '../../../src-shared/domain/lesson.ts'
import type { Client } from '../../client/client.ts'
import { useClient } from '../../client/index.tsx'
import { sentenceOfFailure } from '../../client/ascent-failure.ts'

export interface Asked<Value> {
  /** Null until it was read. */
  value: Value | null
  /** Why it can't be read, in a sentence. */
  failure: string | null
}

/**
 * What comes with the app and doesn't change while it runs: asked for once, by whoever wants it first, and again after a
 * failure when the app answers anew.
 */
function askedOnce<Value>(ask: (client: Client) => Promise<Value>) {
  const answers = new WeakMap<Client, Promise<Value>>()
  const answerOf = (client: Client): Promise<Value> => {
    const known = answers.get(client)
    if (known !== undefined) return known
    const asked = ask(client)
    answers.set(client, asked)
    asked.catch(() => answers.delete(client))
    return asked
  }
  return function useAsked(wanted = true): Asked<Value> {
    const client = useClient()
    const [state, setState] = useState<Asked<Value>>({ value: null, failure: null })
    useEffect(() => {
      if (!wanted) return
      let gone = false
      const read = () =>
        void answerOf(client)
          .then((value) => !gone && setState({ value, failure: null }))
          .catch((failure: unknown) => !gone && setState({ value: null, failure: sentenceOfFailure(failure) }))
      read()
      const stop = client.onReload(read)
      return () => {
        gone = true
        stop()
      }
    }, [client, wanted])
    return state
  }
}

/** Learn's pages, in the chapter's order. */
export const useLessons = askedOnce<readonly Lesson[]>(async (client) => {
  const { lessons } = await client.call('learn.lessons', {})
  return lessons
})

/** Whole experiments that come with the app. */
export const usePresets = askedOnce<readonly Preset[]>(async (client) => {
  const { presets } = await client.call('design.presets', {})
  return presets
})
