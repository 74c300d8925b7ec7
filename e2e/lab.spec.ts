import { readFile } from 'node:fs/promises'
import { nothingForAxe } from './axe.ts'
import { expect, goTo, test } from './in-the-app.ts'

test('the estimator lab is measured, looked at, exported, kept, renamed and deleted', async ({ openApp }, testInfo) => {
  const { page } = await openApp()
  await goTo(page, 'Lab')
  await expect(page.getByRole('heading', { name: 'Estimator lab', level: 2 }).first()).toBeVisible()

  const batches = page.getByRole('textbox', { name: 'batches K' })
  await batches.fill('12')
  await batches.press('Enter')
  await expect(page.getByRole('alert')).toContainText('at least 100')
  await batches.fill('200')
  await batches.press('Enter')
  const largest = page.getByRole('textbox', { name: 'largest M' })
  await largest.fill('8')
  await largest.press('Enter')
  await page.getByRole('button', { name: 'Measure' }).click()

  const table = page.getByRole('table')
  await expect(table.getByRole('row', { name: /Exact advantage/ })).toContainText('no bias seen', { timeout: 60_000 })
  await expect(page.getByText('The truth is exact')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Measure', exact: true })).toBeVisible()

  // The chart's keyboard chooses the batch size of the table.
  await page.getByRole('img', { name: /Mean squared error of each estimator/ }).press('ArrowRight')
  await expect(table).toContainText('Estimator at M = 4')
  await table.getByRole('button', { name: 'Total return' }).click()
  await expect(table.getByRole('button', { name: 'Total return' })).toHaveAttribute('aria-pressed', 'false')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'Numbers as CSV' }).click()
  const csv = await readFile(await (await download).path(), 'utf8')
  expect(csv.split('\n')).toHaveLength(1 + 5 * 4 + 1)
  await page.screenshot({ path: testInfo.outputPath('lab-estimators.png') })

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
    await nothingForAxe(page, `the estimator lab, ${colorScheme}`)
  }
  await page.setViewportSize({ width: 1024, height: 700 })
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await nothingForAxe(page, 'the settings of a lab in their drawer')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1440, height: 900 })

  // Kept, also over a reload.
  await page.reload()
  await expect(table).toContainText('Minus the mean')
  await page.getByRole('button', { name: /^Rename/ }).click()
  await expect(page.getByRole('textbox', { name: /^New name of/ })).toBeFocused()
  await page.getByRole('textbox', { name: /^New name of/ }).fill('why baselines')
  await page.getByRole('textbox', { name: /^New name of/ }).press('Enter')
  await expect(page.getByRole('button', { name: 'Delete why baselines' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete why baselines' }).click()
  await expect(page.getByText('What is measured is kept here.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Delete why baselines' })).toBeVisible()
})
