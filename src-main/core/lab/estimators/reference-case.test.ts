import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { referenceCase } from '../../../../src-shared/catalogue/labs/reference-case.ts'
import { referenceEngine } from '../../networks/reference-engine.ts'
import { estimatorsOfCase } from './reference-case.ts'

interface Known {
  gradient: number[][]
  discountedGradient: number[][]
  objective: number
  estimators: Record<string, { mean: number[][]; squaredBias: number; variance: number }>
}
interface Answered {
  value: number
  low: number
  high: number
  exact: number
}
const file = new URL('../fixtures/estimators.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: { input: object; expect: Known }[] }

function answer(input: object, batches: number, seed: number) {
  const known = referenceCase.parse({ lab: 'estimators', input, batches, seed })
  const steps = estimatorsOfCase(known, { neural: referenceEngine(), exact: referenceEngine() })
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
const tables = (table: unknown): number[] => (table as number[][]).flat()

describe('the stored reference cases', () => {
  for (const [index, { input, expect: known }] of cases.entries()) {
    it(`case ${index}: enumerated to 1e-9, measured within three half-widths`, () => {
      const found = answer(input, 20_000, 3) as Record<string, { exact: unknown }> & {
        estimators: Record<string, { mean: Record<string, unknown>; squaredBias: Answered; variance: Answered }>
      }
      const close = (here: number, there: number) => expect(Math.abs(here - there)).toBeLessThan(1e-9)
      for (const name of ['gradient', 'discountedGradient'] as const)
        tables(found[name]!.exact).forEach((g, i) => close(g, known[name].flat()[i]!))
      close(found['objective']!.exact as number, known.objective)
      expect(Object.keys(found.estimators)).toEqual(Object.keys(known.estimators))
      for (const [name, there] of Object.entries(known.estimators)) {
        const here = found.estimators[name]!
        close(here.variance.exact, there.variance)
        close(here.squaredBias.exact, there.squaredBias)
        tables(here.mean['exact']).forEach((m, i) => close(m, there.mean.flat()[i]!))
        for (const [{ value, low, high }, truth] of [
          [here.variance, there.variance],
          [here.squaredBias, there.squaredBias],
        ] as const) {
          expect(low).toBeLessThan(value)
          expect(Math.abs(value - truth)).toBeLessThan((3 * (high - low)) / 2)
        }
        const [value, low, high] = ['value', 'low', 'high'].map((key) => tables(here.mean[key]))
        there.mean
          .flat()
          .forEach((m, i) => expect(Math.abs(value![i]! - m)).toBeLessThan((3 * (high![i]! - low![i]!)) / 2))
      }
    })
  }
  it('gives the same bits for the same seed', () => {
    const { input } = cases[0]!
    expect(answer(input, 200, 5)).toEqual(answer(input, 200, 5))
    expect(answer(input, 200, 5)).not.toEqual(answer(input, 200, 6))
  })
})
