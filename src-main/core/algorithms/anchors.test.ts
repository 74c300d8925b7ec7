import { expect, it } from 'vitest'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { BuiltInEnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { finiteModel, makeEnvironment } from '../environments/registry.ts'
import { finish } from '../finish.ts'
import { exactAnchors, measuredAnchors } from './anchors.ts'

const world = (spec: object) => environmentSpec.parse(spec) as BuiltInEnvironmentSpec
const measured = (spec: BuiltInEnvironmentSpec, episodes: number) =>
  finish(measuredAnchors((copies, rng) => makeEnvironment(spec, copies, rng), episodes))

it('solves a chain: without slips the best is to walk to the end, where each further step pays', () => {
  const spec = world({ id: 'chain', states: 3, slip: 0, horizon: 10 })
  const { zero, one } = exactAnchors(finiteModel(spec)!)
  // Two steps to the end, and then 8 times 10.
  expect(one).toBe(80)
  expect(zero.episodes).toBeNull()
  // The same by sampling: 20,000 episodes with an SD of less than 20.
  expect(Math.abs(measured(spec, 20_000).zero.value - zero.value)).toBeLessThan(0.6)
})

it('measures CartPole: random actions hold the pole for about 22 steps', () => {
  const { zero, one } = measured(world({ id: 'CartPole-v1' }), 2_000)
  expect(zero).toEqual({ value: expect.any(Number), episodes: 2_000 })
  // Gymnasium: 22.2 with an SD of 12 a single episode.
  expect(Math.abs(zero.value - 22.2)).toBeLessThan(1.2)
  expect(one).toBeNull()
})

it('draws continuous actions within their limits', () => {
  // Uniform torques on a pendulum: about -1,200 in 200 steps.
  expect(Math.abs(measured(world({ id: 'Pendulum-v1' }), 200).zero.value + 1_220)).toBeLessThan(120)
})
