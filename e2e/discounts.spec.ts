import { mkdir } from 'node:fs/promises'
import { expect, goTo, line, queueSpec, test, untilTheQueueIsEmpty } from './in-the-app.ts'

const tabular = { collection: { trajectories: 8 }, policy: { kind: 'tabular-softmax' } }
const spec = {
  name: 'Two discounts',
  environment: { id: 'finite-mdp', discount: 0.9 },
  seeds: [1],
  budget: { updates: 20 },
  diagnosticsEvery: 1,
  variants: [
    {
      name: 'Reward-to-go',
      ...tabular,
      estimator: { kind: 'reward-to-go', discount: 0.95 },
      update: { kind: 'gradient-ascent' },
    },
    {
      name: 'Greedy',
      ...tabular,
      estimator: { kind: 'reward-to-go', discount: 1 },
      update: { kind: 'policy-iteration', fit: { kind: 'linear', features: { kind: 'one-hot' } } },
    },
  ],
}

test('which discount counts is said in the plan and on the run’s page', async ({ openApp }, { outputDir }) => {
  const { page } = await openApp()
  await queueSpec(page, spec)
  await untilTheQueueIsEmpty(page)
  await goTo(page, 'Design')
  await page.getByRole('radio', { name: 'Form' }).click()
  const counts = /aims at J_γ with the estimator’s γ = 0.95; the world’s own discount, 0.9/
  await expect(page.getByText(counts)).toBeVisible()
  await expect(page.getByText('Biased for the gradient of J and of J_γ')).toBeVisible()
  const pictures = process.env.ASCENT_PICTURES ?? outputDir
  await mkdir(pictures, { recursive: true })
  for (const [colorScheme, width, height] of [
    ['light', 1440, 900],
    ['dark', 1024, 700],
  ] as const) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: `${pictures}/discounts-design-${colorScheme}.png` })
  }
  await page.setViewportSize({ width: 1440, height: 900 })

  await goTo(page, 'History')
  await line(page, 'Two discounts').click()
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
  const objective = page.getByRole('region', { name: 'Objective' })
  await expect(objective).toContainText('Biased for the gradient of J and of J_γ')
  await expect(objective.getByText(counts)).toBeVisible()
  await expect(page.getByText('J_γ, exact')).toBeVisible()
  await page.screenshot({ path: `${pictures}/discounts-run.png` })
})
