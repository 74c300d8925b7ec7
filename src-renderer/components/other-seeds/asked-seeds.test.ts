import { expect, it } from 'vitest'
import { nextSeeds, readSeeds } from './asked-seeds.ts'

it('offers the seeds above all that are taken', () => {
  expect(nextSeeds([1, 2, 3], 3)).toEqual([4, 5, 6])
  expect(nextSeeds([9, 2], 2)).toEqual([10, 11])
  expect(nextSeeds([], 1)).toEqual([0])
  expect(nextSeeds([Number.MAX_SAFE_INTEGER], 2)).toEqual([0, 1])
})

it('refuses seeds that are taken, and what is no seed', () => {
  const taken = new Set([1, 2])
  expect(readSeeds('3 to 5', taken)).toEqual({ seeds: [3, 4, 5] })
  expect(readSeeds('2, 3', taken)).toEqual({ problem: 'seed 2 was queued before; name seeds that are new' })
  expect(readSeeds('three', taken)).toHaveProperty('problem')
})
