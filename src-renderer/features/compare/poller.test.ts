import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPoller } from './poller.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the poller', () => {
  it('loads at once, then at most once in its interval, and not untouched', async () => {
    const load = vi.fn<() => Promise<void>>(async () => {})
    const poller = createPoller(250, load)
    poller.touch()
    await vi.advanceTimersByTimeAsync(0)
    expect(load).toHaveBeenCalledTimes(1)
    for (let i = 0; i < 10; i++) poller.touch()
    await vi.advanceTimersByTimeAsync(249)
    expect(load).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(load).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(load).toHaveBeenCalledTimes(2)
  })

  it('waits for a slow answer before it asks again', async () => {
    const answers: (() => void)[] = []
    const load = vi.fn<() => Promise<void>>(() => new Promise<void>((resolve) => answers.push(resolve)))
    const poller = createPoller(100, load)
    poller.touch()
    await vi.advanceTimersByTimeAsync(0)
    poller.touch()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(load).toHaveBeenCalledTimes(1)
    answers[0]!()
    await vi.advanceTimersByTimeAsync(0)
    expect(load).toHaveBeenCalledTimes(2)
  })

  it('stops', async () => {
    const load = vi.fn<() => Promise<void>>(async () => {})
    const poller = createPoller(100, load)
    poller.touch()
    poller.stop()
    poller.touch()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(load).not.toHaveBeenCalled()
  })
})
