import { expect, test } from 'vitest'
import { splitMix, splitMix64 } from './split-mix.ts'

test('gives the published numbers of seed 1234567', () => {
  const next = splitMix64(1234567n)
  expect([next(), next(), next(), next(), next()]).toEqual([
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
    4593380528125082431n,
    16408922859458223821n,
  ])
})

test('shares are the upper 53 bits, in [0, 1), about uniform', () => {
  expect(splitMix(1234567)()).toBe(Number(6457827717110365317n >> 11n) / 2 ** 53)
  const next = splitMix(3)
  const shares = Array.from({ length: 10_000 }, next)
  expect(shares.every((share) => share >= 0 && share < 1)).toBe(true)
  for (let tenth = 0; tenth < 10; tenth++) {
    const count = shares.filter((share) => Math.floor(10 * share) === tenth).length
    // Six standard deviations of a binomial with N = 10,000 and p = 0.1.
    expect(Math.abs(count - 1_000)).toBeLessThan(180)
  }
})
