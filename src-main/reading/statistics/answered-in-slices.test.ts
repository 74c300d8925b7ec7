import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { statisticsParams } from '../../../src-shared/contract/statistics.ts'
import { experimentId, runId } from '../../../src-shared/domain/ids.ts'
import { createStatisticsQuestions } from './answered-in-slices.ts'
import type { SeedOfGroup } from './group.ts'

const seeds = Array.from({ length: 30 }, (_, i): SeedOfGroup => ({
  runId: runId.parse(i.toString(16).padStart(32, '0')),
  seed: i,
  runStatus: 'finished',
  status: 'finished',
  x: Float64Array.of(0, 1),
  y: Float64Array.of(0, i),
}))
/** Seconds of computing: a bootstrap for each of 4,000 draws. */
const question = (asker: string) =>
  statisticsParams.parse({
    asker,
    groups: [
      { variants: [{ experimentId: experimentId.parse('a'.repeat(32)), variantIndex: 0 }], world: 'w', algorithm: 'A' },
    ],
    metric: 'return',
    axis: 'envSteps',
    centre: 'iqm',
    finalOver: 1,
    threshold: null,
    anchors: null,
    coverageOf: 0,
    resamples: 20_000,
  })

it('a newer question of the same asker ends the older one, and others are answered in between', async () => {
  const ask = createStatisticsQuestions(() => [seeds])
  let answered = false
  const first = ask(question('window')).finally(() => (answered = true))
  await setImmediate()
  expect(answered).toBe(false)
  const quick = { ...question('another window'), coverageOf: null }
  expect((await ask(quick))!.groups[0]!.final!.n).toBe(30)
  expect(answered).toBe(false)
  expect((await ask({ ...question('window'), coverageOf: null }))!.coverage).toBeNull()
  expect(await first).toBeNull()
})
