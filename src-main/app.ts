import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ServerEvent, SystemStatus } from '../src-shared/contract/events.ts'
import type { ParsedParamsOf } from '../src-shared/contract/methods.ts'
import type { RunId } from '../src-shared/domain/ids.ts'
import type { Run } from '../src-shared/domain/run.ts'
import { installTensorflowNative } from './engines/tfjs/native-install/install.ts'
import { findNativeNeeds } from './engines/tfjs/native-install/needs.ts'
import { tensorflowNativeStatus } from './engines/tfjs/native-install/status.ts'
import { widePermissions } from './files/wide-permissions.ts'
import { createReader } from './reading/reader.ts'
import { createDispatcher } from './rpc/dispatcher.ts'
import type { Dispatcher } from './rpc/dispatcher.ts'
import { createEventHub } from './rpc/event-hub.ts'
import { createAnnouncer } from './services/announcer.ts'
import type { DoctorLine, NativePort, ServiceContext } from './services/context.ts'
import type { Handlers } from './services/handlers.ts'
import { openLibrary } from './services/library.ts'
import type { Library } from './services/library.ts'
import { createNativePort } from './services/native.ts'
import { createServices } from './services/services.ts'
import { trainersOf } from './services/settings.ts'
import { announceStatus } from './services/announce-status.ts'
import { removeAbandonedExports } from './services/export-file.ts'
import { createStepRate } from './services/step-rate.ts'
import { systemStatus } from './services/system.ts'
import { createRunIngest } from './services/run-ingest.ts'
import { jobOf } from './services/train-job.ts'
import { closeDatabase, openDatabase } from './storage/database.ts'
import type { Database } from './storage/database.ts'
import type { StorageError } from './storage/storage-error.ts'
import type { Question } from './training/protocol/job.ts'
import { askTrainer as ask } from './training/supervisor/ask.ts'
import type { Asked } from './training/supervisor/ask.ts'
import type { ProcessLauncher } from './training/supervisor/launcher.ts'
import { createSupervisor } from './training/supervisor/supervisor.ts'
import type { Timings } from './training/supervisor/trainer-handle.ts'

export type { DoctorLine } from './services/context.ts'
export { engineThresholds } from './services/engine-rule.ts'
export type { StorageError } from './storage/storage-error.ts'
export type { Answer, Question } from './training/protocol/job.ts'
export type { Asked } from './training/supervisor/ask.ts'
export { usersStack } from './training/supervisor/users-stack.ts'
export type { ProcessExit, ProcessLauncher, TrainerProcess } from './training/supervisor/launcher.ts'

/** What a shell brings. */
export interface AppPorts {
  databasePath: string
  shell: SystemStatus['shell']
  version: string
  launcher: ProcessLauncher
  /** The folder of preset files. */
  presetsFolder: string
  /**
   * Why nothing may be changed now (another process owns the database), in a sentence; null when this process owns it.
   */
  readOnly: string | null
  doctor(): Promise<DoctorLine[]>
  /** The system's file dialog for an environment module, where the shell has one; null when nothing is chosen. */
  pickModule?(near: string): Promise<string | null>
  /** 'own' trains only what is queued through this app: a CLI call leaves what waits in the window's queue alone. */
  trains?: 'everything' | 'own'
  cores?: number
  now?(): number
  timings?: Timings
  /** Where faults of the app itself are told; stderr unless given. */
  reportFault?(error: unknown): void
}

/** The whole app behind one dispatcher, without a window. */
export interface App {
  readonly dispatcher: Dispatcher
  /** A call from within this process, typed by the contract. */
  readonly call: Dispatcher['call']
  /** Whole trajectories of a run's policy, as its last checkpoint has it: a data set for importance sampling. */
  recordTrajectories(runId: RunId, trajectories: number): Promise<Asked>
  /** Runs as text, in pieces: what `transfer.export` answers, for who can take it piece by piece. */
  exportPieces(params: ParsedParamsOf<'transfer.export'>): AsyncIterable<string>
  /** Every event from now on; the returned function ends it. */
  onEvent(listener: (event: ServerEvent) => void): () => void
  status(): SystemStatus
  /** Whether something trains or waits to be trained. */
  isBusy(): boolean
  /** This process owns the database now: opens it for writing. Clients read everything again. */
  takeOver(): { ok: true } | { ok: false; error: StorageError }
  /**
   * Stops what trains ('pause': it goes on at the next start; 'cancel': what was trained is kept), stores everything
   * and closes.
   */
  close(running?: 'pause' | 'cancel'): Promise<void>
}

/** The composition root: everything is wired here and nowhere else. */
export function createApp(ports: AppPorts): { ok: true; value: App } | { ok: false; error: StorageError } {
  const hub = createEventHub()
  const listeners = new Set<(event: ServerEvent) => void>()
  const publish = (event: ServerEvent) => {
    hub.publish(event)
    for (const listener of listeners) listener(event)
  }
  const shared: Shared = { ports, publish, publishToFirstClient: hub.publishToFirstClient, native: nativePort() }
  const first = openSession(shared, ports.readOnly)
  if (!first.ok) return first
  let session = first.value

  const dispatcher = createDispatcher({
    handlers: () => session.handlers,
    readOnly: () => session.context.readOnly,
    hub,
    reportFault: ports.reportFault ?? ((error) => console.error(error)),
  })
  const app: App = {
    dispatcher,
    call: dispatcher.call,
    recordTrajectories(runId, trajectories) {
      const run = session.context.library.run(runId)
      if (run === undefined)
        return Promise.resolve({ ok: false, message: 'That run is not in this database.', stack: '' })
      return askTrainer(ports.launcher, { kind: 'record', job: jobOf(session.context, run), trajectories })
    },
    exportPieces: (params) => session.context.reading.exportPieces(params),
    onEvent(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    status: () => systemStatus(session.context),
    isBusy: () =>
      session.context.readOnly === null &&
      (session.context.supervisor.running().length > 0 || session.context.library.queue().length > 0),
    takeOver() {
      if (session.context.readOnly === null) return { ok: true }
      const next = openSession(shared, null)
      if (!next.ok) return next
      const before = session
      session = next.value
      hub.restart()
      void before.close('pause')
      return { ok: true }
    },
    close: (running = 'pause') => session.close(running),
  }
  return { ok: true, value: app }
}

interface Shared {
  ports: AppPorts
  publish(event: ServerEvent): void
  publishToFirstClient(event: ServerEvent): void
  native: NativePort
}

/** One open database and everything that works on it. */
interface Session {
  context: ServiceContext
  handlers: Handlers
  close(running: 'pause' | 'cancel'): Promise<void>
}

function openSession(
  shared: Shared,
  readOnly: string | null,
): { ok: true; value: Session } | { ok: false; error: StorageError } {
  const { ports, native, publish } = shared
  const opened = openDatabase(ports.databasePath, { readOnly: readOnly !== null })
  if (!opened.ok) return opened
  const database = opened.value
  const now = ports.now ?? (() => Date.now())
  const reportFault = ports.reportFault ?? ((error: unknown) => console.error(error))
  const announcer = createAnnouncer(publish)
  const unreadable: string[] = []
  const library = openLibrary(database, announcer, (name) => unreadable.push(name))
  const reading = createReader(ports.databasePath)
  const machine: ServiceContext['machine'] = {
    version: ports.version,
    shell: ports.shell,
    cores: ports.cores ?? availableParallelism(),
    presetsFolder: ports.presetsFolder,
    dataSetsFolder: join(dirname(ports.databasePath), 'datasets'),
    exportsFolder: join(dirname(ports.databasePath), 'exports'),
    environmentsFolder: join(dirname(ports.databasePath), 'environments'),
    environmentTemplate: join(ports.presetsFolder, '..', 'environments', 'windy-corridor.js'),
    pickModule: ports.pickModule,
    doctor: ports.doctor,
  }
  const own: Set<RunId> | null = ports.trains === 'own' ? new Set() : null
  const ingest = createRunIngest({
    database,
    library,
    publish,
    now,
    only: own,
    cancel: (runId) => supervisor.cancel(runId),
  })
  const supervisor = createSupervisor({
    launcher: ports.launcher,
    entry: trainerEntry(),
    trainers: () => (readOnly === null ? trainersOf({ database, machine }) : 0),
    cores: machine.cores,
    nextJob: ingest.nextJob,
    started: ingest.started,
    frame: ingest.frame,
    ended: ingest.ended,
    stalled: (reason) =>
      publish({
        kind: 'notice',
        level: 'error',
        text: `No trainer could be started; the queue tries again when something is queued. ${reason}`,
      }),
    ...(ports.timings === undefined ? {} : { timings: ports.timings }),
  })
  const context: ServiceContext = {
    database,
    library,
    announcer,
    publish,
    reading,
    supervisor,
    stepRate: createStepRate(library.runs, now),
    native,
    ask: (question, timeoutMs) => askTrainer(ports.launcher, question, timeoutMs),
    machine,
    readOnly,
    now,
  }
  const queued = (runs: readonly Run[]) => {
    if (own !== null) for (const run of runs) own.add(run.id)
    supervisor.fill()
  }
  const handlers = createServices(context, queued)

  if (unreadable.length > 0) {
    const names =
      unreadable
        .slice(0, 3)
        .map((name) => `“${name}”`)
        .join(', ') + (unreadable.length > 3 ? ` and ${unreadable.length - 3} more` : '')
    shared.publishToFirstClient({
      kind: 'notice',
      level: 'warning',
      text: `${names} can’t be read by this version of Ascent. Nothing is lost: the version that saved it can still open it.`,
    })
  }

  const wide = widePermissions([dirname(ports.databasePath), ports.databasePath])
  if (wide !== null) shared.publishToFirstClient({ kind: 'notice', level: 'warning', text: wide })

  const stopStatus = announceStatus({
    status: () => systemStatus(context),
    publish,
    onChange: native.onChange,
    reportFault,
  })
  const stopWatching = readOnly === null ? () => {} : watchOwner(database, context)
  if (readOnly === null) {
    const interrupted = library.markInterrupted(
      'Ascent ended while this run was training. What was recorded until then is kept.',
      now(),
    )
    if (interrupted.length > 0) shared.publishToFirstClient(interruptedNotice(library, interrupted))
    removeAbandonedExports(machine.exportsFolder, now()).catch(reportFault)
    supervisor.fill()
  }

  return {
    ok: true,
    value: {
      context,
      handlers,
      async close(running) {
        stopWatching()
        stopStatus()
        if (running === 'pause') ingest.keepForNextStart(supervisor.running())
        await supervisor.close(running)
        ingest.close()
        announcer.close()
        await reading.close()
        closeDatabase(database)
      },
    },
  }
}

/** While another process writes: looks once a second whether it did, and tells clients what is different. */
function watchOwner(database: Database, { library, publish }: ServiceContext): () => void {
  const versionOf = () => Number(database.pragma('data_version', { simple: true }))
  let version = versionOf()
  const timer = setInterval(() => {
    const next = versionOf()
    if (next === version) return
    version = next
    library.reload()
    // A gap tells a client that shows this run to ask for its columns.
    for (const run of library.runs()) {
      if (run.status === 'running')
        publish({ kind: 'rows', runId: run.id, firstRow: Number.MAX_SAFE_INTEGER, rows: [] })
    }
  }, 1_000).unref()
  return () => clearInterval(timer)
}

/** Names them, the first three one by one. */
function interruptedNotice(library: Library, runs: readonly Run[]): ServerEvent {
  const names = runs.slice(0, 3).map((run) => {
    const { name, spec } = library.experiment(run.experimentId)!
    return `“${name}” ${spec.variants[run.variantIndex]!.name}, seed ${run.seed}`
  })
  const more = runs.length > names.length ? `; and ${runs.length - names.length} more` : ''
  const text =
    `Interrupted when Ascent ended last time: ${names.join('; ')}${more}. What was recorded is kept; History ` +
    `offers to queue ${runs.length === 1 ? 'it' : 'them'} again.`
  return { kind: 'notice', level: 'warning', text }
}

function nativePort(): NativePort {
  return createNativePort({
    status: () => tensorflowNativeStatus(),
    missing: async () => {
      const needs = await findNativeNeeds()
      return 'missing' in needs ? needs.missing : null
    },
    install: (onProgress) => installTensorflowNative({ onProgress }),
  })
}

/** Has a trainer process replay a trace or check a user's module: needs no database. */
export function askTrainer(launcher: ProcessLauncher, question: Question, timeoutMs = 60_000): Promise<Asked> {
  return ask(launcher, trainerEntry(), question, timeoutMs)
}

const trainerEntry = () => besideThisFile('training/worker/entry.ts', 'trainer.js')

/** The source where there is one, else the bundle beside this bundle. */
function besideThisFile(source: string, bundle: string): string {
  const path = fileURLToPath(new URL(source, import.meta.url))
  return existsSync(path) ? path : fileURLToPath(new URL(bundle, import.meta.url))
}
