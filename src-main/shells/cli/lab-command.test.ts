import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ascent } from '../../testing/cli-process.ts'
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
