import { getPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test, vi } from 'vitest'
import { childProcessLauncher } from '../../shells/child-process-launcher.ts'
import type { TrainerProcess } from '../supervisor/launcher.ts'
import { trainerPriority } from './priority.ts'

let trainer: TrainerProcess | undefined
afterEach(() => trainer?.kill())

test('a trainer comes after the app, whose own priority stays', async () => {
  const before = getPriority()
  trainer = childProcessLauncher().spawn(fileURLToPath(new URL('./entry.ts', import.meta.url)))
  // Where the tests themselves run at a lower priority, a trainer doesn't rise above them.
  const expected = Math.max(before, trainerPriority)
  await vi.waitFor(() => expect(getPriority(trainer!.pid!)).toBe(expected), { timeout: 20_000, interval: 20 })
  expect(getPriority()).toBe(before)
})
