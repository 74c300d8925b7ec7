import { expect, it } from 'vitest'
import { experimentId } from '../../../../src-shared/domain/ids.ts'
import { missingSeeds } from './missing-seeds.ts'

const a = experimentId.parse('a'.repeat(32))
const b = experimentId.parse('b'.repeat(32))
const side = (
  experiment: typeof a,
  variantIndex: number,
  seeds: readonly number[],
  failed: readonly number[] = [],
) => ({
  key: { experimentId: experiment, variantIndex },
  runs: [...seeds.map((seed) => ({ seed, status: 'finished' })), ...failed.map((seed) => ({ seed, status: 'failed' }))],
})

it('adds the same new seeds to both, in one call within an experiment', () => {
  expect(missingSeeds([side(a, 0, [1, 2, 3]), side(a, 2, [1, 2, 3])], 5)).toEqual([
    { experimentId: a, variantIndices: [0, 2], seeds: [4, 5] },
  ])
})

it('first takes seeds that the other side has, and passes over those that failed', () => {
  expect(missingSeeds([side(a, 0, [1, 2, 7]), side(b, 0, [1], [2])], 4)).toEqual([
    { experimentId: a, variantIndices: [0], seeds: [3] },
    { experimentId: b, variantIndices: [0], seeds: [7, 3, 4] },
  ])
})

it('adds nothing where there are enough', () => {
  expect(missingSeeds([side(a, 0, [1, 2]), side(a, 1, [1, 2])], 2)).toEqual([])
})
