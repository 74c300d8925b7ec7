import { availableParallelism } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { ServerEvent, SystemStatus } from '../../src-shared/contract/events.ts'
import type { RunId } from '../../src-shared/domain/ids.ts'
import type { Run } from '../../src-shared/domain/run.ts'
import { databaseName } from '../files/database-name.ts'
import { widePermissions } from '../files/wide-permissions.ts'
import { createFigures } from '../figure/figures.ts'
import { createReader } from '../reading/reader.ts'
import { announceStatus } from '../services/announce-status.ts'
import { createAnnouncer } from '../services/announcer.ts'
import type { DoctorLine, NativePort, ServiceContext } from '../services/context.ts'
import { removeAbandonedExports } from '../services/export-file.ts'
import { noSummaryFilling, startFillingSummaries } from '../services/fill-summaries.ts'
import type { Handlers } from '../services/handlers.ts'
import { appEnded, createRunningLabs } from '../services/labs/running-labs.ts'
import { openLibrary } from '../services/library.ts'
import { createRunIngest } from '../services/run-ingest.ts'
import type { Printer } from '../services/printer.ts'
import { createServices } from '../services/services.ts'
import { trainersOf } from '../services/settings.ts'
import { removeUnusedStartFiles } from '../services/start-files.ts'
import { createStepRate } from '../services/step-rate.ts'
import { createSummaryNews } from '../services/summary-news.ts'
import { systemStatus } from '../services/system.ts'
import { closeDatabase, openDatabase } from '../storage/database.ts'
import type { StorageError } from '../storage/storage-error.ts'
import type { ProcessLauncher } from '../training/supervisor/launcher.ts'
import { isNamedSomewhere } from '../storage/repositories/experiments.ts'
import { interruptLabs } from '../storage/repositories/labs.ts'
import { startLabTrainer } from '../training/supervisor/lab-trainer.ts'
import { createSupervisor } from '../training/supervisor/supervisor.ts'
import { createWarmTrainer } from '../training/supervisor/warm-trainer.ts'
import type { Timings } from '../training/supervisor/trainer-handle.ts'
import { askTrainer, trainerEntry } from './ask-trainer.ts'
import { interruptedNotice, unreadableNotice, warningNotice } from './start-notices.ts'
import { watchOwner } from './watch-owner.ts'

/** What a session needs of the shell. */
export interface SessionPorts {
  databasePath: string
  shell: SystemStatus['shell']
  version: string
  launcher: ProcessLauncher
  /** The folder of preset files. */
  presetsFolder: string
  doctor(): Promise<DoctorLine[]>
  /** The system's file dialog for an environment module, where the shell has one; null when nothing is chosen. */
  pickModule?(near: string): Promise<string | null>
  /** What makes PDFs of figures, where the shell has it. */
  printer?: Printer
  /** 'own' trains only what is queued through this app: a CLI call leaves what waits in the window's queue alone. */
  trains?: 'everything' | 'own'
  cores?: number
  now?(): number
  timings?: Timings
}

/** What outlives a session: clients, the set-up of TensorFlow native, where faults are told. */
export interface SessionSurroundings {
  publish(event: ServerEvent): void
  publishToFirstClient(event: ServerEvent): void
  native: NativePort
  reportFault(error: unknown): void
}

const noPrinter: Printer = {
  refusal: () => Promise.resolve('this shell has no browser engine'),
  print: () => Promise.reject(new Error('this shell has no browser engine')),
}

/** One open database and everything that works on it. */
export interface Session {
  context: ServiceContext
  handlers: Handlers
  close(running: 'pause' | 'cancel'): Promise<void>
}

/** `readOnly` is why nothing may be changed now, or null. */
export function openSession(
  ports: SessionPorts,
  { publish, publishToFirstClient, native, reportFault }: SessionSurroundings,
  readOnly: string | null,
): { ok: true; value: Session } | { ok: false; error: StorageError } {
  const opened = openDatabase(ports.databasePath, { readOnly: readOnly !== null })
  if (!opened.ok) return opened
  const database = opened.value
  const now = ports.now ?? (() => Date.now())
  const cores = ports.cores ?? availableParallelism()
  const announcer = createAnnouncer(publish)
  const unreadable: string[] = []
  const library = openLibrary(database, announcer, (name) => unreadable.push(name))
  const reading = createReader(ports.databasePath)
  // A window asks it soon; a command may never do.
  if (ports.shell === 'electron' || ports.shell === 'browser') reading.start()
  const figures = createFigures(ports.databasePath)
  const summaryNews = createSummaryNews({ database, publish })
  const own: Set<RunId> | null = ports.trains === 'own' ? new Set() : null
  const paths = pathsOf(ports)
  const ingest = createRunIngest({
    database,
    paths,
    library,
    publish,
    summaryNews,
    now,
    only: own,
    cancel: (runId) => supervisor.cancel(runId),
  })
  const supervisor = createSupervisor({
    launcher: ports.launcher,
    entry: trainerEntry(),
    trainers: () => (readOnly === null ? trainersOf({ database, cores }) : 0),
    cores,
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
  const summaryFilling =
    readOnly === null ? startFillingSummaries({ database, reading, news: summaryNews, reportFault }) : noSummaryFilling
  /** What was asked of trainers is not waited for when the app ends. */
  const closing = new AbortController()
  const runningLabs = createRunningLabs({ database, publish, now }, (job, events) =>
    startLabTrainer(ports.launcher, trainerEntry(), job, events, ports.timings),
  )
  const warmTrainer = createWarmTrainer(ports.launcher, trainerEntry())
  const context: ServiceContext = {
    database,
    library,
    publish,
    reading,
    figures,
    printer: ports.printer ?? noPrinter,
    summaryNews,
    summaryFilling,
    supervisor,
    stepRate: createStepRate(library.runs, now),
    native,
    ask: (question, timeoutMs, unwanted) =>
      askTrainer(
        ports.launcher,
        question,
        timeoutMs,
        AbortSignal.any([closing.signal, ...(unwanted ? [unwanted] : [])]),
      ),
    askWarm: warmTrainer.ask,
    runningLabs,
    version: ports.version,
    shell: ports.shell,
    cores,
    paths,
    pickModule: ports.pickModule,
    doctor: ports.doctor,
    readOnly,
    now,
  }
  const queued = (runs: readonly Run[]) => {
    if (own !== null) for (const run of runs) own.add(run.id)
    supervisor.fill()
  }

  if (unreadable.length > 0) publishToFirstClient(unreadableNotice(unreadable))
  // A database of another name lies where somebody put it, in a folder that others may rightly share.
  const inDataFolder = basename(ports.databasePath) === databaseName
  const wide = widePermissions([...(inDataFolder ? [dirname(ports.databasePath)] : []), ports.databasePath])
  if (wide !== null) publishToFirstClient(warningNotice(wide))

  const stopStatus = announceStatus({
    status: () => systemStatus(context),
    publish,
    onChange: native.onChange,
    reportFault,
  })
  const stopWatching = readOnly === null ? () => {} : watchOwner(context)
  if (readOnly === null) {
    interruptLabs(database, appEnded, now())
    const interrupted = library.markInterrupted(
      'Ascent ended while this run was training. What was recorded until then is kept.',
      now(),
    )
    if (interrupted.length > 0) publishToFirstClient(interruptedNotice(library, interrupted))
    removeUnusedStartFiles(paths.startFilesFolder, (name) => isNamedSomewhere(database, name), now())
    removeAbandonedExports(context.paths.exportsFolder, now()).catch(reportFault)
    supervisor.fill()
  }

  return {
    ok: true,
    value: {
      context,
      handlers: createServices(context, queued),
      async close(running) {
        closing.abort()
        warmTrainer.close()
        stopWatching()
        stopStatus()
        if (running === 'pause') ingest.keepForNextStart(supervisor.running())
        runningLabs.close()
        await supervisor.close(running)
        ingest.close()
        announcer.close()
        summaryFilling.close()
        summaryNews.close()
        figures.close()
        await reading.close()
        closeDatabase(database)
      },
    },
  }
}

/** Presets, lessons and the template come with the app; what a user makes lies beside the database. */
function pathsOf({ databasePath, presetsFolder }: SessionPorts): ServiceContext['paths'] {
  const dataFolder = dirname(databasePath)
  return {
    presetsFolder,
    lessonsFolder: join(presetsFolder, '..', 'lessons'),
    environmentTemplate: join(presetsFolder, '..', 'environments', 'windy-corridor.js'),
    dataSetsFolder: join(dataFolder, 'datasets'),
    startFilesFolder: join(dataFolder, 'parameters'),
    exportsFolder: join(dataFolder, 'exports'),
    environmentsFolder: join(dataFolder, 'environments'),
  }
}
