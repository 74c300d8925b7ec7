import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { closeDatabase } from '../src-main/storage/database.ts'
import { metricRowOf, openForTest, storeRuns } from '../src-main/storage/fixtures.ts'
import { appendMetrics } from '../src-main/storage/repositories/metrics.ts'
import { expect, exportAs, goTo, line, test } from './in-the-app.ts'

test('an export too large for a download is saved on this machine, and its path can be copied', async ({
  home,
  openApp,
}) => {
  const database = openForTest(join(home, 'ascent.db'))
  const rows = Array.from({ length: 120_000 }, (_, index) => metricRowOf(index + 1, { return: index / 3 }))
  for (const run of storeRuns(database, 'aaaaaaaa', 2, { status: 'finished' })) appendMetrics(database, run.id, rows)
  closeDatabase(database)

  const { page } = await openApp()
  await goTo(page, 'History')
  await line(page, 'experiment aaaaaaaa').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('c')
  await exportAs(page, 'Every recorded row, as CSV')
  const shown = page.getByRole('status', { name: 'Path of the exported file' })
  const path = join(home, 'exports', 'experiment-aaaaaaaa-1.csv')
  await expect(shown).toHaveText(path)
  expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(1 + 2 * 120_000)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy path' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(path)
})
