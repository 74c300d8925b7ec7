import * as z from 'zod'
import { mostLabBytes, mostLabSeconds } from '../catalogue/labs/index.ts'
import { runStatus } from '../domain/run.ts'
import { importedInWords, moduleContents, notCoveredInWords } from '../domain/user-module.ts'

/**
 * Everything that a call can answer instead of a result. Each becomes a sentence that names the field and the way on.
 */
export const ascentError = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('invalid-input'),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).min(1),
  }),
  z.object({ kind: z.literal('unknown-method'), method: z.string() }),
  z.object({ kind: z.literal('run-not-found'), runId: z.string() }),
  z.object({ kind: z.literal('experiment-not-found'), experimentId: z.string() }),
  z.object({ kind: z.literal('comparison-not-found'), id: z.string() }),
  z.object({ kind: z.literal('name-taken'), name: z.string() }),
  z.object({ kind: z.literal('wrong-status'), runId: z.string(), status: runStatus, wanted: z.string() }),
  /** Some of what was to be deleted or changed is locked: `name` is the first of them, `count` how many there are. */
  z.object({ kind: z.literal('locked'), name: z.string(), count: z.int().min(1) }),
  z.object({ kind: z.literal('no-checkpoint'), runId: z.string() }),
  z.object({ kind: z.literal('recording-failed'), reason: z.string() }),
  z.object({ kind: z.literal('data-set-not-found'), path: z.string() }),
  z.object({ kind: z.literal('data-set-in-use'), runs: z.int().min(1) }),
  z.object({ kind: z.literal('read-only'), reason: z.string() }),
  z.object({ kind: z.literal('engine-unavailable'), engine: z.string(), reason: z.string() }),
  /**
   * A user's module runs with the user's rights, so it is asked about before it first runs on this machine, and after
   * each change of it or of what it imports.
   */
  z.object({ kind: z.literal('module-not-allowed'), path: z.string(), contents: moduleContents }),
  z.object({ kind: z.literal('native-unavailable'), reason: z.string() }),
  z.object({ kind: z.literal('storage'), reason: z.string() }),
  z.object({ kind: z.literal('export-failed'), reason: z.string() }),
  z.object({ kind: z.literal('nothing-to-export') }),
  /** There was an answer, but it can't be put into one message. */
  z.object({ kind: z.literal('answer-too-large') }),
  z.object({ kind: z.literal('world-not-measured'), reason: z.string() }),
  z.object({ kind: z.literal('lab-not-found'), id: z.string() }),
  /** `title` is the number to lower, and `path` where it stands in the spec. */
  z.object({
    kind: z.literal('lab-too-large'),
    seconds: z.number(),
    bytes: z.number(),
    path: z.string(),
    title: z.string(),
  }),
  z.object({ kind: z.literal('labs-busy'), running: z.int() }),
  /** A run that has kept nothing that Inspect could look at. */
  z.object({ kind: z.literal('no-snapshots'), runId: z.string() }),
  z.object({ kind: z.literal('no-finite-model'), environment: z.string() }),
  z.object({ kind: z.literal('not-inspected'), reason: z.string() }),
  /** The same asker asked again before this was answered. */
  z.object({ kind: z.literal('superseded') }),
  z.object({ kind: z.literal('connection-lost') }),
  z.object({ kind: z.literal('internal'), message: z.string() }),
])
export type AscentError = z.infer<typeof ascentError>

export function sentenceOf(error: AscentError): string {
  switch (error.kind) {
    case 'invalid-input': {
      const [first, ...others] = error.issues
      const more = others.length > 0 ? ` (and ${others.length} more)` : ''
      return `${first!.path === '' ? 'The input' : first!.path}: ${first!.message}${more}.`
    }
    case 'unknown-method':
      return `This version of Ascent has no "${error.method}". Reload the window; it may be older than the app.`
    case 'run-not-found':
      return 'That run is not in this database any more.'
    case 'experiment-not-found':
      return 'That experiment is not in this database any more.'
    case 'comparison-not-found':
      return 'That saved comparison is not in this database any more.'
    case 'name-taken':
      return `Another saved comparison is called “${error.name}”; choose another name, or delete that one first.`
    case 'wrong-status':
      return `That run is ${error.status}; this works only with runs that are ${error.wanted}.`
    case 'locked':
      return error.count === 1
        ? `“${error.name}” is locked. Unlock it in History first.`
        : `${error.count.toLocaleString('en-US')} of these are locked, “${error.name}” the first of them. ` +
            'Unlock them in History first, or leave them out.'
    case 'no-checkpoint':
      return 'That run has no saved state yet, and its policy is read from one. A state is saved when a run is paused and when it ends.'
    case 'recording-failed':
      return `The trajectories could not be recorded: ${error.reason}`
    case 'data-set-not-found':
      return `${error.path} is not one of the data sets recorded here.`
    case 'data-set-in-use':
      return error.runs === 1
        ? 'A running, queued or paused run learns from this data set. Cancel it first, or wait until it ends.'
        : `${error.runs.toLocaleString('en-US')} running, queued or paused runs learn from this data set. ` +
            'Cancel them first, or wait until they end.'
    case 'read-only':
      return `Nothing can be changed now: ${error.reason}`
    case 'engine-unavailable':
      return `The engine ${error.engine} can't be used: ${error.reason}`
    case 'module-not-allowed': {
      const others = importedInWords(error.contents)
      return (
        `The module ${error.path} has not been allowed on this machine as it is now` +
        `${others === '' ? '' : `, with ${others}`}. It runs with your rights: allow it only if you trust it. ` +
        `${notCoveredInWords(error.contents)} Design asks when it is queued there; the command line takes --allow-module.`
      )
    }
    case 'native-unavailable':
      return `TensorFlow native can't be set up: ${error.reason}`
    case 'storage':
      return `The database could not be written: ${error.reason}`
    case 'export-failed':
      return `The export failed: ${error.reason}.`
    case 'nothing-to-export':
      return 'Nothing of this comparison is in the history any more: its experiments were deleted.'
    case 'answer-too-large':
      return 'The answer is too large to be sent. Ask for less at a time.'
    case 'world-not-measured':
      return `Random actions could not be measured in this world: ${error.reason}`
    case 'lab-not-found':
      return 'That result is not in this database any more.'
    case 'lab-too-large':
      return `This would take about ${effortInWords(error)}. Lower “${error.title}”, or measure it anyway.`
    case 'labs-busy':
      return `${error.running} labs are measuring now, one on each core. Stop one, or wait until it is done.`
    case 'no-snapshots':
      return (
        'That run has kept no checkpoint, so there is no policy to look at. A run takes some while it trains, unless its ' +
        '“snapshots” are null; they can be dropped in History. Train it again, or choose another run.'
      )
    case 'no-finite-model':
      return (
        `Nothing can be solved exactly in ${error.environment}, for it has no finite model. Look at its episodes instead, or ` +
        'choose a run of a finite world.'
      )
    case 'not-inspected':
      return `That policy could not be looked at: ${error.reason}`
    case 'superseded':
      return 'A newer question took the place of this one.'
    case 'connection-lost':
      return 'The app was not reachable. Try again when this page is connected to it.'
    case 'internal':
      return `Something went wrong inside Ascent: ${error.message}`
  }
}

/** "25 minutes", "3 GiB", or both where both are much. */
export function effortInWords({ seconds, bytes }: { seconds: number; bytes: number }): string {
  const time = seconds < 5_400 ? `${Math.ceil(seconds / 60)} minutes` : `${Math.ceil(seconds / 3_600)} hours`
  const memory = `${(bytes / 1_073_741_824).toFixed(1)} GiB of memory`
  if (bytes <= mostLabBytes) return time
  return seconds > mostLabSeconds ? `${time} and ${memory}` : memory
}

/** What services return: a value, or an error that the client is shown. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: AscentError }
export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const err = (error: AscentError): { ok: false; error: AscentError } => ({ ok: false, error })
