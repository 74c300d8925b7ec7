import { nothingForAxe } from './axe.ts'
import { expect, goTo, test } from './in-the-app.ts'
import type { Page } from '@playwright/test'

/** In both themes, wide and narrow. */
async function lookedAt(page: Page, what: string, shot: (name: string) => string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(colorScheme === 'light' ? { width: 1440, height: 900 } : { width: 1024, height: 700 })
    await nothingForAxe(page, `${what}, ${colorScheme}`)
    await page.screenshot({ path: shot(`${what}-${colorScheme}.png`) })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1440, height: 900 })
}

test('surrogate against J: along one line, by picture and keys', async ({ openApp }, testInfo) => {
  const { page } = await openApp()
  await goTo(page, 'Lab')
  await page.getByRole('link', { name: /^Surrogate against J/ }).click()
  const trajectories = page.getByRole('textbox', { name: 'trajectories M', exact: true })
  await trajectories.fill('4')
  await trajectories.press('Enter')
  await page.getByRole('button', { name: 'Measure' }).click()
  await expect(page.getByText(/^Along the gradient of one batch of 4 trajectories/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'Measure', exact: true })).toBeVisible()

  const picture = page.getByRole('img', { name: /^J, its first-order model and both surrogates/ })
  const table = page.getByRole('table')
  // At theta itself nothing has changed.
  await picture.press('Home')
  await expect(table).toContainText('At α = 0, KL 0')
  await expect(
    table
      .getByRole('row', { name: /^true J/ })
      .getByRole('cell')
      .first(),
  ).toHaveText('0.0000')
  await picture.press('End')
  await expect(table).toContainText('KL 20')
  const box = (await picture.boundingBox())!
  await picture.click({ position: { x: box.width / 2, y: 100 } })
  await expect(table).not.toContainText('KL 20')
  await lookedAt(page, 'surrogate', (name) => testInfo.outputPath(name))

  // Where the model is known all expectations can be solved: then nothing is drawn.
  await page.getByRole('combobox', { name: 'expectations from' }).selectOption('exact')
  await expect(trajectories).toBeHidden()
  await page.getByRole('button', { name: 'Measure' }).click()
  await expect(page.getByText(/at θ the two have the same gradient/)).toBeVisible({ timeout: 60_000 })
})

test('step autopsy: five steps from one batch, at equal KL, in a plane and over batches', async ({
  openApp,
}, testInfo) => {
  const { page } = await openApp()
  await goTo(page, 'Lab')
  await page.getByRole('link', { name: /^Step autopsy/ }).click()
  const batches = page.getByRole('textbox', { name: 'batches', exact: true })
  await batches.fill('40')
  await batches.press('Enter')
  await page.getByRole('button', { name: 'Measure' }).click()
  await expect(page.getByText(/^On average over 40 batches/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'Measure', exact: true })).toBeVisible()

  const table = page.getByRole('table')
  for (const name of ['Gradient ascent', 'Natural gradient', 'Trust region', 'PPO, KL penalty', 'PPO, clipped'])
    await expect(
      table
        .getByRole('row', { name: new RegExp(`^${name}`) })
        .getByRole('cell')
        .nth(3),
    ).toHaveText('0.05')
  await expect(page.getByRole('img', { name: /^The steps from one batch as arrows/ })).toBeVisible()
  await page.getByRole('radio', { name: 'first order' }).click()
  await expect(page.getByRole('radio', { name: 'first order' })).toBeChecked()
  await lookedAt(page, 'autopsy', (name) => testInfo.outputPath(name))

  // More minibatches than trajectories are refused by field.
  const trajectories = page.getByRole('textbox', { name: 'trajectories M', exact: true })
  await trajectories.fill('2')
  await trajectories.press('Enter')
  await expect(page.getByText(/is cut into 4 minibatches/)).toBeVisible()
})
