import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ascent, file as tempFile } from '../../testing/cli-process.ts'
import { root } from './with-app.ts'

const file = join(root, 'src-main/core/lab/fixtures/estimators.json')
const { cases } = JSON.parse(readFileSync(file, 'utf8'))
const [{ input, expect: known }] = cases

it.each(['estimators', 'importance'] as const)('answers a case of known answers for %s under its own names', (lab) => {
  const { status, stdout, stderr } = ascent(['lab', '-'], JSON.stringify({ input, lab, batches: 200, seed: 1 }))
  expect(stderr).toBe('')
  expect(status).toBe(0)
  const found = JSON.parse(stdout)
  expect(Math.abs(found.objective.exact - known.objective)).toBeLessThan(1e-9)
  expect(Object.keys(found[lab])).toEqual(Object.keys(known[lab]))
  const [first] = Object.keys(known[lab])
  const [here, there] = [found[lab][first!], known[lab][first!]]
  const [exact, wanted] = lab === 'importance' ? [here.exact, there] : [here.variance.exact, there.variance]
  expect(Math.abs(exact - wanted)).toBeLessThan(1e-9)
})

it('refuses a case by the field that is wrong', () => {
  const { behaviourTheta: _, ...without } = input
  const wrong = { ...without, theta: [[0, 0]], lab: 'importance' }
  const answer = ascent(['lab', '-'], JSON.stringify(wrong))
  expect(answer.status).toBe(2)
  expect(answer.stderr).toContain('theta needs 2 rows of 2 numbers')
})

const small = {
  lab: 'estimators',
  environment: { id: 'bernoulli-bandit' },
  batches: 100,
  largestBatch: 2,
  estimators: ['reward-to-go', 'exact-advantage'],
}
const write = (name: string, json: unknown): string => {
  writeFileSync(tempFile(name), JSON.stringify(json))
  return tempFile(name)
}

it('measures a spec, keeps the result, and says the same again', () => {
  const spec = write('lab.json', small)
  const words = ascent(['lab', spec])
  expect(words.status).toBe(0)
  expect(words.stdout).toContain('The truth is exact')
  const csv = ascent(['lab', spec, '--csv'])
  expect(csv.stdout.split('\n')).toHaveLength(1 + 4 + 1)
  expect(ascent(['lab', spec, '--csv']).stdout).toBe(csv.stdout)
  const json = JSON.parse(ascent(['lab', '-', '--json'], JSON.stringify(small)).stdout)
  expect(json.spec.seed).toBe(1)
  expect(json.result.estimators).toHaveLength(2)
})

it('refuses what doesn’t fit by field, and what would take too long with the number to lower', () => {
  const misfit = ascent(['lab', write('misfit.json', { ...small, largestBatch: 1, smallestBatch: 4 })])
  expect(misfit.status).toBe(2)
  expect(misfit.stderr).toContain('largestBatch: must be at least')
  const long = ascent(['lab', write('long.json', { ...small, batches: 10_000_000, largestBatch: 1_024 })])
  expect(long.status).toBe(1)
  expect(long.stderr).toContain('Lower “batches K”')
})
