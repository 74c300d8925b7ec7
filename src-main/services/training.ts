import type { RunId } from '../../src-shared/domain/ids.ts'
import type { LogLine, Run } from '../../src-shared/domain/run.ts'
import { latestCheckpoint, saveCheckpoint } from '../storage/repositories/checkpoints.ts'
import { appendLog } from '../storage/repositories/log.ts'
import { appendMetrics, compactMetrics, metricRowCount, readColumns } from '../storage/repositories/metrics.ts'
import { inTransaction } from '../storage/statements.ts'
import type { TrainJob } from '../training/protocol/job.ts'
import type { Frame } from '../training/protocol/messages.ts'
import type { SupervisorPorts } from '../training/supervisor/supervisor.ts'
import type { RunOutcome } from '../training/supervisor/trainer-handle.ts'
import type { ServiceContext } from './context.ts'
import { allowedHash } from './module-consent.ts'

/**
 * Feeds the supervisor from the queue, and stores what comes back: first the database, then the acknowledgement, then
 * the clients.
 */
export interface TrainingDesk extends Pick<SupervisorPorts, 'nextJob' | 'started' | 'frame' | 'ended'> {
  /** These runs are paused because the app ends: they go back to the queue's front and go on at the next start. */
  keepForNextStart(runIds: readonly RunId[]): void
  close(): void
}

type Desk = Omit<ServiceContext, 'supervisor' | 'stepRate' | 'reading' | 'native' | 'ask'> & {
  /** Only these runs are trained (the CLI trains its own, not what waits in the app's queue); null trains all. */
  only: Set<RunId> | null
  cancel(runId: RunId): void
}

interface Arrived {
  frame: Frame
  acknowledge: () => void
}

/** A commit gathers what came in this long: with the trainers' 100 ms well under the second that a kill may lose. */
const commitEveryMs = 200
/** After this long the event loop has its turn; the other runs are stored in the next one. */
const holdAtMostMs = 20
/** More rows at once than a chart could use are not sent one by one: a client sees the gap and asks for the columns. */
const maxRowsPerEvent = 500

export function createTrainingDesk(desk: Desk): TrainingDesk {
  const { database, library, publish } = desk
  const arrived = new Map<RunId, Arrived[]>()
  const goesOn = new Set<RunId>()
  let timer: NodeJS.Timeout | undefined
  let immediate: NodeJS.Immediate | undefined

  const store = (runId: RunId, items: readonly Arrived[]) => {
    const rows = items.flatMap(({ frame }) => frame.rows)
    const log = items.flatMap(({ frame }) => frame.log)
    const { progress } = items.at(-1)!.frame
    let firstRow = 0
    inTransaction(database, () => {
      if (rows.length > 0) firstRow = appendMetrics(database, runId, rows)
      if (log.length > 0) appendLog(database, runId, log)
      for (const { frame } of items) {
        if (frame.checkpoint !== null)
          saveCheckpoint(database, runId, frame.checkpoint.update, frame.checkpoint.bytes, { savedAt: desk.now() })
      }
      library.updateRun(runId, { progress })
    })
    for (const { acknowledge } of items) acknowledge()
    if (rows.length > maxRowsPerEvent) publish({ kind: 'rows', runId, firstRow: firstRow + rows.length, rows: [] })
    else if (rows.length > 0) publish({ kind: 'rows', runId, firstRow, rows })
    if (log.length > 0) publish({ kind: 'log', runId, lines: log })
  }
  /** A commit that failed took back what the library had noted already. */
  const backToStored = () => orNotice('What is stored could not be read again', undefined, library.reload)
  /**
   * What could not be stored, and why: it waits for the end of its run, for what follows it must not be stored without
   * it.
   */
  const unstored = new Map<RunId, { items: Arrived[]; why: string }>()
  /** A run whose rows can't be stored isn't acknowledged and isn't trained on. */
  const storeOrCancel = (runId: RunId, items: readonly Arrived[]) => {
    try {
      store(runId, items)
    } catch (error) {
      unstored.set(runId, { items: [...items], why: messageOf(error) })
      backToStored()
      publish({
        kind: 'notice',
        level: 'error',
        text: `The metrics of a run could not be stored, so it is cancelled: ${messageOf(error)}`,
      })
      desk.cancel(runId)
    }
  }
  /** Everything that is left of a run that has ended. By now the disk may have room again. */
  const storeRest = (runId: RunId): { why: string | null; isLost: boolean } => {
    const held = unstored.get(runId)
    const items = held?.items ?? arrived.get(runId) ?? []
    unstored.delete(runId)
    arrived.delete(runId)
    try {
      if (items.length > 0) store(runId, items)
      return { why: held?.why ?? null, isLost: false }
    } catch (error) {
      backToStored()
      if (held === undefined)
        publish({
          kind: 'notice',
          level: 'error',
          text: `The last metrics of a run could not be stored: ${messageOf(error)}`,
        })
      return { why: messageOf(error), isLost: true }
    }
  }
  /** A database that can't be written is no reason to take the app down: what it has is still there to be read. */
  const orNotice = <T>(what: string, otherwise: T, work: () => T): T => {
    try {
      return work()
    } catch (error) {
      publish({ kind: 'notice', level: 'error', text: `${what}: ${messageOf(error)}` })
      return otherwise
    }
  }
  const commit = () => {
    timer = undefined
    immediate = undefined
    const startMs = performance.now()
    for (const [runId, items] of arrived) {
      arrived.delete(runId)
      storeOrCancel(runId, items)
      if (performance.now() - startMs > holdAtMostMs) break
    }
    if (arrived.size > 0) immediate = setImmediate(commit)
  }
  const log = (runId: RunId, level: LogLine['level'], text: string) => {
    const lines = [{ at: desk.now(), level, text }]
    appendLog(database, runId, lines)
    publish({ kind: 'log', runId, lines })
  }

  return {
    nextJob() {
      const run = library.queue().find(({ id }) => desk.only === null || desk.only.has(id))
      if (run === undefined) return null
      return orNotice('A queued run could not be started', null, () => {
        const job = jobOf(desk, run)
        library.updateRun(run.id, {
          status: 'running',
          statusReason: null,
          startedAt: run.startedAt ?? desk.now(),
          endedAt: null,
          queuePosition: null,
        })
        return job
      })
    },

    started: (runId, { runtime, engine, parameters, notes }) =>
      orNotice('The start of a run could not be recorded', undefined, () => {
        const run = library.run(runId)!
        library.updateRun(runId, { runtime, engine: { ...run.engine, ...engine } })
        log(
          runId,
          'info',
          `Started on ${run.engine.engine} (${engine.description}; ${engine.arithmetic} arithmetic), Node ` +
            `${runtime.node}, ${runtime.system} ${runtime.architecture}. ${run.engine.reason}`,
        )
        log(
          runId,
          'info',
          `${parameters.policy.toLocaleString('en')} parameters of the ` +
            `policy${parameters.critic === 0 ? '' : `, ${parameters.critic.toLocaleString('en')} of the critic`}.`,
        )
        for (const note of notes) log(runId, 'info', note)
      }),

    frame(runId, frame, acknowledge) {
      const items = unstored.get(runId)?.items ?? arrived.get(runId)
      if (items === undefined) arrived.set(runId, [{ frame, acknowledge }])
      else items.push({ frame, acknowledge })
      if (immediate === undefined) timer ??= setTimeout(commit, commitEveryMs)
    },

    ended(runId, outcome) {
      const { why, isLost } = storeRest(runId)
      orNotice('The end of a run could not be recorded', undefined, () => {
        if (outcome.kind === 'paused' && goesOn.has(runId)) {
          const front = (library.queue()[0]?.queuePosition ?? 1) - 1
          library.updateRun(runId, {
            status: 'queued',
            statusReason: 'Continues from its checkpoint at the next start.',
            queuePosition: front,
          })
          return
        }
        const { status, reason } = describe(outcome, latestCheckpoint(database, runId)?.update ?? null, why, isLost)
        if (outcome.kind === 'failed' && outcome.stack !== '') log(runId, 'error', outcome.stack)
        if (reason !== null)
          log(runId, status === 'failed' ? 'error' : status === 'interrupted' ? 'warning' : 'info', reason)
        compactMetrics(database, runId)
        const progress = { ...library.run(runId)!.progress, stepsPerSecond: null }
        library.updateRun(runId, {
          status,
          statusReason: reason,
          endedAt: status === 'paused' ? null : desk.now(),
          progress,
        })
      })
    },

    keepForNextStart(runIds) {
      for (const runId of runIds) goesOn.add(runId)
    },
    close() {
      clearTimeout(timer)
      clearImmediate(immediate)
      for (const runId of arrived.keys()) storeRest(runId)
    },
  }
}

/** What a trainer needs to know to train this run, or to go on with it. */
export function jobOf({ database, library }: Pick<ServiceContext, 'database' | 'library'>, run: Run): TrainJob {
  const { spec } = library.experiment(run.experimentId)!
  const checkpoint = latestCheckpoint(database, run.id)
  const rows = metricRowCount(database, run.id)
  const lastRecordedUpdate = rows === 0 ? -1 : readColumns(database, run.id, ['update'], rows - 1).values.update[0]!
  return {
    kind: 'train',
    runId: run.id,
    environment: spec.environment,
    variant: spec.variants[run.variantIndex]!,
    seed: run.seed,
    budget: spec.budget,
    evaluation: spec.evaluation,
    recordEvery: spec.recordEvery,
    diagnosticsEvery: spec.diagnosticsEvery,
    checkpointEvery: spec.checkpoints.every,
    engine: run.engine.engine,
    // A run that has begun goes on with the module that it began with.
    moduleHash:
      spec.environment.id === 'module'
        ? (run.runtime?.module?.sha256 ?? allowedHash(database, spec.environment.path))
        : null,
    resume: checkpoint === undefined ? null : { checkpoint: new Uint8Array(checkpoint.bytes), lastRecordedUpdate },
  }
}

/** `unstored` says why metrics could not be stored on the way; `isLost`, that the last ones never were. */
function describe(
  outcome: RunOutcome,
  checkpointUpdate: number | null,
  unstored: string | null,
  isLost: boolean,
): { status: Run['status']; reason: string | null } {
  const kept =
    checkpointUpdate === null
      ? 'The metrics recorded until then are kept.'
      : `The metrics recorded until then are kept, and a checkpoint after update ${checkpointUpdate}.`
  switch (outcome.kind) {
    case 'finished':
      return isLost
        ? { status: 'interrupted', reason: `Its last metrics could not be stored (${unstored}). ${kept}` }
        : { status: 'finished', reason: null }
    case 'cancelled':
      if (unstored !== null)
        return {
          status: 'cancelled',
          reason: `Cancelled because its metrics could not be stored (${unstored}). ${kept}`,
        }
      return {
        status: 'cancelled',
        reason: outcome.obeyed
          ? `Cancelled. ${kept}`
          : `Cancelled. The update under way took too long to stop, so its trainer was ended. ${kept}`,
      }
    case 'paused':
      return { status: 'paused', reason: 'Paused.' }
    case 'failed':
      return { status: 'failed', reason: outcome.message }
    case 'interrupted':
      return { status: 'interrupted', reason: `${outcome.reason} ${kept}` }
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
