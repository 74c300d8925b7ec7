import { expect, it } from 'vitest'
import { historyAddress, readAddress } from './address.ts'

it('an address holds what it was made of', () => {
  const address = { filter: 'tag = "a & b" or x=1', place: 'runs', experiment: null } as const
  const [path, search] = historyAddress(address).split('?')
  expect(path).toBe('/history')
  expect(readAddress(search!)).toEqual(address)
  expect(historyAddress({ filter: '' })).toBe('/history?filter=')
  expect(historyAddress({})).toBe('/history')
  expect(readAddress('show=elsewhere')).toEqual({ filter: null, place: null, experiment: null })
})
