import { planSnapshots, takenAfterUpdate, takenAtStart } from '../../../src-shared/domain/snapshots.ts'
import type { Reached, SnapshotPlan } from '../../../src-shared/domain/snapshots.ts'
import type { Learner } from '../../core/algorithms/learner.ts'
import type { TrainJob } from '../protocol/job.ts'
import type { Checkpoint, Progress } from '../protocol/messages.ts'
import { createPace, drive, dropAfterMs } from './drive.ts'
import type { Control, Driven } from './drive.ts'
import { decodePlainData, encodePlainData } from './encode.ts'
import { dueAfterUpdate, dueAtTheStart } from './evaluation-schedule.ts'
import type { Due } from './evaluation-schedule.ts'
import type { Outbox } from './outbox.ts'
import { createRate } from './rate.ts'
import { isFinite, refuseDivergedNetworks, refuseDivergence } from './divergence.ts'
import { createRecorder } from './recorder.ts'
import type { MetricValues, RecorderState } from './recorder.ts'
import { encodeSnapshot } from './snapshot-bytes.ts'
import { createStepGuards } from './step-guards.ts'
import type { StepGuardCounts } from './step-guards.ts'

/** What a checkpoint holds: enough to go on with the same bits. */
interface RunState {
  format: 1
  learner: ReturnType<Learner['save']>
  recorder: RecorderState
  /** Absent in checkpoints from before there were such guards. */
  stepGuards?: StepGuardCounts
  computeMs: number
  /** Absent in checkpoints from before it was counted. */
  evaluationMs?: number
  wallMs: number
  lastReturn: number | null
  lastEvaluationReturn: number | null
}

/** A train job under way. */
export interface Training {
  /** Absent where the job asks for no snapshots. */
  readonly snapshotPlan: SnapshotPlan | undefined
  progress(): Progress
  /**
   * Trains until the budget is spent or a stop was asked for; the last checkpoint is in the outbox then. Throws what
   * the learner throws.
   */
  run(outbox: Outbox): Promise<'budget' | 'cancelled' | 'paused'>
}

/**
 * Between two captures of the state at most this much is trained, so that at most this much is dropped with an update
 * that takes too long to stop.
 */
const captureEveryMs = 1_000

/** Puts a learner into the state that a checkpoint of its run holds. */
export function restoreLearner(learner: Learner, checkpoint: Uint8Array): void {
  learner.load((decodePlainData(checkpoint) as RunState).learner)
}

export function createTraining(job: TrainJob, learner: Learner, control: Control): Training {
  const recorder = createRecorder()
  const stepGuards = createStepGuards()
  const compute = { elapsedMs: 0 }
  const evaluating = { elapsedMs: 0 }
  const pace = createPace()
  const rate = createRate()
  let wallBeforeMs = 0
  let lastReturn: number | null = null
  let lastEvaluationReturn: number | null = null
  const startedAtMs = performance.now()
  const wallMs = () => wallBeforeMs + performance.now() - startedAtMs

  const every = job.evaluation?.every
  const startsByUpdate = typeof every === 'object' && every.startsByUpdate === true

  const order = job.snapshots
  const plan = order && planSnapshots(order, encodeSnapshot(learner.snapshot()).length)
  const reached = (): Reached => ({
    updates: learner.updates,
    envSteps: learner.envSteps,
    seconds: compute.elapsedMs / 1_000,
  })
  const takeSnapshot = (outbox: Outbox) => {
    const snapshot = learner.snapshot()
    if (!isFinite(snapshot)) return
    outbox.snapshot({ update: snapshot.update, envSteps: snapshot.envSteps, bytes: encodeSnapshot(snapshot) })
  }

  const fraction = () => learner.progress(compute.elapsedMs / 1_000)

  const restore = (bytes: Uint8Array) => {
    const state = decodePlainData(bytes) as RunState
    learner.load(state.learner)
    recorder.load(state.recorder)
    if (state.stepGuards !== undefined) stepGuards.load(state.stepGuards)
    compute.elapsedMs = state.computeMs
    evaluating.elapsedMs = state.evaluationMs ?? 0
    wallBeforeMs = state.wallMs
    lastReturn = state.lastReturn
    lastEvaluationReturn = state.lastEvaluationReturn
  }
  const capture = (): Checkpoint => {
    const saved = learner.save()
    refuseDivergedNetworks(saved)
    const state: RunState = {
      format: 1,
      learner: saved,
      recorder: recorder.save(),
      stepGuards: stepGuards.save(),
      computeMs: compute.elapsedMs,
      evaluationMs: evaluating.elapsedMs,
      wallMs: wallMs(),
      lastReturn,
      lastEvaluationReturn,
    }
    return { update: learner.updates, bytes: encodePlainData(state) }
  }
  const note = (values: MetricValues) => {
    refuseDivergence(values, learner.updates)
    recorder.add(values)
    lastReturn = values.return ?? lastReturn
    lastEvaluationReturn = values.evaluationReturn ?? lastEvaluationReturn
  }
  /** False where a stop was asked for on the way. */
  const evaluate = async ({ steps }: { steps?: number }): Promise<boolean> => {
    const startsFor = startsByUpdate ? undefined : steps
    const evaluation: Driven<MetricValues> = await drive(learner.evaluate(startsFor), control, pace, evaluating)
    if (evaluation.finished) note({ ...evaluation.value, ...(steps === undefined ? {} : { evaluationSteps: steps }) })
    return evaluation.finished
  }
  const recordedUpdate = job.resume?.lastRecordedUpdate ?? -1
  /** What was noted since the last row; what a resumed run recorded before is not recorded again. */
  const record = (outbox: Outbox) => {
    const values = recorder.takeValues()
    if (learner.updates <= recordedUpdate) return
    outbox.row({
      update: learner.updates,
      envSteps: learner.envSteps,
      episodes: learner.episodes,
      computeMs: compute.elapsedMs,
      wallMs: wallMs(),
      values,
    })
  }

  return {
    snapshotPlan: plan,
    progress: () => ({
      update: learner.updates,
      envSteps: learner.envSteps,
      episodes: learner.episodes,
      computeMs: compute.elapsedMs,
      evaluationMs: evaluating.elapsedMs,
      wallMs: wallMs(),
      fraction: fraction(),
      stepsPerSecond: rate.perSecond(learner.envSteps, compute.elapsedMs),
      lastReturn,
      lastEvaluationReturn,
    }),

    async run(outbox) {
      if (job.resume !== null) {
        restore(job.resume.checkpoint)
        outbox.log('info', `Continues after update ${learner.updates}.`)
      }
      let captured = capture()
      let capturedAtMs = performance.now()
      let iterationMs = 0

      if (order && learner.updates === 0 && takenAtStart(order, plan!)) takeSnapshot(outbox)
      const first: Due = learner.updates === 0 ? dueAtTheStart(job) : { due: false }
      if (first.due) {
        if (!(await evaluate(first))) {
          outbox.checkpoint(captured)
          return stopped(control)
        }
        record(outbox)
        captured = capture()
      }

      for (;;) {
        const iterationStartMs = performance.now()
        if (control.stop !== null) {
          outbox.checkpoint(capture())
          return stopped(control)
        }
        // Where one round takes long, it is the one to be dropped: then the state right before it is kept.
        if (iterationStartMs - capturedAtMs > captureEveryMs || iterationMs > dropAfterMs / 2) {
          captured = capture()
          capturedAtMs = iterationStartMs
        }

        const before = reached()
        const update: Driven<MetricValues> = await drive(learner.update(), control, pace, compute)
        if (!update.finished) {
          outbox.checkpoint(captured)
          return stopped(control)
        }
        note(update.value)
        const warning = stepGuards.note(update.value, learner.updates)
        if (warning !== undefined) outbox.log('warning', warning)
        // A run ends with the first update at or beyond its budget.
        const spent = fraction() >= 1

        const { updates, envSteps } = learner
        const evaluation = dueAfterUpdate(job, { updates, envStepsBefore: before.envSteps, envSteps, spent })
        if (evaluation.due && !(await evaluate(evaluation))) {
          outbox.checkpoint(captured)
          return stopped(control)
        }
        // Evaluations by env steps are rows of their own: none is lost between two rows, and seeds share their x.
        if (updates % job.recordEvery === 0 || spent || (evaluation.due && evaluation.steps !== undefined))
          record(outbox)
        if (spent || (job.checkpointEvery !== null && learner.updates % job.checkpointEvery === 0))
          outbox.checkpoint(capture())
        if (order && takenAfterUpdate(order, plan!, job.budget, { before, after: reached(), spent })) {
          takeSnapshot(outbox)
          // Time passes otherwise where a run goes on from before: it would take this share's snapshot once more.
          if ('seconds' in job.budget) captured = capture()
        }
        if (spent) {
          const summary = stepGuards.summary(learner.updates)
          if (summary !== undefined) outbox.log('warning', summary)
          return 'budget'
        }
        iterationMs = performance.now() - iterationStartMs
        await outbox.drained()
      }
    },
  }
}

const stopped = (control: Control): 'cancelled' | 'paused' => (control.stop === 'pause' ? 'paused' : 'cancelled')
