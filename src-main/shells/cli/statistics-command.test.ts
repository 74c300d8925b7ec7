import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ascent } from '../../testing/cli-process.ts'
import { root } from './with-app.ts'

const fixture = join(root, 'src-main/statistics/fixtures/rliable.json')
type Ends = [number, number]
const statisticsOf = (...cases: object[]) => {
  const { status, stdout, stderr } = ascent(['statistics', '-'], JSON.stringify({ cases }))
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return JSON.parse(stdout).cases
}

it('prints the reference’s statistics under the reference’s names', () => {
  const { status, stdout } = ascent(['statistics', fixture])
  expect(status).toBe(0)
  const { cases } = JSON.parse(stdout)
  const reference = JSON.parse(readFileSync(fixture, 'utf8')).cases
  expect(cases).toHaveLength(reference.length)
  reference.forEach(({ expect: wanted }: { expect: Record<string, unknown> }, index: number) => {
    const found = cases[index]
    expect(Object.keys(found).toSorted()).toEqual(Object.keys(wanted).toSorted())
    for (const [name, ends] of Object.entries(wanted.bootstrap95 as Record<string, Ends>))
      ends.forEach((end, i) => expect(Math.abs(found.bootstrap95[name][i] - end)).toBeLessThan(0.02))
    const exact = ({ bootstrap95: _, probabilityOfImprovement95: __, ...rest }: Record<string, unknown>) => rest
    const flat = (value: unknown): number[] =>
      typeof value === 'number' ? [value] : Object.values(value as object).flatMap(flat)
    for (const [name, value] of Object.entries(exact(wanted)))
      flat(value).forEach((number, i) => expect(flat(found[name])[i]).toBeCloseTo(number, 10))
  })
})

it('says null of what so few runs can’t tell, and takes unequal numbers and ties', () => {
  const [one, two, unequal, alone] = statisticsOf(
    { scoresA: [[0.5, 1]], scoresB: [[0.5, 2]], tau: [0.5] },
    { scoresA: [[1], [1]], scoresB: [[1], [1]] },
    { scoresA: [[1], [2], [3]], scoresB: [[2], [2]] },
    { scoresA: [[1], [2]] },
  )
  expect(one).toMatchObject({
    mean: 0.75,
    median: 0.75,
    iqm: 0.75,
    optimalityGap: 0.25,
    probabilityOfImprovement: 0.25,
    performanceProfile: { tau: [0.5], share: [0.5] },
    tInterval95PerTask: [null, null],
    pairedTFirstTask: null,
  })
  expect(two).toMatchObject({
    probabilityOfImprovement: 0.5,
    probabilityOfImprovement95: [0.5, 0.5],
    tInterval95PerTask: [[1, 1]],
    pairedTFirstTask: { difference: 0, interval95: [0, 0], p: 1 },
  })
  expect(unequal).toMatchObject({ probabilityOfImprovement: 0.5, pairedTFirstTask: null })
  expect(alone).toMatchObject({ mean: 1.5, probabilityOfImprovement: null, probabilityOfImprovement95: null })
})

it('refuses what doesn’t fit with its place', () => {
  const refused = (written: string) => {
    const { status, stderr } = ascent(['statistics', '-'], written)
    expect(status).toBe(2)
    return stderr
  }
  expect(refused('{}')).toContain('cases')
  expect(refused('{"cases": [{"scoresA": [[1, 2], [3]]}]}')).toContain('cases[0].scoresA[1]: it has scores for 1 tasks')
  expect(refused('{"cases": [{"scoresA": [[1]], "scoresB": [[1, 2]]}]}')).toContain('cases[0].scoresB')
  expect(refused('{"cases": [{"scoresA": []}]}')).toContain('there is no run')
  expect(refused('{"cases": [{"scoresA": [["x"]]}]}')).toContain('cases[0].scoresA[0][0]')
  expect(ascent(['statistics', join(root, 'no-such-file.json')]).stderr).toContain('no-such-file.json')
})
