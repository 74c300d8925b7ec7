import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAddress, readLink, readSelection, writeAddress, writeLink, writeSelection } from './comparison-address.ts'
import { bandKind, bandRefusal, centreKind, comparisonSpec, nothingCompared } from './comparison.ts'
import { experimentId } from './ids.ts'
import { metricName } from './metric.ts'

const key = (id: string, variantIndex: number) => ({ experimentId: experimentId.parse(id), variantIndex })

describe('the selection in the address', () => {
  it('comes back as it was, in its order', () => {
    const selection = [key('aaaaaaaa', 2), key('aaaaaaaa', 0), key('bbbbbbbb', 1), key('aaaaaaaa', 1)]
    expect(writeSelection(selection)).toBe('aaaaaaaa.2.0~bbbbbbbb.1~aaaaaaaa.1')
    expect(readSelection(writeSelection(selection))).toEqual(selection)
  })
  it('leaves out what can’t be read and what stands twice', () => {
    expect(readSelection('')).toEqual([])
    expect(readSelection('aaaaaaaa.1.1.x.-2~<b>.1~short.1')).toEqual([key('aaaaaaaa', 1)])
  })
})

describe('a comparison’s address', () => {
  const selection = [key('aaaaaaaa', 0), key('aaaaaaaa', 1), key('bbbbbbbb', 2)]
  const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
  const ranges = fc.tuple(numbers, numbers).filter(([a, b]) => a < b)
  const specs = fc.record({
    selection: fc.constant(selection),
    group: fc.constantFrom('variant', 'settings', ['update.stepSize'], ['policy.kind', 'estimator.lambda']),
    facet: fc.constantFrom(null, 'environment.id'),
    metrics: fc.uniqueArray(fc.constantFrom(...metricName.options), { maxLength: 4 }),
    x: fc.constantFrom(null, 'envSteps', 'wallMs', 'kl'),
    centre: fc.constantFrom(...centreKind.options),
    band: fc.constantFrom(...bandKind.options),
    smoothing: fc.constantFrom({ kind: 'none' }, { kind: 'ema', weight: 0.97 }, { kind: 'running-mean', episodes: 20 }),
    showSeeds: fc.boolean(),
    drawForks: fc.constantFrom('from-zero', 'where-left'),
    logX: fc.boolean(),
    logY: fc.boolean(),
    xRange: fc.option(ranges),
    yRange: fc.option(ranges),
    hidden: fc.subarray(selection),
    baseline: fc.constantFrom(null, ...selection),
    finalOver: fc.integer({ min: 1, max: 100 }),
    threshold: fc.option(numbers),
    anchors: fc.constantFrom(null, { 'CartPole-v1': { zero: 22.3, one: 500 }, 'a "b" & c': { zero: -1, one: 0 } }),
  })
  it('says all of it', () => {
    fc.assert(
      fc.property(specs, (given) => {
        const spec = comparisonSpec.parse(given)
        expect(readAddress(writeAddress(spec))).toEqual(spec)
      }),
    )
  })
  it('is short where all is as usual, and legible', () => {
    expect(writeAddress({ ...nothingCompared, selection })).toBe('variants=aaaaaaaa.0.1~bbbbbbbb.2')
    const search =
      'variants=aaaaaaaa.0.1&metric=kl,return&over=updates&smooth=ema:0.9&seeds=off&x=0..1000&hide=aaaaaaaa.1'
    expect(writeAddress(readAddress(search))).toBe(search)
  })
  it('takes the usual for what it can’t read', () => {
    expect(readAddress('metric=beauty&over=years&seeds=perhaps&x=5..1&anchors={&smooth=ema:2&last=0')).toEqual(
      nothingCompared,
    )
  })
})

describe('a link', () => {
  const spec = comparisonSpec.parse({
    selection: [key('aaaaaaaa', 0)],
    metrics: ['kl'],
    smoothing: { kind: 'ema', weight: 0.9 },
  })
  it('comes back from each place that one may be copied from', () => {
    expect(writeLink(spec)).toBe('ascent:/compare?variants=aaaaaaaa.0&metric=kl&smooth=ema:0.9')
    for (const text of [
      writeLink(spec),
      ` ${writeLink(spec)}\n`,
      `http://127.0.0.1:4000/#/compare?${writeAddress(spec)}`,
      writeAddress(spec),
    ])
      expect(readLink(text)).toEqual(spec)
  })
  it('is nothing else', () => {
    for (const text of ['', 'ppo cart', 'variants=', 'variants', '/compare?metric=kl', 'variants=aaaaaaaa.0 and more'])
      expect(readLink(text)).toBeNull()
  })
})

it('refuses intervals of a mean for other centres, saying why', () => {
  expect(bandRefusal('t', 'mean')).toBeNull()
  expect(bandRefusal('t', 'median')).toContain('about a mean')
  expect(bandRefusal('bootstrap', 'iqm')).toBeNull()
})
