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

test('a run whose curves stand out says what, how large and what to try', async ({ app }, testInfo) => {
  const { page } = app
  await queueSpec(page, {
    name: 'A short leash',
    environment: { id: 'CartPole-v1', copies: 4 },
    seeds: [1],
    budget: { updates: 40 },
    evaluation: null,
    variants: [
      {
        name: 'PPO-clip',
        collection: { stepsPerCopy: 16 },
        policy: { kind: 'neural-softmax', hidden: [8] },
        estimator: { kind: 'advantage' },
        critic: { network: { kind: 'neural', hidden: [8] } },
        update: { kind: 'clip', maxGradientNorm: 0.001 },
      },
    ],
  })
  await untilTheQueueIsEmpty(page)
  await goTo(page, 'History')
  await line(page, 'A short leash').first().focus()
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
  const outstanding = page.getByRole('region', { name: 'What stands out' })
  await expect(outstanding).toContainText(
    'The gradient is always cut: its norm is at or above the limit of 0.001 in 100 %',
  )
  await expect(outstanding).toContainText('raise it')
  const sentence = outstanding.getByRole('paragraph').filter({ hasText: 'always cut' })
  await sentence.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('button', { name: /^gradient norm/ })).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByText('Share of the spread of the returns that the critic explains.')).toBeVisible()
  await page.screenshot({ path: testInfo.outputPath('stands-out.png') })
})
