import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { testChromium } from './chromium.ts'
import { expect, exportAs, goTo, gridSpec, line, queueSpec, test, untilTheQueueIsEmpty } from './in-the-app.ts'

test.beforeAll(async () => {
  // The host prints by the same Chromium that shows the page.
  const { executable, env } = await testChromium()
  Object.assign(process.env, env, { ASCENT_BROWSER: executable })
})

async function saved(page: Page, what: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 90_000 }), exportAs(page, what)])
  return readFile(await download.path())
}

test('a comparison is saved, exported as it is drawn, and opened again', async ({ app: { page } }, testInfo) => {
  test.setTimeout(240_000)
  page.setDefaultTimeout(20_000)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await queueSpec(page, gridSpec({ name: 'Two ways', seeds: [1, 2, 3] }))
  await untilTheQueueIsEmpty(page)
  await goTo(page, 'History')
  await line(page, 'Two ways').first().focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('c')
  await expect(page.locator('figcaption')).toContainText('3 seeds')

  await test.step('under a name', async () => {
    await page.keyboard.press('Control+S')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name for a new comparison' }).fill('Figure 1')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('textbox', { name: 'Name of this comparison' })).toHaveValue('Figure 1')
    await dialog.getByRole('textbox', { name: 'Notes on this comparison' }).fill('Reward-to-go wins.')
    await page.screenshot({ path: testInfo.outputPath('saved.png') })
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Hide Total return' }).click()
    await expect(page.getByRole('button', { name: 'Figure 1, changed' })).toBeVisible()
    await page.keyboard.press('Control+S')
    await expect(page.getByRole('button', { name: 'Figure 1', exact: true })).toBeVisible()
  })

  await test.step('as a picture', async () => {
    const svg = (await saved(page, 'SVG')).toString()
    expect(svg).toContain('Reward-to-go')
    expect(svg).not.toContain('Total return')
    const png = await saved(page, 'PNG')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    // Twice 800 x 480 px.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1_600, 960])
    const pdf = await saved(page, 'PDF')
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    // 800 px at 96 px an inch.
    expect(pdf.toString('latin1')).toContain('/MediaBox [0 0 600 360]')
    await page.getByRole('button', { name: 'Export' }).click()
    await expect(page.getByRole('textbox', { name: 'Width' })).toBeVisible()
    await page.screenshot({ path: testInfo.outputPath('export.png') })
    await page.getByRole('combobox', { name: 'Export as' }).selectOption({ label: 'Caption in words' })
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(page.getByText('The caption is copied.')).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Mean over 3 seeds/)
  })

  await test.step('by the palette, by its name and its address', async () => {
    const palette = page.getByRole('textbox', { name: 'Search runs, experiments and commands' })
    await page.getByRole('button', { name: 'Figure 1', exact: true }).click()
    await page.getByRole('button', { name: 'Copy address' }).click()
    await page.keyboard.press('Escape')
    await goTo(page, 'Design')
    await page.keyboard.press('Control+K')
    await palette.fill('figure 1')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Figure 1', exact: true })).toBeVisible()
    await goTo(page, 'Design')
    await page.keyboard.press('Control+K')
    await palette.fill(await page.evaluate(() => navigator.clipboard.readText()))
    await page.getByRole('button', { name: 'Open the pasted comparison of 2 variants' }).click()
    await expect(page.getByRole('button', { name: 'Show Total return' })).toBeVisible()
  })

  await test.step('and deleted, and brought back', async () => {
    await page.getByRole('button', { name: 'Saved', exact: true }).click()
    await page.getByRole('button', { name: 'Delete the comparison Figure 1' }).click()
    await expect(page.getByText('No comparison is saved yet.')).toBeVisible()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByRole('button', { name: 'Saved', exact: true }).click()
    await page.getByRole('button', { name: /^Figure 1/ }).click()
    await expect(page.getByRole('button', { name: 'Figure 1', exact: true })).toBeVisible()
  })

  await test.step('it says when its experiments are gone', async () => {
    await goTo(page, 'History')
    await line(page, 'Two ways').first().focus()
    await page.keyboard.press('Delete')
    await page.evaluate(() => (location.hash = '#/history'))
    await page.keyboard.press('Control+K')
    await page.getByRole('textbox', { name: 'Search runs, experiments and commands' }).fill('figure 1')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Nothing of this comparison is left' })).toBeVisible()
  })
})
