import { expect, goTo, test } from './in-the-app.ts'

test('the convergence lab: the gradient’s norm goes down, beside what theory promises', async ({ app }) => {
  const { page } = app
  await goTo(page, 'Lab')
  await page.getByRole('link', { name: /^Convergence/ }).click()
  const updates = page.getByRole('textbox', { name: 'updates K' })
  await updates.fill('50')
  await updates.press('Enter')
  await page.getByRole('button', { name: 'Measure' }).click()
  await expect(page.getByText(/comes to .* for K = 50; the average squared norm is/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('img', { name: /^Squared norm of the true gradient/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^The exact objective/ })).toBeVisible()
})
