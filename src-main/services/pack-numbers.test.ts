import { expect, it } from 'vitest'
import { packedNumbers, unpackNumbers } from '../../src-shared/contract/packed-numbers.ts'
import { packNumbers } from './pack-numbers.ts'

it('gives back every bit, of any number of values', () => {
  for (const length of [0, 1, 2, 3, 1_023, 1_024, 1_025, 10_000]) {
    const values = Float64Array.from({ length }, (_, i) => [Math.sin(i), -0, Number.NaN, 1e-310, -Infinity][i % 5]! * i)
    const packed = packedNumbers.parse(JSON.parse(JSON.stringify(packNumbers(values))))
    expect(new BigUint64Array(unpackNumbers(packed).buffer)).toEqual(new BigUint64Array(values.buffer))
  }
})

it('takes a part of a larger array', () => {
  expect([...unpackNumbers(packNumbers(Float64Array.of(1, 2, 3, 4).subarray(1, 3)))]).toEqual([2, 3])
})
