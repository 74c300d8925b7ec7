import { expect, test } from 'vitest'
import type { SurrogatePoint, SurrogateResult } from '../../domain/lab-results/surrogate.ts'
import { misleadingStretches, surrogateWords } from './surrogate.ts'

const exactly = (value: number) => ({ value, low: value, high: value })
const point = (alpha: number, j: number, surrogate: number, clipped: number): SurrogatePoint => ({
  alpha,
  truth: exactly(j),
  firstOrder: 3 * alpha,
  surrogate,
  clipped,
  kl: alpha / 10,
})
const result: SurrogateResult = {
  lab: 'surrogate',
  truth: { kind: 'exact' },
  discount: 1,
  objective: exactly(5),
  parameters: 12,
  trajectories: 32,
  direction: 'gradient',
  clip: 0.2,
  slope: 3,
  trueSlope: 2,
  points: [point(0, 0, 0, 0), point(1, 2, 2.5, 1), point(2, 1, 4, 0.5), point(3, -1, 5, 0.25), point(4, -2, 4, 0)],
}

test('names where the surrogate rises and J falls, with what it promises and what comes', () => {
  const [slope, best, misled, clipped] = surrogateWords.found(result)
  expect(slope).toContain('Along the gradient of one batch of 32 trajectories, in 12 parameters')
  expect(slope).toContain('by **3** for each α; J itself rises by **2**')
  expect(best).toContain('J is highest at α = 1 (KL 0.1): **2** above θ; the surrogate promises **2.5** there')
  expect(misled).toBe(
    'The surrogate rises while J falls from α = 1 (KL 0.1) to α = 3 (KL 0.3). At the end of that it promises **5**, ' +
      'and J has changed by **−1**.',
  )
  expect(clipped).toContain('is highest at α = 1 (KL 0.1), with **1**; J has changed by **2** there')
})

test('a sampled J falls only where the intervals don’t meet', () => {
  const unsure = result.points.map((each) => ({
    ...each,
    truth: { value: each.truth!.value, low: each.truth!.value - 0.75, high: each.truth!.value + 0.75 },
  }))
  const points = unsure.map((each, i) => (i === 2 ? { ...each, truth: null } : each))
  expect(misleadingStretches({ ...result, points: unsure })).toMatchObject([{ from: { alpha: 2 }, to: { alpha: 3 } }])
  expect(misleadingStretches({ ...result, points })).toMatchObject([{ from: { alpha: 1 }, to: { alpha: 3 } }])
})

test('what was not measured is not told', () => {
  const points = result.points.map((each) => ({ ...each, truth: null }))
  const found = surrogateWords.found({
    ...result,
    truth: { kind: 'unknown' },
    objective: null,
    trueSlope: null,
    points,
  })
  expect(found.join(' ')).not.toMatch(/J (is highest|has changed)|while J/)
  expect(surrogateWords.table({ ...result, points })[1]).toEqual([0, 0, null, null, null, 0, 0, 0])
})
