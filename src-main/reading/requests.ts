import type { ParsedParamsOf, ResultOf } from '../../src-shared/contract/methods.ts'
import type { RunId } from '../../src-shared/domain/ids.ts'
import type { GrowingSummary } from '../storage/growing-summary.ts'
import type { StatisticsAnswer } from '../../src-shared/contract/statistics.ts'

/** What the reader thread can be asked, and what it answers. */
export interface ReaderRequests {
  curves: { params: ParsedParamsOf<'comparison.curves'>; result: ResultOf<'comparison.curves'> }
  seeds: { params: ParsedParamsOf<'comparison.seeds'>; result: ResultOf<'comparison.seeds'> }
  /** Null where a newer question took its place. */
  statistics: { params: ParsedParamsOf<'comparison.statistics'>; result: StatisticsAnswer | null }
  metrics: { params: ParsedParamsOf<'runs.metrics'>; result: ResultOf<'runs.metrics'> }
  /** Made of all rows that these runs have: for runs of an older database. */
  summaries: { params: readonly RunId[]; result: GrowingSummary[] }
  diskUse: { params: null; result: ResultOf<'history.diskUse'> }
  snapshotUse: { params: readonly RunId[]; result: ResultOf<'inspect.snapshotUse'> }
}
export type ReaderMethod = keyof ReaderRequests

export type ReaderQuestion<M extends ReaderMethod = ReaderMethod> = {
  [Each in M]: { id: number; method: Each; params: ReaderRequests[Each]['params'] }
}[M]
export type ReaderAnswer =
  | { id: number; ok: true; result: unknown }
  | { id: number; ok: false; name: string; message: string }

export type ExportParams = ParsedParamsOf<'transfer.export'>
/** What the export thread answers each time that it is asked for the next piece. */
export type ExportAnswer = { kind: 'piece'; text: string } | { kind: 'end' } | { kind: 'failed'; reason: string }
