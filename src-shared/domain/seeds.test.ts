import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatSeeds, parseSeeds } from './seeds.ts'

it('reads ranges and lists', () => {
  expect(parseSeeds('1 to 3, 9')).toEqual({ seeds: [1, 2, 3, 9] })
  expect(parseSeeds('4-6')).toEqual({ seeds: [4, 5, 6] })
  expect(parseSeeds('')).toHaveProperty('problem')
  expect(parseSeeds('5 to 1')).toEqual({ problem: '"5 to 1" goes down; write the smaller seed first' })
  expect(parseSeeds('1 to 2000')).toEqual({ problem: '"1 to 2000" is 2,000 seeds; 1,000 are the most' })
  expect(parseSeeds('one')).toHaveProperty('problem')
})

it('writes what it can read again', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 40 }), (seeds) => {
      const sorted = seeds.toSorted((a, b) => a - b)
      expect(parseSeeds(formatSeeds(sorted))).toEqual({ seeds: sorted })
    }),
  )
})
