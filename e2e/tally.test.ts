import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { addTallies, endToEndTally, failedStep, unitTally } from './tally.ts'

const folder = mkdtempSync(join(tmpdir(), 'ascent-tally-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const report = (content: object): string => {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}
const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
})

describe('summing up test runs', () => {
  it('counts what passed, failed and was skipped', () => {
    const path = report({
      testResults: [file('passed', 'passed', 'passed', 'pending'), file('failed', 'failed', 'passed', 'skipped')],
    })
    expect(unitTally(path, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 })
    expect(endToEndTally(report({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } }), 1)).toEqual({
      passed: 5,
      failed: 1,
      skipped: 2,
    })
  })

  it('never calls a run good that was not', () => {
    expect(unitTally(report({ testResults: [file('failed'), file('passed', 'passed')] }), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    })
    expect(unitTally(report({ testResults: [file('passed', 'passed')] }), 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    })
    expect(endToEndTally(report({ stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0 } }), 1).failed).toBe(1)
    expect(unitTally(join(folder, 'nothing.json'), 0)).toEqual(failedStep)
    expect(addTallies([failedStep, { passed: 2, failed: 0, skipped: 1 }])).toEqual({ passed: 2, failed: 1, skipped: 1 })
  })
})
