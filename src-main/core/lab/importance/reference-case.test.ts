import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { referenceCase } from '../../../../src-shared/catalogue/labs/reference-case.ts'
import { finish } from '../../finish.ts'
import { referenceEngine } from '../../networks/reference-engine.ts'
import { importanceOfCase } from './reference-case.ts'

interface Answered {
  value: number
  low: number
  high: number
  exact: number
}
const file = new URL('../fixtures/estimators.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
  cases: { input: object; expect: { objective: number; importance: Record<string, number> } }[]
}
const engines = { neural: referenceEngine(), exact: referenceEngine() }
const answer = (input: object, seed = 3) =>
  finish(
    importanceOfCase(referenceCase.parse({ lab: 'importance', input, batches: 20_000, seed }), engines),
  ) as unknown as { objective: Answered; importance: Record<string, Answered> }

describe('the stored reference cases', () => {
  test.each(cases)('case %#: exact to 1e-9, measured within three half-widths', ({ input, expect: known }) => {
    const { objective, importance } = answer(input)
    expect(Object.keys(importance)).toEqual(Object.keys(known.importance))
    const all: Record<string, number> = { objective: known.objective, ...known.importance }
    for (const [name, { value, low, high, exact }] of Object.entries({ objective, ...importance })) {
      const there = all[name]!
      expect(Math.abs(exact - there)).toBeLessThan(1e-9)
      expect(low).toBeLessThan(value)
      expect(Math.abs(value - there)).toBeLessThan((3 * (high - low)) / 2)
    }
  })

  test('the same seed gives the same bits', () => {
    expect(answer(cases[0]!.input)).toEqual(answer(cases[0]!.input))
    expect(answer(cases[0]!.input, 4)).not.toEqual(answer(cases[0]!.input))
  })

  test('without a behaviour policy there is nothing to weight', () => {
    const { behaviourTheta: _left, ...input } = cases[0]!.input as Record<string, unknown>
    expect(() => answer(input)).toThrow(/needs behaviourTheta/)
  })
})
