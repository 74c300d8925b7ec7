import { expect, test } from 'vitest'
import { chosenSeedsWarnings, type ShownExperiment } from './chosen-seeds.ts'
import { experimentId } from './ids.ts'
import { experimentSpec } from './spec.ts'
import type { ExperimentSpec } from './spec.ts'

const plain = experimentSpec.parse({
  name: 'x',
  environment: { id: 'CartPole-v1' },
  variants: [
    {
      name: 'REINFORCE',
      policy: { kind: 'neural-softmax' },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent' },
    },
  ],
})
const ids = {
  sweep: experimentId.parse('sweep000'),
  chosen: experimentId.parse('chosen00'),
  other: experimentId.parse('other000'),
}
const shown = (name: keyof typeof ids, spec: ExperimentSpec, seeds: number[]): ShownExperiment => ({
  experiment: { id: ids[name], name, spec },
  seeds,
})
const dimensions = [{ path: 'variants[0].update.learningRate', values: [0.01, 0.1] }]
const sweep = shown('sweep', { ...plain, sweep: { dimensions, search: { kind: 'grid' } } }, [1, 2, 3])
const chosenFrom = { experimentId: ids.sweep, variantIndex: 1, metric: 'evaluationReturn' as const, seeds: [1, 2, 3] }
const chosen = (seeds: number[]) => shown('chosen', { ...plain, chosenFrom }, seeds)
const other = shown('other', plain, [1, 2, 3])

test('fresh seeds, and settings that nobody chose, need no warning', () => {
  expect(chosenSeedsWarnings([])).toEqual([])
  expect(chosenSeedsWarnings([other, chosen([4, 5])])).toEqual([])
})

test('a sweep’s own seeds are those that a setting of it is picked with', () => {
  expect(chosenSeedsWarnings([other, sweep])).toEqual([
    expect.stringContaining('“sweep” is a sweep: a setting that is picked by these seeds looks better than it is'),
  ])
})

test('beside what was chosen from it, a sweep’s seeds flatter the choice', () => {
  expect(chosenSeedsWarnings([chosen([4, 5]), sweep])).toEqual([
    expect.stringContaining('“chosen” was chosen from “sweep” by the seeds that are shown of it'),
  ])
})

test('seeds that it was chosen with, added later, are named', () => {
  expect(chosenSeedsWarnings([chosen([5, 4, 3, 2, 1, 3])])).toEqual([
    expect.stringContaining('“chosen” was chosen with seeds 1 to 3, which are shown here'),
  ])
  expect(chosenSeedsWarnings([chosen([5, 2])])[0]).toContain('was chosen with seed 2, which')
})
