import type { Measured } from '../../../src-shared/domain/pace.ts'
import type { PaceJob } from '../protocol/job.ts'
import type { MakeLearner } from './learners.ts'

/** An update that takes longer than this is given up: nothing is said about such a run. */
const giveUpAfterMs = 10_000

/**
 * Trains a run's first updates for about `forMs`, and times them; null where the first one doesn't end in time. The first
 * is left out where there are others, for code is compiled in it. An evaluation is spread over the updates that it
 * stands for.
 */
export async function measurePace({ job, forMs }: PaceJob, makeLearner: MakeLearner): Promise<Measured | null> {
  const { learner } = await makeLearner(job)
  // Since the process began.
  const startedAtMs = performance.now()
  const sinceStartMs = () => performance.now() - startedAtMs
  const takenMs = (steps: globalThis.Generator<void, unknown>): number | null => {
    const fromMs = sinceStartMs()
    while (!steps.next().done) if (sinceStartMs() > giveUpAfterMs) return null
    return sinceStartMs() - fromMs
  }
  let [ms, updates, envSteps] = [0, 0, 0]
  while (sinceStartMs() < forMs || updates === 0) {
    const envStepsBefore = learner.envSteps
    const taken = takenMs(learner.update())
    if (taken === null) break
    if (learner.updates === 2) [ms, updates, envSteps] = [0, 0, 0]
    ms += taken
    updates++
    envSteps += learner.envSteps - envStepsBefore
  }
  if (updates === 0) return null
  const msPerUpdate = ms / updates
  const envStepsPerUpdate = envSteps / updates
  const { evaluation } = job
  const evaluationMs = evaluation === null ? 0 : takenMs(learner.evaluate())
  learner.dispose()
  if (evaluationMs === null) return null
  const every = evaluation?.every ?? 1
  const evaluationsPerUpdate = typeof every === 'number' ? 1 / every : envStepsPerUpdate / every.envSteps
  const wholeMs = msPerUpdate + evaluationsPerUpdate * evaluationMs
  return {
    startMs: startedAtMs,
    msPerUpdate: wholeMs,
    msPerEnvStep: envSteps === 0 ? null : wholeMs / envStepsPerUpdate,
  }
}
