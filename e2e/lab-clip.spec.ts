import { readFile } from 'node:fs/promises'
import { nothingForAxe } from './axe.ts'
import { expect, goTo, test } from './in-the-app.ts'

test('clip anatomy: one batch is looked at epoch by epoch, by slider, pictures and keys', async ({
  openApp,
}, testInfo) => {
  const { page } = await openApp()
  await goTo(page, 'Lab')
  await page.getByRole('link', { name: /^Clip anatomy/ }).click()
  await page.getByRole('button', { name: 'Measure' }).click()
  await expect(page.getByText(/^After 10 epochs .* of .* samples have no gradient/)).toBeVisible({ timeout: 60_000 })

  const table = page.getByRole('table')
  const slider = page.getByRole('slider', { name: 'After epoch' })
  await expect(slider).toHaveAttribute('aria-valuenow', '10')
  const noGradient = table.getByRole('row', { name: /^All/ }).getByRole('cell').nth(4)
  await expect(noGradient).not.toHaveText('0 %')

  // Before the first step nothing is clipped; the picture's keys go on from there.
  await slider.press('Home')
  await expect(noGradient).toHaveText('0 %')
  await expect(page.getByText('Before the first step every ratio is 1')).toBeVisible()
  const ratios = page.getByRole('img', { name: /^Ratios over the epochs/ })
  await ratios.press('ArrowRight')
  await expect(table).toContainText('After epoch 1')
  await expect(page.getByRole('img', { name: 'Histogram of the ratios after epoch 1' })).toBeVisible()
  await page.getByRole('img', { name: /^KL of the old/ }).press('End')
  await expect(slider).toHaveAttribute('aria-valuenow', '10')

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const size of [
      { width: 1440, height: 900 },
      { width: 1024, height: 700 },
    ]) {
      await page.setViewportSize(size)
      await page.screenshot({ path: testInfo.outputPath(`lab-clip-${colorScheme}-${size.width}.png`) })
    }
    await nothingForAxe(page, `clip anatomy, ${colorScheme}`)
  }
  await page.setViewportSize({ width: 1440, height: 900 })

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'Numbers as CSV' }).click()
  const csv = await readFile(await (await download).path(), 'utf8')
  expect(csv.trimEnd().split('\n')).toHaveLength(1 + 11)
})
