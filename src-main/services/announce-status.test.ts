import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ServerEvent, SystemStatus } from '../../src-shared/contract/events.ts'
import { announceStatus } from './announce-status.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a status that can’t be told for a while is a fault, told once, and is announced again afterwards', () => {
  const published: ServerEvent[] = []
  const faults: string[] = []
  let runsQueued = 1
  let broken = false
  let changed = () => {}
  const stop = announceStatus({
    status() {
      if (broken) throw new Error('EMFILE: too many open files')
      return { runsQueued } as SystemStatus
    },
    publish: (event) => void published.push(event),
    onChange: (listener) => {
      changed = listener
      return () => {}
    },
    reportFault: (error) => void faults.push(String(error)),
  })
  vi.advanceTimersByTime(3_000)
  expect(published).toEqual([{ kind: 'status', status: { runsQueued: 1 } }])
  broken = true
  vi.advanceTimersByTime(3_000)
  changed()
  expect(faults).toEqual(['Error: EMFILE: too many open files'])
  broken = false
  runsQueued = 2
  vi.advanceTimersByTime(1_000)
  expect(published.slice(1)).toEqual([{ kind: 'status', status: { runsQueued: 2 } }])
  broken = true
  vi.advanceTimersByTime(1_000)
  expect(faults).toHaveLength(2)
  stop()
  vi.advanceTimersByTime(5_000)
  expect(published).toHaveLength(2)
})
