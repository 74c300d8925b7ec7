import { expect, goTo, test } from './in-the-app.ts'
import type { Page } from '@playwright/test'

const queueButton = (page: Page) => page.getByRole('button', { name: /^Queue \d+ runs?/ })

async function nothingWasQueued(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await expect(page).not.toHaveURL(/#\/queue/)
  await goTo(page, 'Queue')
  await expect(page.getByRole('heading', { name: 'Nothing waits and nothing trains' })).toBeVisible()
  await goTo(page, 'Design')
}

test('seeds that can’t be read shut Queue, and one seed offers as many seeds', async ({ app }) => {
  const { page } = app
  const seeds = page.getByRole('textbox', { name: 'seeds' })
  for (const text of ['1:5', 'one']) {
    await seeds.fill(text)
    await seeds.press('Enter')
    await expect(queueButton(page)).toHaveAttribute('aria-disabled', 'true')
    await expect(page.locator('#queue-obstacle')).toContainText(`seeds: "${text}" is not a seed`)
  }
  await nothingWasQueued(page)

  await seeds.fill('5')
  await seeds.press('Enter')
  await expect(queueButton(page)).toHaveAttribute('aria-disabled', 'false')
  await expect(page.getByText('Seed 5: one run of each variant.')).toBeVisible()
  await page.getByRole('button', { name: 'Use 5 seeds, 1 to 5' }).click()
  await expect(seeds).toHaveValue('1 to 5')
  await expect(queueButton(page)).toHaveAccessibleName(/^Queue 10 runs/)
})

test('a table that is no JSON shuts Queue until it is mended, and Show goes to it', async ({ app }) => {
  const { page } = app
  await page.getByRole('combobox', { name: 'World' }).selectOption('finite-mdp')
  const transitions = page.getByRole('textbox', { name: 'transitions P' })
  const before = await transitions.inputValue()
  for (const [text, problem] of [
    ['[[[1, 0', 'this is not JSON'],
    ['{"a": 1}', 'should look like'],
  ] as const) {
    await transitions.fill(text)
    await transitions.blur()
    await expect(queueButton(page)).toHaveAttribute('aria-disabled', 'true')
    await expect(page.locator('#queue-obstacle')).toContainText(`transitions: ${problem}`)
  }
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(transitions).toBeFocused()
  await expect(transitions).toHaveValue('{"a": 1}')
  await transitions.fill(before)
  await transitions.blur()
  await expect(queueButton(page)).toHaveAttribute('aria-disabled', 'false')
})
