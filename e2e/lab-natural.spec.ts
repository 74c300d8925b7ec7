import { expect, goTo, test } from './in-the-app.ts'

test('the natural gradient lab: the example step by step, the Fisher matrix, what damping does', async ({ app }) => {
  const { page } = app
  await goTo(page, 'Lab')
  await page.getByRole('link', { name: /^Natural gradient/ }).click()
  const steps = page.getByRole('textbox', { name: 'Bernoulli: steps' })
  await steps.fill('10')
  await steps.press('Enter')
  await page.getByRole('button', { name: 'Measure' }).click()
  await expect(page.getByText(/each natural step adds 99 η = 0.495 to θ/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/The exact Fisher matrix has 64 eigenvalues/)).toBeVisible()
  for (const name of [
    'θ of natural and vanilla',
    'Eigenvalues of the Fisher matrix',
    'Angle between',
    'What conjugate gradient',
  ])
    await expect(page.getByRole('img', { name: new RegExp(`^${name}`) })).toBeVisible()
})
