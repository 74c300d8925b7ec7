import { expect, test } from 'vitest'
import { finish } from '../finish.ts'
import { createLearner } from './learner.ts'
import { cartPole, engines, planOf, smallNetwork, type VariantInput } from './test-runs.ts'

// What Design says of seeds: one gives every variant the same first weights where networks are alike, and the same
// stream of starts and noise.

const clip = (learningRate: number): VariantInput => ({
  collection: { stepsPerCopy: 32 },
  policy: { kind: 'neural-softmax', ...smallNetwork },
  estimator: { kind: 'advantage' },
  critic: { network: { kind: 'neural', ...smallNetwork } },
  update: { kind: 'clip', learningRate, epochs: 2 },
})
const trustRegion: VariantInput = { ...clip(0.1), update: { kind: 'trust-region' } }
const otherPolicy: VariantInput = { ...clip(0.1), policy: { kind: 'neural-softmax', hidden: [4] } }

/** Before and after the first update, with what its batch came to. */
function firstUpdate(variant: VariantInput, seed: number) {
  const learner = createLearner(planOf(cartPole, variant, { seed }), engines())
  const before = learner.save()
  const { return: mean, returnMin, returnMax } = finish(learner.update())
  return { before, after: learner.save(), batch: { mean, returnMin, returnMax } }
}

test('one seed: variants that differ in the step size start with the same weights and see the same first batch', () => {
  const [small, large] = [firstUpdate(clip(1e-4), 7), firstUpdate(clip(0.1), 7)]
  expect(large.before).toEqual(small.before)
  expect(small.batch.mean).toBeGreaterThan(1)
  expect(large.batch).toEqual(small.batch)
  // The copies stand in the same states, and starts and noise go on from the same place.
  expect(large.after.world).toEqual(small.after.world)
  expect(large.after.actions).toEqual(small.after.actions)
  expect(large.after.returnsN).toEqual(small.after.returnsN)
  // Then they part.
  expect(large.after.theta).not.toEqual(small.after.theta)
})

test('one seed: another update changes nothing of that; another network has other weights and meets the same starts', () => {
  const one = firstUpdate(clip(0.1), 7)
  const other = firstUpdate(trustRegion, 7)
  expect(other.before.theta).toEqual(one.before.theta)
  expect(other.batch).toEqual(one.batch)
  const narrow = firstUpdate(otherPolicy, 7)
  expect(narrow.before.theta).not.toEqual(one.before.theta)
  expect(narrow.before.world).toEqual(one.before.world)
  expect(narrow.before.criticTheta).toEqual(one.before.criticTheta)
})

test('another seed gives other weights and another batch', () => {
  const [one, two] = [firstUpdate(clip(0.1), 7), firstUpdate(clip(0.1), 8)]
  expect(two.before.theta).not.toEqual(one.before.theta)
  expect(two.batch).not.toEqual(one.batch)
})
