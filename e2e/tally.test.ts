import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { addTallies, describeResult, endToEndTally, failedStep, unitTally } from './tally.ts'

const folder = mkdtempSync(join(tmpdir(), 'ascent-tally-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const report = (content: object): string => {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}
const file = (status: string, ...tests: string[]) => ({
  name: join(process.cwd(), 'a.test.ts'),
  status,
  assertionResults: tests.map((test) => ({ status: test, fullName: 'it adds', failureMessages: [] as string[] })),
})
const endToEnd = (stats: object, suites: object[] = []): string =>
  report({ stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0, ...stats }, suites })

describe('summing up test runs', () => {
  it('counts what passed, failed and was skipped', () => {
    const path = report({
      testResults: [file('passed', 'passed', 'passed', 'pending'), file('failed', 'failed', 'passed', 'skipped')],
    })
    expect(unitTally(path, 1)).toEqual({ passed: 3, failed: 1, skipped: 2, flaky: [] })
    expect(endToEndTally(endToEnd({ unexpected: 1, flaky: 1, skipped: 2 }), 1)).toEqual({
      passed: 5,
      failed: 1,
      skipped: 2,
      flaky: [],
    })
  })

  it('never calls a run good that was not', () => {
    expect(unitTally(report({ testResults: [file('failed'), file('passed', 'passed')] }), 1)).toMatchObject({
      passed: 1,
      failed: 1,
    })
    expect(unitTally(report({ testResults: [file('passed', 'passed')] }), 1)).toMatchObject({ passed: 1, failed: 1 })
    expect(endToEndTally(endToEnd({}), 1).failed).toBe(1)
    expect(unitTally(join(folder, 'nothing.json'), 0)).toEqual(failedStep)
    expect(addTallies([failedStep, { passed: 2, failed: 0, skipped: 1, flaky: ['a'] }])).toEqual({
      passed: 2,
      failed: 1,
      skipped: 1,
      flaky: ['a'],
    })
  })

  it('names what passed only when it was tried again, and leaves the last line to the sum', () => {
    const retried = file('passed', 'passed', 'passed')
    retried.assertionResults[0]!.failureMessages = ['AssertionError: expected 0 to be 1']
    const unit = unitTally(report({ testResults: [retried] }), 0)
    expect(unit.flaky).toEqual(['a.test.ts › it adds'])
    const spec = (title: string, status: string) => ({ title, tests: [{ status }] })
    const inner = { title: 'a group', specs: [spec('opens', 'flaky'), spec('closes', 'expected')] }
    const outer = { title: 'queue.spec.ts', specs: [spec('moves', 'flaky')], suites: [inner] }
    const browser = endToEndTally(endToEnd({ expected: 1, flaky: 2 }, [outer]), 0)
    expect(
      describeResult([
        { name: 'unit', tally: unit },
        { name: 'end-to-end', tally: browser },
      ]).split('\n'),
    ).toEqual([
      'unit: 2 passed, 0 failed, 0 skipped; 1 of the passed only when tried again (flaky)',
      'end-to-end: 3 passed, 0 failed, 0 skipped; 2 of the passed only when tried again (flaky)',
      'flaky: a.test.ts › it adds',
      'flaky: queue.spec.ts › moves',
      'flaky: queue.spec.ts › a group › opens',
      '5 passed, 0 failed',
    ])
  })
})
