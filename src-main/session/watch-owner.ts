import type { RunId } from '../../src-shared/domain/ids.ts'
import type { ServiceContext } from '../services/context.ts'
import { listComparisons } from '../storage/repositories/comparisons.ts'
import { listLabs } from '../storage/repositories/labs.ts'
import { changedRunIds } from '../storage/repositories/runs.ts'

/** While another process writes: looks once a second whether it did, and tells clients what is different. */
export function watchOwner({
  database,
  library,
  publish,
  summaryNews,
}: Pick<ServiceContext, 'database' | 'library' | 'publish' | 'summaryNews'>): () => void {
  const versionOf = () => Number(database.pragma('data_version', { simple: true }))
  let version = versionOf()
  const rowTexts = new Map<RunId, string>()
  changedRunIds(database, rowTexts)
  // What was written since the library was opened.
  library.reload()
  const comparisonsNow = () =>
    new Map(listComparisons(database, { deleted: true }).map((saved) => [JSON.stringify(saved), saved]))
  let comparisons = comparisonsNow()
  const labsNow = () => new Map(listLabs(database, { deleted: true }).map((lab) => [JSON.stringify(lab), lab]))
  let labs = labsNow()
  let training = runsInTraining(library)
  const timer = setInterval(() => {
    const next = versionOf()
    if (next === version) return
    version = next
    library.reload(changedRunIds(database, rowTexts))
    const comparisonsBefore = comparisons
    comparisons = comparisonsNow()
    const changed = [...comparisons].flatMap(([text, saved]) => (comparisonsBefore.has(text) ? [] : saved))
    if (changed.length > 0) publish({ kind: 'comparisons', comparisons: changed })
    const labsBefore = labs
    labs = labsNow()
    const changedLabs = [...labs].flatMap(([text, lab]) => (labsBefore.has(text) ? [] : lab))
    if (changedLabs.length > 0) publish({ kind: 'labs', labs: changedLabs })
    const before = training
    training = runsInTraining(library)
    for (const runId of new Set([...before, ...training])) summaryNews.changed(runId)
    // A gap tells a client that shows this run to ask for its columns.
    for (const runId of training) publish({ kind: 'rows', runId, firstRow: Number.MAX_SAFE_INTEGER, rows: [] })
  }, 1_000).unref()
  return () => clearInterval(timer)
}

const runsInTraining = (library: ServiceContext['library']): RunId[] =>
  [...library.runs()].filter(({ status }) => status === 'running').map(({ id }) => id)
