import { readFile } from 'node:fs/promises'
import { nothingForAxe } from './axe.ts'
import { expect, goTo, test } from './in-the-app.ts'
import type { Page } from '@playwright/test'

/** In both themes, wide and narrow. */
async function lookedAt(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(colorScheme === 'light' ? { width: 1440, height: 900 } : { width: 1024, height: 700 })
    await nothingForAxe(page, `${what}, ${colorScheme}`)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}

test('importance sampling: one draw is weighted at every distance, by slider, picture and keys', async ({
  openApp,
}, testInfo) => {
  const { page } = await openApp()
  await goTo(page, 'Lab')
  await page.getByRole('link', { name: /^Importance sampling/ }).click()
  const trajectories = page.getByRole('textbox', { name: 'trajectories', exact: true })
  await trajectories.fill('200')
  await trajectories.press('Enter')
  await page.getByRole('button', { name: 'Measure' }).click()

  const table = page.getByRole('table')
  await expect(page.getByText('The truth is exact')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/^From distance .* on the effective sample size is under 5 % of 200/)).toBeVisible()

  // At the behaviour policy itself every weight is 1.
  const slider = page.getByRole('slider', { name: /^Distance between/ })
  await slider.press('Home')
  await expect(table).toContainText('at distance 0.00')
  await expect(page.getByText('200 of 200')).toBeVisible()
  await expect(table).not.toContainText('not to be trusted')
  const estimateOf = (name: string) =>
    table
      .getByRole('row', { name: new RegExp(`^${name}`) })
      .getByRole('cell')
      .first()
  const plain = await estimateOf('Ordinary').textContent()
  await expect(estimateOf('Self-normalised')).toHaveText(plain!)
  await expect(estimateOf('Per decision')).toHaveText(plain!)

  // The picture's keys and a click into it are the slider.
  const picture = page.getByRole('img', { name: /^Estimates of J over the distance/ })
  await picture.press('ArrowRight')
  await expect(table).toContainText('at distance 0.02')
  await picture.press('End')
  await expect(slider).toHaveAttribute('aria-valuenow', '1')
  await expect(table).toContainText('not to be trusted')
  const box = (await picture.boundingBox())!
  await picture.click({ position: { x: box.width / 2, y: box.height / 2 } })
  await expect(table).toContainText(/at distance 0\.[45]/)
  await page.screenshot({ path: testInfo.outputPath('lab-importance.png') })
  await lookedAt(page, 'importance sampling')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'Numbers as CSV' }).click()
  const csv = await readFile(await (await download).path(), 'utf8')
  expect(csv.trimEnd().split('\n')).toHaveLength(1 + 51)

  // A data set has to be named before anything is measured.
  await page.getByRole('combobox', { name: 'data from' }).selectOption('data set')
  await expect(page.getByText('No data set of this world is recorded yet')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'data set' })).toHaveAttribute('aria-invalid', 'true')
})

test('performance difference: both sides at each state and step, and three changes of one policy', async ({
  openApp,
}, testInfo) => {
  const { page } = await openApp()
  await goTo(page, 'Lab')
  await page.getByRole('link', { name: /^Performance difference/ }).click()
  await page.getByRole('button', { name: 'Measure' }).click()
  await expect(page.getByText(/The expected advantage says/)).toBeVisible({ timeout: 60_000 })

  const table = page.getByRole('table')
  for (const name of ['New policy', 'Fitted policy iteration', 'KL-bounded step'])
    await expect(table.getByRole('row', { name: new RegExp(`^${name}`) })).toBeVisible()
  // The bounded step spends what it may.
  await expect(
    table
      .getByRole('row', { name: /^KL-bounded/ })
      .getByRole('cell')
      .nth(5),
  ).toHaveText('0.01')

  const map = page.getByRole('img', { name: /^Map of states over steps/ })
  await map.press('ArrowRight')
  await map.press('ArrowUp')
  const sides = page.getByLabel(/^State \d+ at step \d+$/)
  const valueOf = (name: string) => sides.locator('div', { hasText: name }).locator('dd').textContent()
  expect(await valueOf('V new − V old')).toBe(await valueOf('advantages to come'))
  await page.getByRole('radio', { name: 'V new − V old' }).click()
  await expect(page.getByRole('img', { name: /^Map of states over steps: V new − V old/ })).toBeVisible()
  await page.screenshot({ path: testInfo.outputPath('lab-difference.png') })
  await lookedAt(page, 'performance difference')
})
