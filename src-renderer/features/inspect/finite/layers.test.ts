import { describe, expect, it } from 'vitest'
import { layerScale } from './layer-scale.ts'
import { layersOf, shownLayers } from './layers.ts'
import { testSnapshot } from './test-snapshot.ts'

const before = testSnapshot({ valuesS: Float64Array.of(0.5, -4), piSA: Float64Array.of(0.5, 0.5, 0.25, 0.75) })
const now = testSnapshot()

describe('layers', () => {
  it('are those that there is something of', () => {
    const ids = (has: { critic: boolean; other: boolean }) => shownLayers(false, has).map(({ id }) => id)
    expect(ids({ critic: false, other: false })).toEqual(['policy', 'value', 'advantage', 'visits', 'q'])
    expect(ids({ critic: true, other: true })).toEqual(
      expect.arrayContaining(['critic', 'critic-error', 'kl', 'value-change']),
    )
  })
  it('visits are of a time step, or summed over an episode', () => {
    expect(layersOf(false).visits.read(now, null)).toBe(now.occupancyS)
    expect(layersOf(true).visits.read(now, null)).toBe(now.visitsS)
  })
  it('differences are from what stands beside to what is shown', () => {
    expect([...layersOf(false)['value-change'].read(now, before)!]).toEqual([0.5, 2])
    const [first, second] = layersOf(false).kl.read(now, before)!
    expect(first).toBeCloseTo(0.5 * Math.log(0.5 / 0.9) + 0.5 * Math.log(0.5 / 0.1), 14)
    expect(second).toBe(0)
    expect(layersOf(false).kl.read(now, null)).toBeNull()
  })
})

describe('the scale of a layer', () => {
  const { value, critic, q } = layersOf(false)
  it('is of all checkpoints and of what stands beside them, of the states that count', () => {
    expect(layerScale(value, [{ one: now, other: null }], [0])).toEqual(
      layerScale(critic, [{ one: now, other: null }], [0]),
    )
    expect(
      layerScale(
        value,
        [
          { one: now, other: null },
          { one: before, other: null },
        ],
        [0, 1],
      ).low,
    ).toBe(-4)
    expect(layerScale(value, [{ one: now, other: before }], [0, 1]).low).toBe(-4)
    expect(layerScale(value, [{ one: now, other: null }], [0]).low).toBeGreaterThan(0)
  })
  it('counts every action where a layer has one number each', () => {
    const { low, high } = layerScale(q, [{ one: now, other: null }], [0])
    expect([low <= 0.1, high >= 1.1]).toEqual([true, true])
  })
})
