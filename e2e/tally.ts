import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import * as z from 'zod'

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Names of the tests that passed only when they were tried again. */
  readonly flaky: readonly string[]
}

/** A step without tests of its own that failed, or a runner that failed without naming a test: never nothing. */
export const failedStep: Tally = { passed: 0, failed: 1, skipped: 0, flaky: [] }

const unitReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
})

/** Vitest's report. A file that failed before its first test counts as one. */
export function unitTally(path: string, exitCode: number): Tally {
  if (!existsSync(path)) return failedStep
  const { testResults } = unitReport.parse(JSON.parse(readFileSync(path, 'utf8')))
  const statuses = testResults.flatMap((file) => {
    const own = file.assertionResults.map((test) => test.status)
    return file.status === 'failed' && !own.includes('failed') ? [...own, 'failed'] : own
  })
  // What passed and has failures to tell was tried again.
  const flaky = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter((test) => test.status === 'passed' && test.failureMessages.length > 0)
      .map((test) => `${relative(process.cwd(), name)} › ${test.fullName}`),
  )
  const count = (...wanted: string[]): number => statuses.filter((status) => wanted.includes(status)).length
  return atLeastOneFailed(
    {
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped', 'pending', 'todo', 'disabled'),
      flaky,
    },
    exitCode,
  )
}

const endToEndReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  suites: z.array(z.unknown()),
})

/** A file or a `describe` of Playwright's report. */
const suite = z.object({
  title: z.string(),
  specs: z.array(z.object({ title: z.string(), tests: z.array(z.object({ status: z.string() })) })),
  suites: z.array(z.unknown()).optional(),
})

/** Playwright's report. What passed at its second try (a busy machine can starve a browser) passed, and is named. */
export function endToEndTally(path: string, exitCode: number): Tally {
  if (!existsSync(path)) return failedStep
  const { stats, suites } = endToEndReport.parse(JSON.parse(readFileSync(path, 'utf8')))
  return atLeastOneFailed(
    {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
      flaky: suites.flatMap((inner) => flakyIn(inner)),
    },
    exitCode,
  )
}

function flakyIn(given: unknown, within: readonly string[] = []): string[] {
  const { title, specs, suites = [] } = suite.parse(given)
  const titles = [...within, title]
  return [
    ...specs
      .filter((spec) => spec.tests.some((test) => test.status === 'flaky'))
      .map((spec) => [...titles, spec.title].join(' › ')),
    ...suites.flatMap((inner) => flakyIn(inner, titles)),
  ]
}

export const addTallies = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped,
      flaky: [...sum.flaky, ...tally.flaky],
    }),
    { passed: 0, failed: 0, skipped: 0, flaky: [] },
  )

export const describeTally = ({ passed, failed, skipped, flaky }: Tally): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped` +
  (flaky.length === 0 ? '' : `; ${flaky.length} of the passed only when tried again (flaky)`)

/** What is printed at the end: flaky tests by name, then the sum alone on the last line, which CI reads. */
export function describeResult(tallies: readonly { name: string; tally: Tally }[]): string {
  const { passed, failed, flaky } = addTallies(tallies.map(({ tally }) => tally))
  return [
    ...tallies.map(({ name, tally }) => `${name}: ${describeTally(tally)}`),
    ...flaky.map((name) => `flaky: ${name}`),
    `${passed} passed, ${failed} failed`,
  ].join('\n')
}

const atLeastOneFailed = (tally: Tally, exitCode: number): Tally =>
  exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
