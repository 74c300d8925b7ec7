import { join } from 'node:path'
import { appendMetrics, compactMetrics } from '../src-main/storage/repositories/metrics.ts'
import { insertExperiment } from '../src-main/storage/repositories/experiments.ts'
import { closeDatabase, openDatabase } from '../src-main/storage/database.ts'
import type { MetricRow } from '../src-shared/domain/metric.ts'
import { experiment, run } from '../src-shared/domain/run.ts'
import { experimentSpec } from '../src-shared/domain/spec.ts'
import { expect, goTo, line, test } from './in-the-app.ts'

const variants = 10
const seeds = 50
const rowsPerRun = 1_000

/**
 * A history as many evenings make it: written straight into the database, because training it would take one. Curves of
 * a known shape.
 */
function writeHistory(home: string): string {
  const opened = openDatabase(join(home, 'ascent.db'))
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  const database = opened.value
  const id = 'manyrunsexperiment'
  const spec = experimentSpec.parse({
    name: 'Ten step sizes, fifty seeds each',
    environment: { id: 'gridworld' },
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    budget: { updates: rowsPerRun },
    evaluation: null,
    variants: Array.from({ length: variants }, (_, i) => ({
      name: `Tabular softmax with reward-to-go and a step size of 0.${String(i + 1).padStart(2, '0')}`.padEnd(60, '.'),
      collection: { trajectories: 8 },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent', learningRate: (i + 1) / 100 },
    })),
  })
  const runs = spec.variants.flatMap((_, variantIndex) =>
    spec.seeds.map((seed) =>
      run.parse({
        id: `manyruns${String(variantIndex).padStart(2, '0')}x${String(seed).padStart(2, '0')}`,
        experimentId: id,
        variantIndex,
        seed,
        status: 'finished',
        statusReason: null,
        engine: { engine: 'reference', reason: 'a table' },
        runtime: null,
        queuePosition: null,
        createdAt: 1,
        startedAt: 1,
        endedAt: 2,
        progress: {
          update: rowsPerRun,
          envSteps: rowsPerRun * 100,
          episodes: 8 * rowsPerRun,
          computeMs: 1_000,
          fraction: 1,
          stepsPerSecond: null,
          lastReturn: null,
          lastEvaluationReturn: null,
        },
        tags: [],
        notes: '',
        deletedAt: null,
      }),
    ),
  )
  insertExperiment(
    database,
    experiment.parse({ id, name: spec.name, spec, createdAt: 1, tags: [], notes: '', deletedAt: null }),
    runs,
  )
  for (const { id: runId, variantIndex, seed } of runs) {
    const rows = Array.from({ length: rowsPerRun }, (_, i): MetricRow => {
      const shape = (variantIndex + 1) * (1 - Math.exp(-i / 200))
      return {
        update: i + 1,
        envSteps: (i + 1) * 100,
        episodes: 8 * (i + 1),
        computeMs: i,
        wallMs: i,
        values: { return: shape + Math.sin(seed + i / 30) },
      }
    })
    appendMetrics(database, runId, rows)
    compactMetrics(database, runId)
  }
  closeDatabase(database)
  return id
}

test('stays usable with ten variants of fifty seeds and names of sixty characters', async ({
  home,
  openApp,
}, testInfo) => {
  test.setTimeout(240_000)
  const id = writeHistory(home)
  const { page } = await openApp()
  await goTo(page, 'History')
  await line(page, 'Ten step sizes').focus()
  await page.keyboard.press('c')
  await expect(page).toHaveURL(new RegExp(id))
  await expect(page.locator('figcaption')).toContainText('Mean over 50 seeds', { timeout: 30_000 })
  const names = page.getByRole('list', { name: 'Variants by their last value' }).getByRole('listitem')
  await expect(names).toHaveCount(variants)
  await expect(names.first()).toContainText('…0.10')
  await expect(names.last()).toContainText('…0.01')
  await expect(page.getByRole('region', { name: 'Final and best values' }).getByText('50 finished')).toHaveCount(
    variants,
  )
  await page.screenshot({ path: testInfo.outputPath('many-runs.png'), timeout: 60_000 })

  // How long the page's own thread is held by one drawing of everything, axis after axis.
  await page.evaluate(() => {
    const held: number[] = []
    Object.assign(window, { held })
    new PerformanceObserver((list) => held.push(...list.getEntries().map((entry) => entry.duration))).observe({
      type: 'longtask',
    })
  })
  for (const axis of ['updates', 'compute time', 'env steps']) {
    await page.getByRole('combobox', { name: 'Over' }).selectOption(axis)
    await expect(
      page.getByRole('img', { name: new RegExp(`over ${axis === 'env steps' ? 'environment steps' : axis}`) }),
    ).toBeVisible()
    await page.waitForTimeout(1_500)
  }
  const held = await page.evaluate(() => (window as unknown as { held: number[] }).held)
  testInfo.annotations.push({
    type: 'longest the page was held',
    description: `${Math.round(Math.max(0, ...held))} ms`,
  })
  expect(Math.max(0, ...held), 'ms that the page was held at a time').toBeLessThan(1_500)

  await test.step('a tree of five hundred runs draws only what is in view', async () => {
    await goTo(page, 'History')
    await line(page, 'Ten step sizes').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('End')
    await expect(line(page, 'step size of 0.10')).toBeFocused()
    await page.keyboard.press('Home')
    await expect(line(page, 'Ten step sizes')).toBeFocused()
    expect(await page.getByRole('row').count()).toBeLessThan(60)
  })
})
