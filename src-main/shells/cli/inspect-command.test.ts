import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ascent, file, smallSpec } from '../../testing/cli-process.ts'

test('a checkpoint of a run as numbers and as a table; what can’t be shown is said', () => {
  writeFileSync(file('inspected.json'), JSON.stringify({ ...smallSpec, seeds: [1], budget: { updates: 6 } }))
  const trained = ascent(['run', file('inspected.json')])
  expect(trained.status).toBe(0)
  const [listed] = JSON.parse(ascent(['list', '--json']).stdout) as { id: string }[]
  const experiment = JSON.parse(ascent(['show', listed!.id, '--json']).stdout) as { runs: { id: string }[] }
  const run = experiment.runs[0]!.id

  const { status, stdout } = ascent(['inspect', run, '--update', '4', '--json'])
  expect(status).toBe(0)
  const shown = JSON.parse(stdout) as {
    update: number
    values: number[]
    policy: number[][]
    qValues: number[][]
    visits: number[]
    stepsPerEpisode: number
  }
  expect(shown).toMatchObject({ runId: run, update: 4, step: 0, source: 'snapshot' })
  for (const [s, row] of shown.policy.entries())
    expect(row.reduce((sum, p, a) => sum + p * shown.qValues[s]![a]!, 0)).toBeCloseTo(shown.values[s]!, 12)
  expect(shown.visits.reduce((sum, d) => sum + d, 0)).toBeCloseTo(shown.stepsPerEpisode, 10)

  const table = ascent(['inspect', run, '--step', 'summed'])
  expect(table.stdout).toMatch(/^update {8}6\nJ /)
  expect(table.stdout).toContain('weighted by d_h(s)')
  expect(ascent(['inspect', run, '--step', '5000'])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('so h goes from 0 to'),
  })
  expect(ascent(['inspect', run, '--update', 'four']).stderr).toContain('give a whole number from 0 on')
})
