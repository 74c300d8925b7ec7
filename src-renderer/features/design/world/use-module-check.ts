import { useState } from 'react'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { ResultOf } from '../../../../src-shared/contract/methods.ts'
import { AscentFailure, sentenceOfFailure } from '../../../client/ascent-failure.ts'
import { useClient } from '../../../client/index.tsx'
import type { NotAllowed } from './module-question.tsx'

export type ModuleSpec = Extract<EnvironmentSpec, { id: 'module' }>

export type CheckState =
  | { kind: 'none' }
  | { kind: 'checking' }
  | { kind: 'asked'; question: NotAllowed }
  | { kind: 'checked'; result: ResultOf<'modules.check'>; atMs: number }
  | { kind: 'failed'; sentence: string }

export interface ModuleCheck {
  state: CheckState
  check(): void
  allow(question: NotAllowed): void
  forget(): void
}

/** A user's module run against the rules, as long as its file and its parameters are the ones that were checked. */
export function useModuleCheck(environment: EnvironmentSpec): ModuleCheck {
  const client = useClient()
  const [last, setLast] = useState<{ of: string; state: CheckState }>({ of: '', state: { kind: 'none' } })
  const of = JSON.stringify(environment)
  const state: CheckState = last.of === of ? last.state : { kind: 'none' }
  const show = (next: CheckState) => setLast({ of, state: next })
  /** An answer to what was asked about another file meanwhile says nothing of this one. */
  const answer = (next: CheckState) => setLast((now) => (now.of === of ? { of, state: next } : now))

  const run = async (before: () => Promise<unknown>) => {
    if (environment.id !== 'module') return
    show({ kind: 'checking' })
    try {
      await before()
      const { path, parameters } = environment
      answer({ kind: 'checked', result: await client.call('modules.check', { path, parameters }), atMs: Date.now() })
    } catch (failure) {
      if (failure instanceof AscentFailure && failure.error.kind === 'module-not-allowed')
        answer({ kind: 'asked', question: failure.error })
      else answer({ kind: 'failed', sentence: sentenceOfFailure(failure) })
    }
  }
  return {
    state,
    check: () => void run(async () => {}),
    allow: ({ path, contents }) => void run(() => client.call('system.allowModule', { path, sha256: contents.sha256 })),
    forget: () => show({ kind: 'none' }),
  }
}
