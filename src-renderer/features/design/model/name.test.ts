import { expect, test } from 'vitest'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import { chooseWorld, worldOf } from './choose.ts'
import { nameThatFollows } from './name.ts'
import { newExperiment } from './new-experiment.ts'

const inWorld = (spec: ExperimentSpec, id: string): ExperimentSpec => {
  const outcome = chooseWorld(spec, worldOf(id, spec.environment))
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome.spec
}
const nameIn = (name: string, id: string) => {
  const before = { ...newExperiment(), name }
  return nameThatFollows(before, inWorld(before, id))
}

test('a name that nobody gave says which world and how many algorithms', () => {
  const before = newExperiment()
  expect(before.name).toBe('CartPole: two algorithms')
  expect(nameThatFollows(before, inWorld(before, 'gridworld'))).toBe('Gridworld: two algorithms')
  const third = { ...before, variants: [...before.variants, { ...before.variants[0]!, name: 'A third' }] }
  expect(nameThatFollows(before, third)).toBe('CartPole: three algorithms')
  const alone = { ...before, variants: before.variants.slice(0, 1) }
  const one = { ...alone, name: nameThatFollows(before, alone) }
  expect(one.name).toBe('CartPole: REINFORCE')
  expect(nameThatFollows(one, { ...one, variants: [{ ...one.variants[0]!, name: 'Mine' }] })).toBe('CartPole: Mine')
})

test('a preset’s name, and a copy’s, change their world wherever it stands', () => {
  expect(nameIn('CartPole: four algorithms, five seeds (copy)', 'gridworld')).toBe(
    'Gridworld: four algorithms, five seeds (copy)',
  )
  expect(nameIn('Baselines on CartPole', 'Acrobot-v1')).toBe('Baselines on Acrobot')
  expect(nameIn('baselines on CartPole-v1', 'Acrobot-v1')).toBe('baselines on Acrobot')
})

test('what says nothing of the world stays, and so does a name that is being typed', () => {
  expect(nameIn('REINFORCE', 'gridworld')).toBe('REINFORCE')
  expect(nameIn('MyCartPoles', 'gridworld')).toBe('MyCartPoles')
  const before = newExperiment()
  expect(nameThatFollows(before, { ...before, name: 'CartPole: tw' })).toBe('CartPole: tw')
})

test('a name that would become too long is cut to what a name may have', () => {
  expect(nameIn(`CartPole: ${'x'.repeat(190)}`, 'MountainCarContinuous-v0')).toHaveLength(200)
})
