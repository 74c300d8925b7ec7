import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { followRuns, mostBehindMs } from './follow-runs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** A host whose rows go on all the time: an answer is of the moment at which it was read, half way through the call. */
function host(curvesTakeMs: number, seedsTakeMs: number) {
  const shown: { curves: number | null; seeds: number | null; behindMs: number }[] = []
  let curves: number | null = null
  let seeds: number | null = null
  const note = () =>
    shown.push({ curves, seeds, behindMs: curves === null || seeds === null ? 0 : Math.max(0, seeds - curves) })
  const readAfter = async (ms: number) => {
    await wait(ms / 2)
    const readAtMs = Date.now()
    await wait(ms / 2)
    return readAtMs
  }
  const failures: unknown[] = []
  const following = followRuns(
    { curves: () => readAfter(curvesTakeMs), seeds: () => readAfter(seedsTakeMs) },
    {
      curves: (atMs) => void ((curves = atMs), note()),
      seeds: (atMs) => void ((seeds = atMs), note()),
      failure: (reason) => failures.push(reason),
    },
    () => Date.now(),
  )
  return { shown, following }
}

it.each([
  [20, 20],
  [900, 50],
  [3_000, 50],
  [50, 3_000],
])('curves that take %i ms are at most a second older than seeds that take %i ms', async (curvesMs, seedsMs) => {
  const { shown, following } = host(curvesMs, seedsMs)
  const events = setInterval(() => following.touch(), 100)
  await vi.advanceTimersByTimeAsync(20_000)
  clearInterval(events)
  expect(Math.max(...shown.map(({ behindMs }) => behindMs))).toBeLessThanOrEqual(mostBehindMs)
  expect(shown.filter(({ seeds }) => seeds !== null).length).toBeGreaterThan(3)

  // After the last event both come once more: nothing stays behind the runs.
  const endMs = Date.now()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(shown.at(-1)!.curves).toBeGreaterThanOrEqual(endMs - 100)
  expect(shown.at(-1)!.seeds).toBeGreaterThanOrEqual(endMs - 100 - mostBehindMs)
  following.stop()
})

it('asks again by itself for what failed', async () => {
  let fails = true
  const shown: string[] = []
  const following = followRuns(
    {
      curves: () => (fails ? Promise.reject(new Error('gone')) : Promise.resolve('curves')),
      seeds: () => Promise.resolve('seeds'),
    },
    {
      curves: (answer) => shown.push(answer),
      seeds: (answer) => shown.push(answer),
      failure: (reason) => shown.push((reason as Error).message),
    },
  )
  following.touch()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(new Set(shown)).toEqual(new Set(['gone']))
  fails = false
  await vi.advanceTimersByTimeAsync(5_000)
  expect(shown).toContain('curves')
  expect(shown.at(-1)).toBe('seeds')
  following.stop()
})
