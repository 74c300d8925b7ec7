import type { RunId } from '../../src-shared/domain/ids.ts'
import type { LogLine } from '../../src-shared/domain/run.ts'
import { latestCheckpoint } from '../storage/repositories/checkpoints.ts'
import { appendLog } from '../storage/repositories/log.ts'
import { compactMetrics } from '../storage/repositories/metrics.ts'
import type { SupervisorPorts } from '../training/supervisor/supervisor.ts'
import { createCommitBuffer } from './commit-buffer.ts'
import type { ServiceContext } from './context.ts'
import { runEnd } from './run-end.ts'
import { jobOf } from './train-job.ts'

/** Feeds the supervisor from the queue, and takes in what its runs send: how they start, their frames, how they end. */
export interface RunIngest extends Pick<SupervisorPorts, 'nextJob' | 'started' | 'frame' | 'ended'> {
  /** These runs are paused because the app ends: they go back to the queue's front and go on at the next start. */
  keepForNextStart(runIds: readonly RunId[]): void
  close(): void
}

interface RunIngestContext extends Pick<ServiceContext, 'database' | 'library' | 'publish' | 'summaryNews' | 'now'> {
  paths: Pick<ServiceContext['paths'], 'startFilesFolder'>
  /** Only these runs are trained (the CLI trains its own, not what waits in the app's queue); null trains all. */
  only: Set<RunId> | null
  cancel(runId: RunId): void
}

export function createRunIngest(context: RunIngestContext): RunIngest {
  const { database, library, publish } = context
  const buffer = createCommitBuffer(context)
  const continueAtNextStart = new Set<RunId>()

  /** A database that can't be written is no reason to take the app down: what it has is still there to be read. */
  const orNotice = <T>(what: string, otherwise: T, work: () => T): T => {
    try {
      return work()
    } catch (error) {
      publish({ kind: 'notice', level: 'error', text: `${what}: ${messageOf(error)}` })
      return otherwise
    }
  }
  const log = (runId: RunId, level: LogLine['level'], text: string) => {
    const lines = [{ at: context.now(), level, text }]
    appendLog(database, runId, lines)
    publish({ kind: 'log', runId, lines })
  }

  return {
    nextJob() {
      const run = library.queue().find(({ id }) => context.only === null || context.only.has(id))
      if (run === undefined) return null
      return orNotice('A queued run could not be started', null, () => {
        const job = jobOf(context, run)
        library.updateRun(run.id, {
          status: 'running',
          statusReason: null,
          startedAt: run.startedAt ?? context.now(),
          endedAt: null,
          queuePosition: null,
        })
        return job
      })
    },

    started: (runId, { runtime, engine, parameters, snapshots, notes }) =>
      orNotice('The start of a run could not be recorded', undefined, () => {
        const run = library.run(runId)!
        library.updateRun(runId, {
          runtime,
          engine: { ...run.engine, ...engine },
          snapshots: run.snapshots ?? snapshots,
        })
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

    frame: buffer.add,

    ended(runId, outcome) {
      const { why, isLost } = buffer.storeRest(runId)
      orNotice('The end of a run could not be recorded', undefined, () => {
        if (outcome.kind === 'paused' && continueAtNextStart.has(runId)) {
          const front = (library.queue()[0]?.queuePosition ?? 1) - 1
          library.updateRun(runId, {
            status: 'queued',
            statusReason: 'Continues from its saved state at the next start.',
            queuePosition: front,
          })
          return
        }
        const { status, reason } = runEnd(outcome, latestCheckpoint(database, runId)?.update ?? null, why, isLost)
        if (outcome.kind === 'failed' && outcome.stack !== '') log(runId, 'error', outcome.stack)
        if (reason !== null)
          log(runId, status === 'failed' ? 'error' : status === 'interrupted' ? 'warning' : 'info', reason)
        compactMetrics(database, runId)
        const progress = { ...library.run(runId)!.progress, stepsPerSecond: null }
        library.updateRun(runId, {
          status,
          statusReason: reason,
          endedAt: status === 'paused' ? null : context.now(),
          progress,
        })
      })
    },

    keepForNextStart(runIds) {
      for (const runId of runIds) continueAtNextStart.add(runId)
    },
    close: buffer.close,
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
