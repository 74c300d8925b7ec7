import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { curveOverSeeds, finishedEnds, growingCurve } from './curve-over-seeds.ts'
import type { SeedSeries } from './curve-over-seeds.ts'
import { minMaxOfColumns, minMaxPerPixel } from './decimation.ts'
import { meanInterval } from './intervals.ts'

const series = (points: [number, number][], status: SeedSeries['status'] = 'finished'): SeedSeries => ({
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
  status,
})

describe('a curve over seeds', () => {
  it('takes each seed’s last value at or before x, on the union of x, from the largest first to the smallest last x', () => {
    const curve = curveOverSeeds([
      series([
        [10, 1],
        [20, 2],
        [30, 3],
      ]),
      series([
        [15, 10],
        [25, 20],
        [36, 30],
      ]),
    ])
    expect([...curve.x]).toEqual([15, 20, 25, 30])
    expect([...curve.centre]).toEqual([(1 + 10) / 2, (2 + 10) / 2, (2 + 20) / 2, (3 + 20) / 2])
    expect([...curve.n]).toEqual([2, 2, 2, 2])
    const interval = meanInterval([3, 20])!
    expect(curve.low[3]).toBeCloseTo(interval.low!, 12)
    expect(curve.high[3]).toBeCloseTo(interval.high!, 12)
    expect(curve.falls).toEqual([])
  })

  it('has no interval below two seeds', () => {
    const curve = curveOverSeeds([
      series([
        [1, 5],
        [2, 6],
      ]),
    ])
    expect([...curve.centre]).toEqual([5, 6])
    expect([...curve.low]).toEqual([Number.NaN, Number.NaN])
  })

  it('lets only seeds that ended early lower N, and marks where', () => {
    const curve = curveOverSeeds([
      series([
        [0, 0],
        [10, 1],
        [20, 2],
        [30, 3],
      ]),
      series([
        [0, 0],
        [10, 5],
        [30, 7],
      ]),
      series(
        [
          [0, 9],
          [12, 9],
        ],
        'endedEarly',
      ),
    ])
    expect([...curve.x]).toEqual([0, 10, 12, 20, 30])
    expect([...curve.n]).toEqual([3, 3, 3, 2, 2])
    expect(curve.falls).toEqual([{ x: 20, n: 2, running: false }])
    expect(curve.centre[3]).toBe((2 + 5) / 2)
  })

  it('lets the later of two values at one x count', () => {
    expect([
      ...curveOverSeeds([
        series([
          [0, 1],
          [0, 2],
          [5, 3],
          [5, 4],
        ]),
      ]).centre,
    ]).toEqual([2, 4])
  })

  it('while runs are in progress ends where the slowest is, or where the first finished one did', () => {
    const ahead = series(
      [
        [0, 1],
        [10, 1],
        [20, 1],
      ],
      'running',
    )
    const behind = series(
      [
        [0, 3],
        [10, 3],
      ],
      'running',
    )
    expect([...curveOverSeeds([ahead, behind, series([], 'running')]).x]).toEqual([0, 10])
    const curve = curveOverSeeds([{ ...ahead, status: 'finished' }, behind])
    expect([...curve.x]).toEqual([0, 10, 20])
    expect([...curve.n]).toEqual([2, 2, 1])
    expect(curve.falls).toEqual([{ x: 20, n: 1, running: true }])
    const besideAnEarlyEnd = curveOverSeeds([
      { ...ahead, status: 'finished' },
      behind,
      { ...behind, status: 'endedEarly' },
    ])
    expect(besideAnEarlyEnd.falls).toEqual([{ x: 20, n: 1, running: false }])
  })

  it('says where the first and the last finished seed end: over compute time they differ', () => {
    const ending = (x: number, status?: SeedSeries['status']) =>
      series(
        [
          [0, 1],
          [x, 1],
        ],
        status,
      )
    expect(finishedEnds([ending(7), ending(12), ending(99, 'endedEarly'), ending(3, 'running')])).toEqual({
      first: 7,
      last: 12,
    })
    expect(finishedEnds([ending(3, 'running'), series([])])).toBeUndefined()
  })

  it('of seeds that all ended early goes as far as any went', () => {
    const curve = curveOverSeeds([
      series(
        [
          [0, 1],
          [10, 1],
        ],
        'endedEarly',
      ),
      series(
        [
          [0, 3],
          [10, 3],
          [20, 4],
        ],
        'endedEarly',
      ),
    ])
    expect([...curve.n]).toEqual([2, 2, 1])
    expect(curve.falls).toEqual([{ x: 20, n: 1, running: false }])
    expect(curveOverSeeds([]).x).toHaveLength(0)
  })

  it('grown with new rows is the same as computed at once', () => {
    const seed = fc.record({
      gaps: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 0, maxLength: 30 }),
      first: fc.integer({ min: 0, max: 5 }),
      end: fc.constantFrom('finished' as const, 'endedEarly' as const, 'running' as const),
      cuts: fc.array(fc.nat(30), { minLength: 4, maxLength: 4 }),
      /** Whether it has ended before its budget for now: it may be taken up again. */
      stopped: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    })
    const kind = fc.record({
      centre: fc.constantFrom('mean' as const, 'median' as const, 'iqm' as const),
      band: fc.constantFrom('t' as const, 'sd' as const, 'bootstrap' as const, 'range' as const, 'none' as const),
    })
    fc.assert(
      fc.property(fc.array(seed, { minLength: 1, maxLength: 6 }), kind, (plans, kind) => {
        const whole = plans.map(({ gaps, first, end }, s) => {
          let x = first
          return series(
            gaps.map((gap, i) => [(x += gap), Math.sin(37 * s + i * i)]),
            end,
          )
        })
        const growing = growingCurve(kind)
        for (let stage = 0; stage < 5; stage++) {
          const now = whole.map((seed, s) => {
            const cut =
              stage === 4 ? seed.x.length : Math.min(seed.x.length, plans[s]!.cuts.toSorted((a, b) => a - b)[stage]!)
            return {
              x: seed.x.subarray(0, cut),
              y: seed.y.subarray(0, cut),
              status:
                cut === seed.x.length
                  ? seed.status
                  : plans[s]!.stopped[stage]
                    ? ('endedEarly' as const)
                    : ('running' as const),
            }
          })
          const atOnce = growingCurve(kind)
          const curve = atOnce.grow(now)
          expect(growing.grow(now)).toEqual(curve)
          const places = Array.from(curve.x.keys())
          expect(growing.bandAt(places)).toEqual(atOnce.bandAt(places))
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('decimation', () => {
  const x = Float64Array.from({ length: 10_000 }, (_, i) => i)
  const y = x.map((value) => Math.sin(value / 50))
  it('keeps every peak, the ends and the order', () => {
    const spiky = y.slice()
    spiky[4_321] = 99
    spiky[7_777] = -99
    spiky[5_000] = Number.NaN
    const picked = minMaxPerPixel(x, spiky, 200)
    expect(picked.length).toBeLessThanOrEqual(402)
    for (const index of [0, 4_321, 7_777, 9_999]) expect(picked).toContain(index)
    expect(picked).not.toContain(5_000)
    expect(picked.every((value, i) => i === 0 || value > picked[i - 1]!)).toBe(true)
  })

  it('takes one set of points for several columns', () => {
    const other = y.map((value, i) => (i === 1234 ? 50 : i % 10 === 0 ? value : Number.NaN))
    const picked = minMaxOfColumns(x, [y, other], 400)
    expect(picked.length).toBeLessThanOrEqual(402)
    expect(picked).toContain(1234)
    expect(minMaxOfColumns(x.subarray(0, 30), [y.subarray(0, 30)], 400)).toHaveLength(30)
  })
})
