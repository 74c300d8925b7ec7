import type { LabResult } from '../../../src-shared/domain/lab-results/index.ts'
import type { LabExperiment, LabExperimentId } from '../../../src-shared/domain/lab.ts'
import type { ServerEvent } from '../../../src-shared/contract/events.ts'
import type { Database } from '../../storage/database.ts'
import { labById, updateLab } from '../../storage/repositories/labs.ts'
import type { LabJob, LabProgress } from '../../training/protocol/lab.ts'
import type { LabOutcome, LabTrainer } from '../../training/supervisor/lab-trainer.ts'

/** The labs that are measuring now. */
export interface RunningLabs {
  count(): number
  start(id: LabExperimentId, job: LabJob): void
  stop(id: LabExperimentId): void
  /** Ends all at once: they can be measured again. */
  close(): void
}

/** Starts a trainer for a lab; may throw where none can be started. */
export type LaunchLab = (
  job: LabJob,
  events: { progress(progress: LabProgress): void; ended(outcome: LabOutcome): void },
) => LabTrainer

export function createRunningLabs(
  { database, publish, now }: { database: Database; publish(event: ServerEvent): void; now(): number },
  launch: LaunchLab,
): RunningLabs {
  const running = new Map<LabExperimentId, LabTrainer>()

  const end = (id: LabExperimentId, patch: Partial<LabExperiment>, result: LabResult | null) => {
    running.delete(id)
    const lab = labById(database, id)
    if (lab === undefined) return
    const ended = { ...lab, ...patch, endedAt: now() }
    updateLab(database, ended, result ?? undefined)
    publish({ kind: 'labs', labs: [ended] })
  }

  return {
    count: () => running.size,
    start(id, job) {
      let partial: LabResult | null = null
      try {
        const trainer = launch(job, {
          progress(progress) {
            partial = progress.partial ?? partial
            publish({ kind: 'lab-progress', id, ...progress })
          },
          ended(outcome) {
            // Closed: nothing is written any more.
            if (!running.has(id)) return
            const { result, ...patch } = endOf(outcome)
            end(id, patch, result ?? partial)
          },
        })
        running.set(id, trainer)
      } catch (error) {
        const reason = `No trainer could be started: ${error instanceof Error ? error.message : String(error)}.`
        end(id, { status: 'interrupted', statusReason: `${reason} Measure it again.` }, null)
      }
    },
    stop: (id) => running.get(id)?.stop(),
    close() {
      for (const [id, trainer] of running) {
        trainer.kill()
        end(id, { status: 'interrupted', statusReason: appEnded }, null)
      }
    },
  }
}

export const appEnded = 'Ascent ended while this was measured. Measure it again: the same seed gives the same numbers.'

function endOf(outcome: LabOutcome): Pick<LabExperiment, 'status' | 'statusReason'> & { result: LabResult | null } {
  switch (outcome.kind) {
    case 'done':
      return { status: 'done', statusReason: null, result: outcome.result }
    case 'stopped':
      return { status: 'stopped', statusReason: null, result: outcome.result }
    case 'failed':
      return { status: 'failed', statusReason: outcome.message, result: null }
    case 'interrupted':
      return { status: 'interrupted', statusReason: `${outcome.reason} Measure it again.`, result: null }
  }
}
