import { describe, expect, it } from 'vitest'
import { formatInputNumber, parseInputNumber } from './input-number.ts'

describe('numbers in fields', () => {
  it.each([
    ['500,000', 500_000],
    ['1,234,567', 1_234_567],
    ['2 000', 2000],
    ['1e-3', 1e-3],
    ['.5', 0.5],
    ['−3', -3],
    [' 0.97 ', 0.97],
    ['300k', 300_000],
    ['1.5M', 1_500_000],
    ['4.35 k', 4_350],
    ['2G', 2e9],
  ])('reads %s', (text, value) => expect(parseInputNumber(text, false)).toBe(value))

  it('keeps what is no number as text, and empty as null only where that means something', () => {
    expect(parseInputNumber('many', false)).toBe('many')
    expect(parseInputNumber('1,5', false)).toBe('1,5')
    expect(parseInputNumber('5m', false)).toBe('5m')
    expect(parseInputNumber('k', false)).toBe('k')
    expect(parseInputNumber('', false)).toBe('')
    expect(parseInputNumber('  ', true)).toBeNull()
  })

  it('writes what it reads', () => {
    for (const value of [500_000, 0.97, 3e-4, 1e-5, -2, 0, 1e12])
      expect(parseInputNumber(formatInputNumber(value), false)).toBe(value)
    expect(formatInputNumber(500_000)).toBe('500,000')
    expect(formatInputNumber(3e-4)).toBe('3e-4')
  })
})
