import type { ServerEvent, SystemStatus } from '../src-shared/contract/events.ts'
import type { TextFigureParams } from '../src-shared/contract/figure.ts'
import type { ParsedParamsOf } from '../src-shared/contract/methods.ts'
import type { RunId } from '../src-shared/domain/ids.ts'
import { installTensorflowNative } from './engines/tfjs/native-install/install.ts'
import { findNativeNeeds } from './engines/tfjs/native-install/needs.ts'
import { tensorflowNativeStatus } from './engines/tfjs/native-install/status.ts'
import { createDispatcher } from './rpc/dispatcher.ts'
import type { Dispatcher } from './rpc/dispatcher.ts'
import { createEventHub } from './rpc/event-hub.ts'
import type { NativePort } from './services/context.ts'
import { createNativePort } from './services/native.ts'
import { systemStatus } from './services/system.ts'
import { jobOf } from './services/train-job.ts'
import { askTrainer } from './session/ask-trainer.ts'
import { openSession } from './session/open-session.ts'
import type { SessionPorts, SessionSurroundings } from './session/open-session.ts'
import type { StorageError } from './storage/storage-error.ts'
import type { Asked } from './training/supervisor/ask.ts'

export type { DoctorLine } from './services/context.ts'
export { engineThresholds } from './services/engine-rule.ts'
export { askTrainer } from './session/ask-trainer.ts'
export type { StorageError } from './storage/storage-error.ts'
export type { Answer, Question } from './training/protocol/job.ts'
export type { Asked } from './training/supervisor/ask.ts'
export type { PrintedAs, Printer } from './services/printer.ts'
export { usersStack } from './training/supervisor/users-stack.ts'
export type { ProcessExit, ProcessLauncher, TrainerProcess } from './training/supervisor/launcher.ts'

/** What a shell brings. */
export interface AppPorts extends SessionPorts {
  /**
   * Why nothing may be changed now (another process owns the database), in a sentence; null when this process owns it.
   */
  readOnly: string | null
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
  /** A comparison as text, in pieces: what `comparison.export` answers. */
  figurePieces(params: TextFigureParams): AsyncIterable<string>
  /** Every event from now on; the returned function ends it. */
  onEvent(listener: (event: ServerEvent) => void): () => void
  status(): SystemStatus
  /** Whether something trains or waits to be trained, or a lab measures. */
  isBusy(): boolean
  /** This process owns the database now: opens it for writing. Clients read everything again. */
  takeOver(): { ok: true } | { ok: false; error: StorageError }
  /**
   * Stops what trains ('pause': it goes on at the next start; 'cancel': what was trained is kept), stores everything
   * and closes.
   */
  close(running?: 'pause' | 'cancel'): Promise<void>
}

/** The composition root: everything is wired here and in `openSession`, and nowhere else. */
export function createApp(ports: AppPorts): { ok: true; value: App } | { ok: false; error: StorageError } {
  const hub = createEventHub()
  const listeners = new Set<(event: ServerEvent) => void>()
  const publish = (event: ServerEvent) => {
    hub.publish(event)
    for (const listener of listeners) listener(event)
  }
  const surroundings: SessionSurroundings = {
    publish,
    publishToFirstClient: hub.publishToFirstClient,
    native: nativePort(),
    reportFault: ports.reportFault ?? ((error) => console.error(error)),
  }
  const first = openSession(ports, surroundings, ports.readOnly)
  if (!first.ok) return first
  let session = first.value

  const dispatcher = createDispatcher({
    handlers: () => session.handlers,
    readOnly: () => session.context.readOnly,
    hub,
    reportFault: surroundings.reportFault,
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
    figurePieces: (params) => session.context.figures.pieces(params),
    onEvent(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    status: () => systemStatus(session.context),
    isBusy: () =>
      session.context.readOnly === null &&
      (session.context.supervisor.running().length > 0 ||
        session.context.runningLabs.count() > 0 ||
        session.context.library.queue().length > 0),
    takeOver() {
      if (session.context.readOnly === null) return { ok: true }
      const next = openSession(ports, surroundings, null)
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
