import type { AppLine } from './app-line.ts'

/** Times a call while another one, that takes no time itself, is asked again and again: how long that one waits. */
export async function besideOthers(
  app: AppLine,
  call: () => Promise<unknown>,
): Promise<{ elapsedMs: number; longestWaitMs: number }> {
  let isDone = false
  const startedAtMs = performance.now()
  const called = call().then(() => {
    isDone = true
    return performance.now() - startedAtMs
  })
  let longestWaitMs = 0
  while (!isDone) {
    const askedAtMs = performance.now()
    await app.ask('system.settings', {})
    longestWaitMs = Math.max(longestWaitMs, performance.now() - askedAtMs)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return { elapsedMs: await called, longestWaitMs }
}
