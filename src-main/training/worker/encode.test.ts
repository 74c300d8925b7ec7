import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePlainData, encodePlainData } from './encode.ts'

const typedArray = fc.oneof(
  fc.float64Array(),
  fc.float32Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.uint8Array(),
  fc.int16Array(),
)
const plainData = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, undefined, true, false),
    fc.double(),
    fc.string(),
    typedArray,
    fc.array(fc.double()),
    fc.array(tie('value')),
    fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      tie('value'),
      { noNullPrototype: true },
    ),
  ),
})).value

test('what goes in comes out, bit by bit', () => {
  fc.assert(
    fc.property(plainData, (data) => {
      expect(decodePlainData(encodePlainData(data))).toStrictEqual(data)
    }),
  )
})

test('numbers that JSON loses survive', () => {
  const data = {
    list: [Number.NaN, -0, Infinity, -Infinity, 5e-324],
    mixed: [Number.NaN, 'x', -0],
    typed: new Float32Array([Number.NaN, -0]),
  }
  expect(decodePlainData(encodePlainData(data))).toStrictEqual(data)
})

test('a view into a larger buffer keeps only its own part', () => {
  const view = new Float64Array([1, 2, 3, 4]).subarray(1, 3)
  expect(decodePlainData(encodePlainData({ view }))).toStrictEqual({ view: new Float64Array([2, 3]) })
})

test('bytes at an odd offset are read all the same', () => {
  const encoded = encodePlainData({ a: new Float64Array([1.5, -2.5]) })
  const shifted = new Uint8Array(encoded.length + 3)
  shifted.set(encoded, 3)
  expect(decodePlainData(shifted.subarray(3))).toStrictEqual({ a: new Float64Array([1.5, -2.5]) })
})

test('what is no plain data is refused, with its place', () => {
  expect(() => encodePlainData({ a: [1, { b: new Map() }] })).toThrow('state.a[1].b')
  expect(() => encodePlainData({ f: () => 0 })).toThrow('state.f')
})

test('bytes that are cut short or foreign are refused', () => {
  const encoded = encodePlainData({ a: new Float64Array(4), b: 'text' })
  for (let length = 0; length < encoded.length; length++)
    expect(() => decodePlainData(encoded.subarray(0, length))).toThrow(RangeError)
  expect(() => decodePlainData(new TextEncoder().encode('{"a": 1}'))).toThrow('no saved state')
})
