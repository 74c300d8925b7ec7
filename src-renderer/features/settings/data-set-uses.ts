import type { DataSet } from '../../../src-shared/domain/data-set.ts'
import { plural } from '../../../src-shared/words/format.ts'

/** What learns from a data set, and what it would mean for that if it were gone. */
export function usesInWords({ usedBy, activeRuns }: Pick<DataSet, 'usedBy' | 'activeRuns'>): string {
  if (usedBy.length === 0) return 'No experiment in the history learns from it.'
  const named = usedBy.slice(0, 3).map((name) => `“${name}”`)
  const last = usedBy.length > 3 ? `${usedBy.length - 3} more` : named.pop()!
  const names = named.length === 0 ? last : `${named.join(', ')} and ${last}`
  if (activeRuns > 0)
    return (
      `${plural(activeRuns, 'run')} of ${names} ` +
      `${activeRuns === 1 ? 'trains, waits or is paused, and still needs it' : 'train, wait or are paused, and still need it'}.`
    )
  return usedBy.length === 1
    ? `The experiment ${names} learned from it: its results stay, but without the file it can’t be queued again.`
    : `The experiments ${names} learned from it: their results stay, but without the file they can’t be queued again.`
}
