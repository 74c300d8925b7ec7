import type { ServerEvent } from '../../src-shared/contract/events.ts'
import { pointOf } from '../../src-shared/domain/points.ts'
import type { Run } from '../../src-shared/domain/run.ts'
import type { Library } from '../services/library.ts'

export const warningNotice = (text: string): ServerEvent => ({ kind: 'notice', level: 'warning', text })

/** Experiments that this version can't read. Names them, the first three one by one. */
export function unreadableNotice(experiments: readonly string[]): ServerEvent {
  const names = experiments
    .slice(0, 3)
    .map((name) => `“${name}”`)
    .join(', ')
  const more = experiments.length > 3 ? ` and ${experiments.length - 3} more` : ''
  return warningNotice(
    `${names}${more} can’t be read by this version of Ascent. Nothing is lost: the version that saved it can still open it.`,
  )
}

/** Runs that trained when the app ended last time. Names them, the first three one by one. */
export function interruptedNotice(library: Pick<Library, 'experiment'>, runs: readonly Run[]): ServerEvent {
  const names = runs.slice(0, 3).map((run) => {
    const { name, spec } = library.experiment(run.experimentId)!
    return `“${name}” ${pointOf(spec, run.variantIndex)!.variant.name}, seed ${run.seed}`
  })
  const more = runs.length > names.length ? `; and ${runs.length - names.length} more` : ''
  return warningNotice(
    `Interrupted when Ascent ended last time: ${names.join('; ')}${more}. What was recorded is kept; History ` +
      `offers to queue ${runs.length === 1 ? 'it' : 'them'} again.`,
  )
}
