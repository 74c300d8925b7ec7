import { readFile } from 'node:fs/promises'
import { nothingForAxe } from './axe.ts'
import { expect, exportAs, goTo, gridSpec, line, test, untilTheQueueIsEmpty } from './in-the-app.ts'
import type { Page } from '@playwright/test'

const queueButton = (page: Page) => page.getByRole('button', { name: /^Queue \d+ runs?/ })
const plan = (page: Page) => page.getByRole('region', { name: 'Plan', exact: true })

test('a sweep of three learning rates and five seeds, from Design to a figure and back by a filter', async ({
  app,
}) => {
  test.setTimeout(300_000)
  const { page } = app

  await test.step('design', async () => {
    await page.getByRole('radio', { name: 'JSON' }).click()
    const variants = [{ ...(gridSpec({ name: 'x' }) as { variants: object[] }).variants[1] }]
    const budget = { envSteps: 4_000 }
    await page
      .getByRole('textbox', { name: 'Spec as JSON' })
      .fill(JSON.stringify(gridSpec({ name: 'How far a step goes', seeds: [1, 2, 3, 4, 5], budget, variants })))
    await page.getByRole('radio', { name: 'Form' }).click()

    const rate = page.getByRole('textbox', { name: 'learning rate η', exact: true })
    await rate.focus()
    await page.keyboard.press('Control+Shift+S')
    await expect(rate).toBeFocused()
    await rate.fill('0.03, 0.3, one')
    await rate.press('Enter')
    await expect(page.locator('#queue-obstacle')).toContainText('sweep, learning rate η: "one" is not a number')
    await rate.fill('0.03, 0.3, 3')
    await rate.press('Enter')
    await expect(plan(page)).toContainText('15 = 3 points × 5 seeds')
    const sweep = page.getByRole('region', { name: 'Sweep' })
    await expect(sweep).toContainText('learning rate η 0.03, 0.3, 3')
    await sweep.getByText('Names of the points').click()
    await expect(sweep.getByRole('listitem').filter({ hasText: /^learning rate η 0.3$/ })).toBeVisible()
  })

  await test.step('queue and train', async () => {
    await expect(queueButton(page)).toHaveAccessibleName(/^Queue 15 runs/)
    await page.keyboard.press('Control+Enter')
    await expect(page).toHaveURL(/#\/queue/)
    await untilTheQueueIsEmpty(page)
    await goTo(page, 'History')
    await expect(line(page, 'How far a step goes')).toContainText('15 finished')
  })

  await test.step('the best with fresh seeds', async () => {
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(/Search/).fill('best with fresh seeds')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Run the best with fresh seeds' })
    await expect(dialog).toContainText(
      '3 points of “How far a step goes” by the final evaluation return, mean over seeds.',
    )
    await expect(dialog.getByRole('radio')).toHaveCount(3)
    await expect(dialog.getByRole('radio').first()).toBeChecked()
    await expect(dialog).toContainText(/The next is [\d.]+ away/)
    await nothingForAxe(page, 'the best of a sweep')
    const seeds = dialog.getByRole('textbox', { name: 'Fresh seeds' })
    await expect(seeds).toHaveValue('6 to 10')
    await seeds.fill('5, 6')
    await seeds.press('Tab')
    await expect(dialog).toContainText('Seeds: seed 5 was queued before; name seeds that are new.')
    await seeds.fill('6 to 10')
    await seeds.press('Tab')
    await dialog.getByRole('button', { name: 'Queue 5 runs' }).click()
    await expect(page).toHaveURL(/#\/queue/)
    await untilTheQueueIsEmpty(page)
  })

  await test.step('compare the two', async () => {
    await goTo(page, 'History')
    const chosen = line(page, 'How far a step goes: the best, fresh seeds')
    await expect(chosen).toContainText('5 finished')
    await chosen.focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('c')
    await expect(page).toHaveURL(/#\/compare/)
    await expect(page.locator('figcaption').first()).toContainText(
      '“How far a step goes: the best, fresh seeds” was chosen from “How far a step goes” by the seeds that are shown',
    )
  })

  await test.step('the response to the learning rate', async () => {
    const panel = page.getByRole('region', { name: 'Statistics', exact: true })
    await panel.getByRole('radio', { name: 'Parameters' }).click()
    await expect(panel).toContainText('whiskers are the 95 % t-interval')
    await panel.getByRole('radio', { name: 'Table' }).click()
    // A head, three points of the sweep, and the best with fresh seeds.
    await expect(page.getByRole('region', { name: 'Values by parameters' }).getByRole('row')).toHaveCount(5)
    await panel.getByRole('radio', { name: 'Results' }).click()
  })

  await test.step('exported for a paper', async () => {
    const saved = async (what: string): Promise<string> => {
      const [download] = await Promise.all([page.waitForEvent('download', { timeout: 90_000 }), exportAs(page, what)])
      return readFile(await download.path(), 'utf8')
    }
    expect(await saved('SVG')).toMatch(/^<svg.*learning rate η 0\.3/s)
    expect(await saved('Table as LaTeX')).toMatch(/\\toprule.*learning rate.*\\bottomrule/s)
  })

  await test.step('found again by a filter', async () => {
    await goTo(page, 'History')
    await page
      .getByRole('combobox', { name: 'Filter the history' })
      .fill('learningRate = 0.3 and evaluationReturn.last > -1e6')
    await page.keyboard.press('Enter')
    await expect(line(page, 'How far a step goes').first()).toBeVisible()
    const count = page.getByRole('region', { name: 'History' }).getByRole('status').filter({ hasText: /runs?/ })
    await expect(count).toContainText(/(5|10) of 20 runs/)
  })
})

test('a field is swept as a range, over words and by draws, and what doesn’t combine is said', async ({ app }) => {
  const { page } = app
  const sweep = page.getByRole('region', { name: 'Sweep' })
  await page.getByRole('tab', { name: 'PPO-clip' }).click()
  await page.getByRole('textbox', { name: 'clip ε' }).hover()
  await page.getByRole('button', { name: 'Sweep clip ε' }).click()
  await page.getByRole('radio', { name: 'Log range' }).click()
  await page.getByRole('textbox', { name: 'clip ε, from' }).fill('0.1')
  await page.getByRole('textbox', { name: 'clip ε, to' }).fill('100')
  await page.getByRole('textbox', { name: 'clip ε, number of values' }).fill('4')
  await page.getByRole('textbox', { name: 'clip ε, number of values' }).press('Enter')
  await expect(page.getByText('0.1, 1, 10, 100', { exact: true })).toBeVisible()
  await expect(sweep).toContainText('4 points')
  await sweep.getByText('1 combination left out').click()
  await expect(sweep).toContainText('PPO-clip, clip ε 100: update.clip should be at most 10.')
  await nothingForAxe(page, 'a swept field')

  await page.getByRole('combobox', { name: 'clip schedule' }).hover()
  await page.getByRole('button', { name: 'Sweep clip schedule' }).click()
  const words = page.getByRole('group', { name: 'Values of clip schedule' })
  await words.getByRole('checkbox', { name: 'linear' }).check()
  // REINFORCE, and three values of ε by two schedules.
  await expect(sweep).toContainText('7 points')
  await sweep.getByRole('combobox', { name: 'search' }).selectOption({ label: 'random' })
  await sweep.getByRole('textbox', { name: 'draws', exact: true }).fill('5')
  await sweep.getByRole('textbox', { name: 'draws', exact: true }).press('Enter')
  await expect(plan(page)).toContainText(/\d+ = \d points × 3 seeds/)

  await sweep.getByRole('combobox', { name: 'search' }).focus()
  await page.keyboard.press('Control+z')
  await expect(sweep.getByRole('textbox', { name: 'draws', exact: true })).toHaveValue('20')
  await page.getByRole('tab', { name: 'REINFORCE' }).focus()
  await page.keyboard.press('Control+Shift+ArrowRight')
  await expect(page.getByRole('tab').first()).toHaveText('PPO-clip')
  await expect(sweep).toContainText('in PPO-clip')

  await page.getByRole('radio', { name: 'Table' }).click()
  const table = page.getByRole('region', { name: 'Variants beside each other' })
  await nothingForAxe(page, 'variants beside each other')
  await table.getByRole('button', { name: 'Move REINFORCE to the left' }).click()
  await expect(table.getByRole('columnheader').nth(1)).toContainText('REINFORCE')
  await table
    .getByRole('row', { name: /^clip ε/ })
    .getByRole('button', { name: '0.1 to 100, 4 values' })
    .click()
  await expect(page.getByRole('textbox', { name: 'clip ε, from' })).toBeFocused()
  for (const name of ['clip ε', 'clip schedule']) {
    await sweep.getByRole('button', { name: `Stop sweeping ${name}` }).click()
  }
  await expect(sweep).toBeHidden()
  await expect(plan(page)).toContainText('6 = 2 variants × 3 seeds')
})

test('a value away from its default is marked, and goes back to it', async ({ app }) => {
  const { page } = app
  await page.getByRole('tab', { name: 'PPO-clip' }).click()
  const clip = page.getByRole('textbox', { name: 'clip ε' })
  const before = await page.getByRole('img', { name: 'not the default' }).count()
  await clip.fill('0.3')
  await clip.press('Enter')
  await expect(page.getByRole('img', { name: 'not the default' })).toHaveCount(before + 1)
  await page.keyboard.press('Control+Shift+D')
  await expect(clip).toHaveValue('0.2')
  await expect(page.getByRole('img', { name: 'not the default' })).toHaveCount(before)
})
