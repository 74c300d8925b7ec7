import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod'

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** A step without tests of its own that failed, or a runner that failed without naming a test: never nothing. */
export const failedStep: Tally = { passed: 0, failed: 1, skipped: 0 }

const unitReport = z.object({
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
})

/** Vitest's report. A file that failed before its first test counts as one. */
export function unitTally(path: string, exitCode: number): Tally {
  if (!existsSync(path)) return failedStep
  const { testResults } = unitReport.parse(JSON.parse(readFileSync(path, 'utf8')))
  const statuses = testResults.flatMap((file) => {
    const own = file.assertionResults.map((test) => test.status)
    return file.status === 'failed' && !own.includes('failed') ? [...own, 'failed'] : own
  })
  const count = (...wanted: string[]): number => statuses.filter((status) => wanted.includes(status)).length
  return atLeastOneFailed(
    { passed: count('passed'), failed: count('failed'), skipped: count('skipped', 'pending', 'todo', 'disabled') },
    exitCode,
  )
}

const endToEndReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
})

/**
 * Playwright's report. What passed at its second try (a busy machine can starve a browser) passed; the list reporter
 * names it.
 */
export function endToEndTally(path: string, exitCode: number): Tally {
  if (!existsSync(path)) return failedStep
  const { stats } = endToEndReport.parse(JSON.parse(readFileSync(path, 'utf8')))
  return atLeastOneFailed(
    { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped },
    exitCode,
  )
}

export const addTallies = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )

export const describeTally = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`

const atLeastOneFailed = (tally: Tally, exitCode: number): Tally =>
  exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
