import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Generator, shuffle } from './generator.ts'

/** Pearson's statistic of counts that should all be equal. */
function chiSquare(counts: ArrayLike<number>): number {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0)
  const expected = total / counts.length
  return Array.from(counts).reduce((sum, count) => sum + ((count - expected) * (count - expected)) / expected, 0)
}

/** Beyond this, a chi-square of so many degrees of freedom comes about once in a hundred million times. */
const suspicious = (degrees: number): number => degrees + 5.6 * Math.sqrt(2 * degrees) + 15

describe('xoshiro128++', () => {
  test('gives the published numbers from state 1, 2, 3, 4', () => {
    const rng = new Generator(0)
    rng.load([1, 2, 3, 4, 0, 0])
    // The known answer that implementations of Blackman and Vigna's reference code (xoshiro128plusplus.c) are checked
    // with.
    const published = [
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420,
    ]
    expect(published.map(() => rng.next() >>> 0)).toEqual(published)
  })

  test('each of the 32 bits is on half the time', () => {
    const rng = new Generator(11)
    const onN = new Float64Array(32)
    const draws = 100_000
    for (let i = 0; i < draws; i++) {
      const x = rng.next()
      for (let bit = 0; bit < 32; bit++) onN[bit]! += (x >>> bit) & 1
    }
    // Standard deviation sqrt(draws) / 2 = 158.
    for (const on of onN) expect(Math.abs(on - draws / 2)).toBeLessThan(6 * 158)
  })
})

describe('seeds and purposes', () => {
  test('the same seed and purpose give the same numbers; another seed or purpose others', () => {
    const first = (seed: number, purpose?: string): number[] => {
      const rng = new Generator(seed, purpose)
      return Array.from({ length: 4 }, () => rng.next())
    }
    expect(first(3, 'environment')).toEqual(first(3, 'environment'))
    const streams = [first(3), first(4), first(3, 'environment'), first(3, 'policy'), first(3 + 4294967296), first(-3)]
    expect(new Set(streams.map(String)).size).toBe(streams.length)
  })

  test('neighbouring seeds look unrelated: their first numbers agree in half their bits', () => {
    let agreeing = 0
    for (let seed = 0; seed < 1000; seed++) {
      let different = new Generator(seed).next() ^ new Generator(seed + 1).next()
      for (agreeing += 32; different !== 0; different &= different - 1) agreeing--
    }
    // 32,000 bits: standard deviation 89.
    expect(Math.abs(agreeing - 16_000)).toBeLessThan(6 * 89)
  })
})

describe('distributions', () => {
  test('uniform stays in [0, 1) and fills 1,000 cells evenly', () => {
    const rng = new Generator(5)
    const cells = new Float64Array(1000)
    for (let i = 0; i < 1_000_000; i++) {
      const x = rng.uniform()
      if (x < 0 || x >= 1) throw new RangeError(`uniform gave ${x}`)
      cells[Math.floor(x * 1000)]! += 1
    }
    expect(chiSquare(cells)).toBeLessThan(suspicious(999))
  })

  test('below fills its range evenly and stays inside, for any n', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4294967296 }), fc.integer(), (n, seed) => {
        const rng = new Generator(seed)
        for (let i = 0; i < 20; i++) {
          const x = rng.below(n)
          expect(Number.isInteger(x) && x >= 0 && x < n).toBe(true)
        }
      }),
    )
    const rng = new Generator(6)
    const cells = new Float64Array(7)
    for (let i = 0; i < 70_000; i++) cells[rng.below(7)]! += 1
    expect(chiSquare(cells)).toBeLessThan(suspicious(6))
  })

  test('normal has the normal’s moments and quantiles', () => {
    const rng = new Generator(7)
    const n = 400_000
    const moments = [0, 0, 0, 0]
    let beyond = 0
    for (let i = 0; i < n; i++) {
      const x = rng.normal()
      let power = 1
      for (let k = 0; k < 4; k++) moments[k]! += (power *= x) / n
      if (x > 1.959963984540054) beyond++
    }
    // Standard errors 1, sqrt 2, sqrt 15 and sqrt 96 over sqrt n; five of them each.
    const error = 5 / Math.sqrt(n)
    expect(Math.abs(moments[0]!)).toBeLessThan(error)
    expect(Math.abs(moments[1]! - 1)).toBeLessThan(error * Math.sqrt(2))
    expect(Math.abs(moments[2]!)).toBeLessThan(error * Math.sqrt(15))
    expect(Math.abs(moments[3]! - 3)).toBeLessThan(error * Math.sqrt(96))
    expect(Math.abs(beyond / n - 0.025)).toBeLessThan(error * Math.sqrt(0.025 * 0.975))
  })

  test('shuffle gives all orders of four alike', () => {
    const rng = new Generator(8)
    const counts = new Map<string, number>()
    for (let i = 0; i < 24_000; i++) {
      const order = Int32Array.of(0, 1, 2, 3)
      shuffle(order, 4, rng)
      counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    expect(chiSquare([...counts.values()])).toBeLessThan(suspicious(23))
  })
})

describe('state', () => {
  test('save and load go on with the same numbers, also between the two of a normal pair, and through JSON', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 9 }), (seed, normals) => {
        const rng = new Generator(seed, 'save')
        for (let i = 0; i < normals; i++) rng.normal()
        const saved = JSON.parse(JSON.stringify(rng.save())) as number[]
        const expected = [rng.normal(), rng.normal(), rng.uniform(), rng.next()]
        const restored = new Generator(99)
        restored.load(saved)
        expect([restored.normal(), restored.normal(), restored.uniform(), restored.next()]).toEqual(expected)
      }),
    )
  })

  test('split children are decided by the parent, differ from it and from each other, and don’t move together', () => {
    const children = (seed: number) => {
      const parent = new Generator(seed)
      return [parent.split(), parent.split(), parent]
    }
    const [a, b, parent] = children(1)
    const [again] = children(1)
    const n = 200_000
    let together = [0, 0, 0]
    for (let i = 0; i < n; i++) {
      const x = a!.uniform() - 0.5
      expect(again!.uniform() - 0.5).toBe(x)
      const y = b!.uniform() - 0.5
      const z = parent!.uniform() - 0.5
      together = [together[0]! + x * y, together[1]! + x * z, together[2]! + y * z]
    }
    // Correlations of independent streams: standard error 1 / sqrt n.
    for (const sum of together) expect(Math.abs((12 * sum) / n)).toBeLessThan(5 / Math.sqrt(n))
  })
})
