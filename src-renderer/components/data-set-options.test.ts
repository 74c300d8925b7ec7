import { expect, it } from 'vitest'
import { environmentSpec } from '../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpecInput } from '../../src-shared/catalogue/environments/index.ts'
import type { DataSet } from '../../src-shared/domain/data-set.ts'
import { dataSetOptions, dataSetSentence } from './data-set-options.ts'

const world = (input: EnvironmentSpecInput) => environmentSpec.parse(input)
const recorded = (name: string, environment: EnvironmentSpecInput): DataSet => ({
  name,
  path: `/data/${name}.json`,
  from: { experiment: 'Slippery', variant: 'PPO', seed: 3, update: 40 },
  environment: world(environment),
  trajectories: 1_200,
  steps: 24_000,
  bytes: 2_400_000,
  createdAt: 1,
  usedBy: [],
  activeRuns: 0,
})
const own = recorded('slippery-ppo-seed-3-1', { id: 'gridworld', copies: 8 })
const slippier = recorded('slippery-ppo-seed-3-2', { id: 'gridworld', slip: 0.3 })
const cartPole = recorded('pole-1', { id: 'CartPole-v1' })
const here = world({ id: 'gridworld' })

it('offers the data sets of exactly this world, however many copies of it were stepped', () => {
  const found = dataSetOptions([own, slippier, cartPole], here, own.path)
  expect(found).toEqual({
    value: own.path,
    options: [
      {
        value: own.path,
        label: 'PPO, seed 3 (1): 1,200 trajectories, 24,000 steps, 2.4 MB, after update 40, Slippery',
      },
    ],
  })
})

it('calls one by the name that it was given', () => {
  const named = { ...own, title: 'Random walks' }
  const found = dataSetOptions([named], here, '')
  expect('options' in found && found.options[1]!.label).toBe(
    'Random walks: 1,200 trajectories, 24,000 steps, 2.4 MB, after update 40, Slippery',
  )
  expect(dataSetSentence([named], named.path)).toBe(
    '“Random walks”: 1,200 trajectories with 24,000 steps, from “Slippery”, PPO, seed 3, after update 40.',
  )
})

it('lets a path that is none of them stand, as a file of one’s own', () => {
  expect(dataSetOptions([own], here, '/home/mine.json')).toMatchObject({
    value: '',
    options: [{ value: '', label: 'a file of your own' }, { value: own.path }],
  })
  expect(dataSetOptions([own], here, '')).toMatchObject({
    value: '',
    options: [{ value: '', label: 'choose one' }, { value: own.path }],
  })
})

it('says how to record one where there is none, and that others don’t fit', () => {
  const none = dataSetOptions([], here, '')
  expect(none).toEqual({
    sentence:
      'No data set of this world is recorded yet. Open one of its runs and choose “Record trajectories”, or name a file of your own.',
  })
  const others = dataSetOptions([slippier, cartPole], here, cartPole.path)
  expect('sentence' in others && others.sentence).toContain(
    '2 data sets of other worlds are there, and can’t be used here.',
  )
})

it('tells where the chosen one comes from', () => {
  expect(dataSetSentence([own], own.path)).toBe(
    '1,200 trajectories with 24,000 steps, from “Slippery”, PPO, seed 3, after update 40.',
  )
  expect(dataSetSentence([own], '/home/mine.json')).toBeNull()
})
