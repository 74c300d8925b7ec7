import { err, ok } from '../../src-shared/contract/errors.ts'
import type { NativeState } from '../../src-shared/contract/events.ts'
import type { NativePort } from './context.ts'

/** TensorFlow native as the engine’s set-up shows it; app.ts passes it in. */
export interface NativeSetUp {
  status(): { installed: true; tensorflowVersion: string } | { installed: false; reason: string }
  /** What the machine lacks for it, in a sentence, or null. */
  missing(): Promise<string | null>
  install(
    onProgress: (progress: { fraction: number; sentence: string }) => void,
  ): Promise<{ ok: true } | { ok: false; sentence: string }>
}

/** TensorFlow native's state, kept up to date while it is set up. */
export function createNativePort(setUp: NativeSetUp): NativePort {
  const listeners = new Set<() => void>()
  let installing: { fraction: number; sentence: string } | null = null
  let problem: { impossible: boolean; sentence: string } | null = null
  const changed = () => {
    for (const listener of listeners) listener()
  }

  const state = (): NativeState => {
    if (installing !== null) return { state: 'installing', detail: installing.sentence, fraction: installing.fraction }
    const status = setUp.status()
    if (status.installed) return { state: 'ready', detail: `TensorFlow ${status.tensorflowVersion}`, fraction: null }
    if (problem !== null)
      return { state: problem.impossible ? 'impossible' : 'missing', detail: problem.sentence, fraction: null }
    return { state: 'missing', detail: status.reason, fraction: null }
  }
  const install = async () => {
    const result = await setUp.install((progress) => {
      installing = progress
      changed()
    })
    installing = null
    problem = result.ok ? null : { impossible: false, sentence: result.sentence }
    changed()
  }

  return {
    state,
    async install() {
      if (installing !== null || setUp.status().installed) return ok({})
      installing = { fraction: 0, sentence: 'Looking for what it needs' }
      changed()
      const missing = await setUp.missing()
      if (missing !== null) {
        installing = null
        problem = { impossible: true, sentence: missing }
        changed()
        return err({ kind: 'native-unavailable', reason: missing })
      }
      // The call is answered when the set-up has begun; how it goes on is in the state.
      install().catch((error: unknown) => {
        installing = null
        problem = { impossible: false, sentence: error instanceof Error ? error.message : String(error) }
        changed()
      })
      return ok({})
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
