import { expect, goTo, line, queueSpec, test, untilTheQueueIsEmpty } from './in-the-app.ts'

const guarded = {
  name: 'FrozenLake, natural gradient',
  environment: { id: 'FrozenLake-v1' },
  seeds: [1],
  budget: { updates: 100 },
  evaluation: null,
  variants: [
    {
      name: 'Natural gradient',
      collection: { exact: true },
      policy: { kind: 'linear-softmax', features: { kind: 'polynomial', degree: 3 } },
      estimator: { kind: 'exact-advantage', discount: 1 },
      update: {
        kind: 'natural-gradient',
        step: { kind: 'normalised', delta: 0.1 },
        solver: 'explicit',
        damping: 0,
        per: 'step',
      },
    },
  ],
}

test('a run whose natural gradient was guarded says so on its page', async ({ app }, testInfo) => {
  const { page } = app
  await queueSpec(page, guarded)
  await untilTheQueueIsEmpty(page)
  await goTo(page, 'History')
  await line(page, 'FrozenLake').first().focus()
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
  await expect(page).toHaveURL(/#\/run\//)
  const warnings = page.getByRole('region', { name: 'Warnings' })
  await expect(warnings).toContainText('halved its step')
  await expect(warnings).toContainText(/\d+ of 100 updates halved their step/)
  await page.screenshot({ path: testInfo.outputPath('run.png') })
})
