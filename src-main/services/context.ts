import type { Result } from '../../src-shared/contract/errors.ts'
import type { NativeState, ServerEvent } from '../../src-shared/contract/events.ts'
import type { TextFigureParams } from '../../src-shared/contract/figure.ts'
import type { ParsedParamsOf, ResultOf } from '../../src-shared/contract/methods.ts'
import type { RunId } from '../../src-shared/domain/ids.ts'
import type { Database } from '../storage/database.ts'
import type { GrowingSummary } from '../storage/growing-summary.ts'
import type { Question } from '../training/protocol/job.ts'
import type { Asked } from '../training/supervisor/ask.ts'
import type { Supervisor } from '../training/supervisor/supervisor.ts'
import type { SummaryFilling } from './fill-summaries.ts'
import type { Library } from './library.ts'
import type { Printer } from './printer.ts'
import type { StepRate } from './step-rate.ts'
import type { RunningLabs } from './labs/running-labs.ts'
import type { SummaryNews } from './summary-news.ts'

/** The reader thread, as services ask it. */
export interface ReadingPort {
  curves(params: ParsedParamsOf<'comparison.curves'>): Promise<ResultOf<'comparison.curves'>>
  seeds(params: ParsedParamsOf<'comparison.seeds'>): Promise<ResultOf<'comparison.seeds'>>
  /** Null where a newer question of the same asker took its place. */
  statistics(params: ParsedParamsOf<'comparison.statistics'>): Promise<ResultOf<'comparison.statistics'> | null>
  metrics(params: ParsedParamsOf<'runs.metrics'>): Promise<ResultOf<'runs.metrics'>>
  summaries(runIds: readonly RunId[]): Promise<GrowingSummary[]>
  diskUse(): Promise<ResultOf<'history.diskUse'>>
  snapshotUse(runIds: readonly RunId[]): Promise<ResultOf<'inspect.snapshotUse'>>
  exportPieces(params: ParsedParamsOf<'transfer.export'>): AsyncIterable<string>
}

/** Threads that write comparisons, as services ask them. */
export interface FiguresPort {
  pieces(params: TextFigureParams): AsyncIterable<string>
}

/** TensorFlow native, as the shell can set it up. */
export interface NativePort {
  state(): NativeState
  /** Begins the set-up; its course shows in `state`. A reason when it can't be had here. */
  install(): Promise<Result<object>>
  /** The returned function ends it. */
  onChange(listener: () => void): () => void
}

export interface DoctorLine {
  topic: string
  found: string
  why: string
}

/** What the services of one open database share; each names what it takes of it. */
export interface ServiceContext {
  database: Database
  library: Library
  /** For what isn't coalesced: runs and experiments are announced by the library. */
  publish(event: ServerEvent): void
  reading: ReadingPort
  summaryNews: SummaryNews
  summaryFilling: Pick<SummaryFilling, 'progress'>
  figures: FiguresPort
  printer: Printer
  supervisor: Supervisor
  stepRate: StepRate
  native: NativePort
  /** Has a trainer of its own answer one question. */
  ask(question: Question, timeoutMs: number, unwanted?: AbortSignal): Promise<Asked>
  /** The same by one trainer for all such questions, which stays for the next: for what loads no module of a user's. */
  askWarm(question: Question, timeoutMs: number, unwanted?: AbortSignal): Promise<Asked>
  runningLabs: RunningLabs
  version: string
  shell: 'electron' | 'browser' | 'cli' | 'test'
  /** Of this machine: as many runs train at once, unless the settings say otherwise. */
  cores: number
  paths: {
    presetsFolder: string
    lessonsFolder: string
    /** Where recorded data sets are kept. */
    dataSetsFolder: string
    /** Checkpoints that variants start from. */
    startFilesFolder: string
    /** Where exports go that are too large for one message. */
    exportsFolder: string
    /** Where a new environment module is written unless a place is named. */
    environmentsFolder: string
    /** What a new one starts as. */
    environmentTemplate: string
  }
  /** The system's file dialog, near this file; null when nothing is chosen. Absent where there is none. */
  pickModule: ((near: string) => Promise<string | null>) | undefined
  doctor(): Promise<DoctorLine[]>
  /** Why nothing can be changed now, or null. */
  readOnly: string | null
  /** Milliseconds since 1970. */
  now(): number
}
