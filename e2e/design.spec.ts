import { expect, gridSpec, goTo, test } from './in-the-app.ts'
import type { Page } from '@playwright/test'

const queueButton = (page: Page) => page.getByRole('button', { name: /^Queue \d+ runs?/ })

async function nothingWasQueued(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await expect(page).not.toHaveURL(/#\/queue/)
  await goTo(page, 'Queue')
  await expect(page.getByRole('heading', { name: 'The queue is empty' })).toBeVisible()
  await goTo(page, 'Design')
}

test('seeds that can’t be read shut Queue, and one seed offers as many seeds', async ({ app }) => {
  const { page } = app
  const seeds = page.getByRole('textbox', { name: 'seeds' })
  for (const text of ['one', '1:5']) {
    await seeds.fill(text)
    // Leaving the field for the button takes the text over, too.
    if (text === 'one') await queueButton(page).click()
    else await seeds.press('Enter')
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
    await expect(page.locator('#queue-obstacle')).toContainText(`transitions P: ${problem}`)
  }
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(transitions).toBeFocused()
  await expect(transitions).toHaveValue('{"a": 1}')
  await transitions.fill(before)
  await transitions.blur()
  await expect(queueButton(page)).toHaveAttribute('aria-disabled', 'false')
})

test.describe('at 200 % zoom', () => {
  // 1440 x 900 has half as many CSS pixels then.
  test.use({ viewport: { width: 720, height: 450 } })

  test('Design stays readable, and its button within reach', async ({ app }) => {
    const { page } = app
    await page.getByRole('radio', { name: 'JSON' }).click()
    await page
      .getByRole('textbox', { name: 'Spec as JSON' })
      .fill(JSON.stringify(gridSpec({ name: 'A grid at 200 %' })))
    await page.getByRole('radio', { name: 'Form' }).click()
    await expect(queueButton(page)).toBeInViewport({ ratio: 1 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)

    // Every column can be brought to the eye whole, and is wide enough for its fields.
    for (const column of ['Policy', 'Estimator', 'Update']) {
      const section = page.getByRole('region', { name: column, exact: true })
      await section.scrollIntoViewIfNeeded()
      const box = (await section.boundingBox())!
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(720)
      expect(box.width).toBeGreaterThanOrEqual(280)
    }
    for (const name of ['learning rate η', 'discount γ']) {
      const field = page.getByRole('textbox', { name, exact: true })
      await field.scrollIntoViewIfNeeded()
      await expect(field).toBeInViewport({ ratio: 1 })
      expect((await field.boundingBox())!.width).toBeGreaterThanOrEqual(80)
    }
    const formula = page.getByRole('region', { name: /^Formula of/ })
    await formula.scrollIntoViewIfNeeded()
    await expect(formula).toBeInViewport({ ratio: 0.9 })

    // No text of a control or label is cut off; one pixel wide is what only screen readers get.
    const cut = await page
      .locator('main :is(button, label, summary, h2, p):visible')
      .evaluateAll((elements) =>
        elements
          .filter(
            (element) =>
              element.scrollWidth > element.clientWidth + 1 &&
              element.clientWidth > 1 &&
              element.closest('[role="tablist"]') === null,
          )
          .map((element) => element.textContent),
      )
    expect(cut).toEqual([])

    // What the bar has no room for is in the details.
    await page.getByRole('button', { name: 'Details' }).click()
    const seeds = page.getByRole('dialog').getByRole('textbox', { name: 'seeds' })
    await seeds.scrollIntoViewIfNeeded()
    await expect(seeds).toBeInViewport({ ratio: 1 })
    await seeds.fill('1')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await queueButton(page).click()
    await expect(page).toHaveURL(/#\/queue/)
  })
})
