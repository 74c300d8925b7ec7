import { expect, it } from 'vitest'
import { exampleExperiment, exampleRun } from '../components/experiment-tree/tree.fixture.ts'
import { foundRuns } from './palette-runs.ts'

const experiment = { ...exampleExperiment('aaaaaaaa'), name: 'Night' }
const renamed = { ...experiment, name: 'Day' }
const runs = [1, 2, 3].map((seed) =>
  exampleRun(`run0000${seed}`, 'aaaaaaaa', { seed, tags: seed === 3 ? ['seed 1 again'] : [] }),
)
const found = (query: string, of = experiment, most = 40) =>
  foundRuns(query, runs, new Map([[of.id as string, of]]), most).map(({ run }) => run.seed)

it('finds runs by name, experiment, status and tag, those by name first', () => {
  expect(found('seed 1')).toEqual([1, 3])
  expect(found('night')).toEqual([1, 2, 3])
  expect(found('')).toEqual([1, 2, 3])
  expect(found('nothing of the kind')).toEqual([])
})

it('takes so many at the most, and an experiment’s new name', () => {
  expect(found('', experiment, 2)).toEqual([1, 2])
  expect(found('night', renamed)).toEqual([])
  expect(found('day', renamed)).toEqual([1, 2, 3])
})
