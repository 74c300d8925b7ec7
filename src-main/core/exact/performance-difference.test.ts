import { describe, expect, test } from 'vitest'
import { performanceDifference } from './performance-difference.ts'
import { policyValues } from './policy-values.ts'
import { softmaxTable } from './softmax-table.ts'
import { onRandomMdps, randomTheta } from './test-mdps.ts'

describe('on random MDPs', () => {
  test('the performance difference lemma holds to 1e-10', () => {
    onRandomMdps(300, (model, rng) => {
      const [oldPi, newPi] = [
        softmaxTable(randomTheta(rng, model), model.actions),
        softmaxTable(randomTheta(rng, model, 3), model.actions),
      ]
      const { difference, expectedAdvantage } = performanceDifference(model, oldPi, newPi)
      expect(Math.abs(difference - expectedAdvantage)).toBeLessThan(1e-10)
    })
  })

  test('no state and step falls by more than H times the most negative advantage of the new actions', () => {
    const near = { attained: 0 }
    onRandomMdps(300, (model, rng) => {
      const pis = [1, 3].map((scale) => softmaxTable(randomTheta(rng, model, scale), model.actions)) as [
        Float64Array,
        Float64Array,
      ]
      const { deltaInfinity, smallestDifference, bound } = performanceDifference(model, ...pis)
      const [before, after] = pis.map((piSA) => policyValues(model, piSA))
      const fallsHS = before!.valuesHS.map((value, i) => after!.valuesHS[i]! - value)
      expect(Math.min(...fallsHS)).toBeGreaterThanOrEqual(bound - 1e-12)
      // Terminal states and V_H never differ.
      expect(Math.min(0, smallestDifference.value)).toBeCloseTo(Math.min(0, ...fallsHS), 12)
      const { state, step, value } = deltaInfinity
      let advantage = 0
      for (let a = 0; a < model.actions; a++) {
        const at = (step * model.states + state) * model.actions + a
        advantage += pis[1][state * model.actions + a]! * before!.advantagesHSA[at]!
      }
      expect(advantage).toBeCloseTo(value, 12)
      if (bound < 0 && smallestDifference.value < 0.5 * bound) near.attained++
    })
    // It is no idle bound: some policies lose more than half of what it allows.
    expect(near.attained).toBeGreaterThan(0)
  })
})
