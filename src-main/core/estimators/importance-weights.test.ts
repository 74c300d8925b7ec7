import { describe, expect, it } from 'vitest'
import { LearnerError } from '../learner-error.ts'
import { referenceEngine } from '../networks/reference-engine.ts'
import { createBatch, continues, terminated } from '../rollout/batch.ts'
import type { Batch } from '../rollout/batch.ts'
import { perDecisionPsi, perTrajectoryPsi, trajectoryRatios } from './importance-weights.ts'

/** Two trajectories of two steps, with a reward of 1 each step. */
function twoByTwo(): Batch {
  const engine = referenceEngine()
  const layout = {
    policyWidth: 1,
    criticWidth: undefined,
    sharedInputs: false,
    outputWidth: 2,
    actionSize: 1,
    finite: false,
    policyEngine: engine,
    criticEngine: engine,
  }
  const batch = createBatch(layout, 4)
  batch.rows = 4
  batch.trajectories = 2
  batch.orderB.set([0, 1, 2, 3])
  batch.stepsB.set([0, 1, 0, 1])
  batch.endsB.set([continues, terminated, continues, terminated])
  batch.rewardsB.fill(1)
  return batch
}

/** Psi both ways and the effective sample size, where each step's log-ratio is given. */
function estimate(logRatiosB: number[], selfNormalised: boolean) {
  const batch = twoByTwo()
  const ratioB = new Float64Array(4)
  const effectiveSampleSize = trajectoryRatios(batch, Float64Array.from(logRatiosB), new Float64Array(4), ratioB)
  const [perTrajectoryB, perDecisionB] = [new Float64Array(4), new Float64Array(4)]
  perTrajectoryPsi(batch, ratioB, selfNormalised, Float64Array.of(2, 2, 2, 2), perTrajectoryB)
  perDecisionPsi(batch, ratioB, selfNormalised, 1, perDecisionB)
  return { effectiveSampleSize, perTrajectory: [...perTrajectoryB], perDecision: [...perDecisionB] }
}

describe('likelihood ratios', () => {
  it('weigh as the boxes say', () => {
    const halves = [0, Math.log(0.5), 0, Math.log(1.5)]
    const { effectiveSampleSize, perTrajectory, perDecision } = estimate(halves, false)
    expect(effectiveSampleSize).toBeCloseTo(4 / 2.5, 12)
    expect(perTrajectory.map((psi) => psi.toFixed(9))).toEqual([1, 1, 3, 3].map((psi) => psi.toFixed(9)))
    expect(perDecision.map((psi) => psi.toFixed(9))).toEqual([1.5, 0.5, 2.5, 1.5].map((psi) => psi.toFixed(9)))
  })

  it.each([
    ['underflow to 0', -800],
    ['leave a sum too small to divide by', -744],
  ])('that all %s leave no weight, rather than no number', (_, logRatio) => {
    for (const selfNormalised of [true, false]) {
      const { effectiveSampleSize, perTrajectory, perDecision } = estimate([0, logRatio, 0, logRatio], selfNormalised)
      expect(effectiveSampleSize).toBe(0)
      for (const psi of perTrajectory) expect(psi).toBeCloseTo(0, 300)
      // The first step's reward keeps its weight of 1; what comes after has none.
      expect(perDecision).toEqual([1, 0, 1, 0].map((psi) => expect.closeTo(psi, 300)))
    }
  })

  it('that overflow end the run with a sentence', () => {
    for (const logRatio of [400, 800]) {
      expect(() => estimate([0, logRatio, 0, 0], true)).toThrow(LearnerError)
      expect(() => estimate([0, logRatio, 0, 0], false)).toThrow('too far from the one that recorded the data set')
    }
  })
})
