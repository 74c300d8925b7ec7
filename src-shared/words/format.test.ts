import { describe, expect, it } from 'vitest'
import { formatBytes, formatCount, formatDuration, formatMoment, formatNumber, formatShort, plural } from './format.ts'

describe('numbers for people', () => {
  it.each([
    [498.7123, '498.7'],
    [0.01128, '0.01128'],
    [0.00001, '1e-5'],
    [0.000034567, '3.5e-5'],
    [61043.2817, '61,043'],
    [-0.93, '−0.93'],
    [500, '500'],
    [0, '0'],
    [Number.NaN, 'not a number'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('%d in four figures is %s', (value, text) => expect(formatNumber(value)).toBe(text))

  it.each([
    [0, '0'],
    [500, '500'],
    [61_043, '61k'],
    [100_000, '100k'],
    [1_000, '1k'],
    [1_234, '1,234'],
    [999_999, '1M'],
    [1_250_000, '1.25M'],
    [-50_000, '−50k'],
  ])('%d in short is %s', (value, text) => expect(formatShort(value)).toBe(text))

  it.each([
    [0.3, 'under 1 s'],
    [41.2, '41 s'],
    [59.7, '1 min'],
    [112, '1 min 52 s'],
    [3600, '1 h'],
    [11_100, '3 h 5 min'],
    [187_200, '2 d 4 h'],
  ])('%d seconds are %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text))

  it('writes sizes and counts', () => {
    expect(formatBytes(999)).toBe('999 B')
    expect(formatBytes(212_400_000)).toBe('212 MB')
    expect(formatBytes(1_500)).toBe('1.5 kB')
    expect(formatCount(183_400)).toBe('183,400')
    expect(plural(1, 'run')).toBe('1 run')
    expect(plural(1284, 'run')).toBe('1,284 runs')
  })

  it('says when', () => {
    const now = Date.UTC(2026, 10, 23, 12)
    expect(formatMoment(now - 20_000, now)).toBe('just now')
    expect(formatMoment(now - 5 * 60_000, now)).toBe('5 min ago')
    expect(formatMoment(now - 3 * 3_600_000, now)).toBe('3 h ago')
    expect(formatMoment(now - 48 * 3_600_000, now)).toContain('21 Nov')
  })
})
