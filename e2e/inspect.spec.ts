import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, goTo, line, queueSpec, test, untilTheQueueIsEmpty, whileItTrains } from './in-the-app.ts'

const updates = 40

const criticSpec = {
  name: 'Grid with a critic',
  environment: { id: 'gridworld' },
  seeds: [1, 2],
  budget: { updates },
  evaluation: null,
  variants: [
    {
      name: 'Advantage actor-critic',
      collection: { trajectories: 8 },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'advantage', discount: 1 },
      critic: { network: { kind: 'tabular' } },
      update: { kind: 'gradient-ascent', learningRate: 0.1 },
    },
  ],
}

const scrubber = (page: Page) => page.getByRole('slider', { name: 'Checkpoint', exact: true })
const checkpoints = (page: Page) => page.getByRole('listbox', { name: /^Checkpoints/ })
const fact = (page: Page, term: string) =>
  page.getByRole('region', { name: 'State', exact: true }).locator('dl > div').filter({ hasText: term }).locator('b')
const world = (page: Page) => page.getByRole('application')
const numberOf = (text: string | null): number => Number(text!.replace('−', '-'))

test('from a finished gridworld run to V against the critic’s V at half of training', async ({ app }) => {
  test.setTimeout(240_000)
  const { page } = app
  await goTo(page, 'Inspect')
  await expect(page.getByRole('heading', { name: 'Nothing to inspect yet' })).toBeVisible()
  await queueSpec(page, criticSpec)
  await untilTheQueueIsEmpty(page)

  // From the run's page, by what stands on it.
  await goTo(page, 'History')
  await line(page, criticSpec.name).focus()
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
  await page.getByRole('button', { name: 'Inspect' }).click()
  await expect(scrubber(page)).toHaveAttribute('aria-valuetext', new RegExp(`^update ${updates},`))
  await page.getByRole('radio', { name: 'critic error' }).click()
  const box = (await scrubber(page).boundingBox())!
  const [left, right] = [box.x + 92, box.x + box.width - 16]
  await page.mouse.click((left + right) / 2, box.y + 20)
  await expect(scrubber(page)).toHaveAttribute('aria-valuetext', new RegExp(`^update ${updates / 2},`))
  await world(page).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('heading', { name: 'Row 0, column 0' })).toBeVisible()
  const [exact, critic, error] = [
    numberOf(await fact(page, 'V exact').textContent()),
    numberOf(await fact(page, 'V critic, learned').textContent()),
    numberOf(await fact(page, 'critic error').textContent()),
  ]
  expect(critic).not.toBe(exact)
  expect(Math.abs(critic - exact - error)).toBeLessThan(0.002)

  // The address keeps the place.
  await expect(page).toHaveURL(/layer=critic-error/)
  await expect(page).toHaveURL(/update=20/)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Row 0, column 0' })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'critic error' })).toBeChecked()
  expect(numberOf(await fact(page, 'critic error').textContent())).toBe(error)

  // Walking on, over the wall of row 1 and back to where one was; Escape lets go.
  await world(page).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('heading', { name: 'Row 1, column 0' })).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('heading', { name: 'Row 1, column 2' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Point at a state for its numbers')).toBeVisible()

  // The scrubber's keys, and the list of checkpoints.
  await scrubber(page).focus()
  await page.keyboard.press('Home')
  await expect(scrubber(page)).toHaveAttribute('aria-valuetext', /^update 0, checkpoint 1 of 27/)
  await page.keyboard.press('ArrowRight')
  await expect(checkpoints(page).getByRole('option', { selected: true })).toContainText(/^2/)
  await checkpoints(page).getByRole('option').last().click()
  await expect(scrubber(page)).toHaveAttribute('aria-valuenow', '27')
  await page.getByRole('button', { name: 'Play' }).click()
  await expect(scrubber(page)).not.toHaveAttribute('aria-valuenow', '27')
  await page.getByRole('button', { name: 'Pause' }).click()

  // Beside the other seed, in step, with the layers of the difference.
  await page.getByRole('combobox', { name: 'Against' }).selectOption({ label: 'Advantage actor-critic, seed 2' })
  await expect(world(page)).toHaveCount(2)
  await page.getByRole('combobox', { name: 'Layer' }).selectOption('KL')
  await expect(world(page)).toHaveCount(1)

  // The numbers are of this checkpoint: 16 fields, 4 actions.
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Numbers as CSV' }).click(),
  ])
  const [head, ...rows] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')
  expect(head).toMatch(/^update,env_steps,step,state,action,pi,q,/)
  expect(rows).toHaveLength(16 * 4)
  for (const kind of ['PNG', 'SVG']) {
    await page.getByRole('button', { name: 'Export' }).click()
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `Picture as ${kind}` }).click(),
    ])
    expect(picture.suggestedFilename()).toMatch(
      new RegExp(`^grid-with-a-critic-.*update-.*-kl\\.${kind.toLowerCase()}$`),
    )
  }
  expect(rows.slice(0, 4).reduce((sum, row) => sum + Number(row.split(',')[5]), 0)).toBeCloseTo(1, 9)

  // From a point of a curve in Compare, at the checkpoint nearest to it.
  await goTo(page, 'History')
  await line(page, criticSpec.name).first().focus()
  await page.keyboard.press('c')
  const chart = page.getByRole('slider', { name: /^Values of the variants/ })
  await expect(page.locator('figcaption')).toContainText('recorded points')
  await chart.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('i')
  await expect(scrubber(page)).toHaveAttribute('aria-valuenow', /^[12]$/)

  // On from here with another algorithm.
  await scrubber(page).focus()
  await page.keyboard.press('End')
  await page.getByRole('button', { name: 'Fork from this checkpoint' }).click()
  await expect(page).toHaveURL(/#\/design/)
  await expect(page.getByRole('textbox', { name: 'name', exact: true }).first()).toHaveValue(
    `${criticSpec.name} from update ${updates}`,
  )
})

test('a run from its row in History, while it trains, and one that kept nothing for Inspect', async ({ app }) => {
  test.setTimeout(240_000)
  const { page } = app
  await queueSpec(page, { ...criticSpec, name: 'None kept', seeds: [1], snapshots: null })
  await queueSpec(page, { ...criticSpec, name: 'In training', seeds: [1], budget: { seconds: 60 } })
  await expect(line(page, 'running').first()).toBeVisible(whileItTrains)
  await goTo(page, 'History')
  await line(page, 'In training').focus()
  await page.keyboard.press('i')
  await expect(page).toHaveURL(/#\/inspect\?run=/)
  await expect(scrubber(page)).toBeVisible(whileItTrains)
  await expect(page.getByRole('status').filter({ hasText: 'still training' })).toBeVisible()
  await goTo(page, 'History')
  await line(page, 'None kept').focus()
  await page.keyboard.press('i')
  await expect(page.getByRole('status').filter({ hasText: 'saved states that it has' })).toBeVisible(whileItTrains)
})
