import type { Page } from '@playwright/test'
import { expect, goTo, gridSpec, line, queueSpec, test, untilTheQueueIsEmpty } from './in-the-app.ts'

const experimentsOf = (page: Page) => page.getByRole('row', { level: 1 })
const filterOf = (page: Page) => page.getByRole('combobox', { name: 'Filter the history' })

test('filters, tags, notes, deletes and brings back, and opens a copy in Design', async ({ app }) => {
  test.setTimeout(100_000)
  const { page } = app
  await queueSpec(page, gridSpec({ name: 'slow learner' }))
  await queueSpec(page, gridSpec({ name: 'quick learner', seeds: [7] }))
  await untilTheQueueIsEmpty(page)
  await goTo(page, 'History')
  const experiments = experimentsOf(page)
  await expect(experiments).toHaveText([/quick learner/, /slow learner/])

  await test.step('tags and notes are edited in place and found by words', async () => {
    await line(page, 'slow learner').click()
    const details = page.getByRole('complementary', { name: 'Details' })
    await details.getByRole('textbox', { name: 'Add to tags' }).fill('thesis')
    await page.keyboard.press('Enter')
    await expect(details.getByText('thesis')).toBeVisible()
    await details.getByRole('textbox', { name: 'Notes' }).fill('needs a longer horizon')
    await details.getByRole('textbox', { name: 'Name' }).click()
    for (const query of [
      'thesis',
      '"longer horizon"',
      'gridworld slow',
      'total slow',
      'tag = thesis and not seed = 7',
    ]) {
      await filterOf(page).fill(query)
      await page.keyboard.press('Enter')
      await expect(experiments).toHaveText([/slow learner/])
    }
    await filterOf(page).fill('nobody wrote this')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Clear the filter' }).last().click()
    await expect(experiments).toHaveCount(2)
  })

  await test.step('sorts', async () => {
    await page.getByRole('columnheader', { name: 'Experiment' }).getByRole('button').click()
    await expect(page.getByRole('columnheader', { name: 'Experiment' })).toHaveAttribute('aria-sort', 'ascending')
    await expect(experiments).toHaveText([/quick learner/, /slow learner/])
    await page.getByRole('columnheader', { name: 'Experiment' }).getByRole('button').click()
    await expect(experiments).toHaveText([/slow learner/, /quick learner/])
  })

  await test.step('deletes an experiment and brings it back with Ctrl+Z', async () => {
    await line(page, 'slow learner').focus()
    await page.keyboard.press('Delete')
    await expect(experiments).toHaveText([/quick learner/])
    await expect(page.getByRole('button', { name: /^Undo: delete 1 experiment/ })).toBeVisible()
    await expect(line(page, 'quick learner')).toBeFocused()
    await page.keyboard.press('Control+z')
    await expect(experiments).toHaveCount(2)
  })

  await test.step('deletes a run and brings it back from the toast', async () => {
    await line(page, 'quick learner').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Delete')
    await expect(line(page, 'quick learner')).toContainText('1 run')
    await page.getByRole('status').getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(line(page, 'quick learner')).toContainText('2 runs')
  })

  await test.step('compares what is selected', async () => {
    for (const name of ['slow learner', 'quick learner']) {
      await line(page, name).focus()
      await page.keyboard.press('Space')
    }
    await expect(page.getByText('2 selected')).toBeVisible()
    await page.keyboard.press('c')
    await expect(page.getByRole('region', { name: 'Final and best values' }).getByRole('rowheader')).toHaveCount(4)
    await expect(page.getByText('another colour here: its own is taken')).toHaveCount(2)
  })

  await test.step('opens a copy in Design', async () => {
    await goTo(page, 'History')
    // Compare's table has a line of that name too, until it is gone.
    await expect(page.getByRole('treegrid')).toBeVisible()
    await line(page, 'quick learner').first().focus()
    await page.keyboard.press('o')
    await expect(page).toHaveURL(/#\/design/)
    await expect(page.getByRole('textbox', { name: 'name', exact: true })).toHaveValue('quick learner (copy)')
    await expect(page.getByRole('textbox', { name: 'seeds' })).toHaveValue('7')
  })
})

test('a filter with completion, kept under a name; runs in a table of their own, tagged, locked, deleted and restored', async ({
  app,
}) => {
  test.setTimeout(100_000)
  const { page } = app
  const rate = (learningRate: number) => ({
    name: `rate ${learningRate}`,
    collection: { trajectories: 8 },
    policy: { kind: 'tabular-softmax' },
    estimator: { kind: 'reward-to-go' },
    update: { kind: 'gradient-ascent', learningRate },
  })
  await queueSpec(page, gridSpec({ name: 'rates', variants: [rate(0.1), rate(0.3)], budget: { updates: 10 } }))
  await untilTheQueueIsEmpty(page)
  await goTo(page, 'History')
  const count = page.getByRole('region', { name: 'History' }).getByRole('status').filter({ hasText: /runs?/ })
  await expect(count).toHaveText(/^1 experiment, 4 runs/)

  await test.step('completes fields, operators and values by keyboard alone', async () => {
    await line(page, 'rates').focus()
    await page.keyboard.press('/')
    await expect(filterOf(page)).toBeFocused()
    const choose = async (typed: string, option: string): Promise<void> => {
      await page.keyboard.type(typed)
      await expect(page.getByRole('option', { name: option }).first()).toBeVisible()
      await page.keyboard.press('ArrowDown')
      await expect(page.getByRole('option', { selected: true })).toContainText(option)
      await page.keyboard.press('Enter')
    }
    await choose('learn', 'learningRate')
    await choose('', '=')
    await choose('', '0.1')
    await choose('', 'and')
    await expect(filterOf(page)).toHaveValue('learningRate = 0.1 and ')
    await page.keyboard.type('evaluationRetrn > 0')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Did you mean evaluationReturn?')).toBeVisible()
    await expect(filterOf(page)).toHaveAttribute('aria-invalid', 'true')
    await filterOf(page).fill('learningRate = 0.3')
    await page.keyboard.press('Enter')
    await expect(count).toHaveText(/^1 experiment, 2 of 4 runs/)
    await expect(line(page, 'rates')).toBeFocused()
    await expect(page).toHaveURL(/filter=learningRate/)
  })

  await test.step('keeps it under a name, and Back finds what was shown before', async () => {
    await page.keyboard.press('f')
    const saved = page.getByRole('dialog', { name: 'Filters' })
    await saved.getByRole('textbox', { name: 'Save this filter as' }).fill('the larger rate')
    await page.keyboard.press('Enter')
    await expect(saved.getByRole('listitem')).toHaveText([/the larger rate/])
    await page.keyboard.press('Escape')
    await filterOf(page).fill('seed = 1')
    await expect(page).toHaveURL(/filter=seed/)
    await page.getByRole('button', { name: 'Filters', exact: true }).click()
    await saved.getByRole('button', { name: /^the larger rate/ }).click()
    await expect(filterOf(page)).toHaveValue('learningRate = 0.3')
    await expect(page).toHaveURL(/filter=learningRate/)
    await page.goBack()
    await expect(filterOf(page)).toHaveValue('seed = 1')
    // Back in the same moment as the choice.
    await page.getByRole('button', { name: 'Filters', exact: true }).click()
    await saved.getByRole('button', { name: /^the larger rate/ }).evaluate((button: HTMLElement) => {
      button.click()
      history.back()
    })
    await expect(filterOf(page)).toHaveValue('seed = 1')
    await filterOf(page).fill('')
  })

  await test.step('shows single runs with columns of one’s own, sorted and grouped', async () => {
    await page.getByRole('radio', { name: 'Runs', exact: true }).click()
    await expect(page.getByRole('columnheader', { name: /learning rate/ })).toBeVisible()
    await page.getByRole('button', { name: 'Columns' }).click()
    const columns = page.getByRole('dialog', { name: 'Columns' })
    await columns.getByRole('searchbox').fill('evaluationReturn best')
    await page.keyboard.press('Enter')
    await columns.getByRole('listitem', { name: /^Evaluation return, best/ }).focus()
    await page.keyboard.press('Alt+ArrowUp')
    await columns.getByRole('button', { name: 'Remove the column Status' }).click()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('columnheader', { name: 'Status' })).toHaveCount(0)
    const headers = page.getByRole('columnheader')
    await expect(headers.nth(-2)).toContainText('Evaluation return, best')
    await headers.nth(-2).getByRole('button').click()
    await expect(headers.nth(-2)).toHaveAttribute('aria-sort', 'descending')
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('variant')
    await expect(page.getByRole('row', { level: 1 })).toHaveText([/rate 0.1.*2 runs/, /rate 0.3.*2 runs/])
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('')
  })

  await test.step('tags many at once, and takes it back', async () => {
    const runs = page.getByRole('row', { level: 1 })
    await runs.first().click()
    await runs.nth(2).click({ modifiers: ['Shift'] })
    await expect(page.getByText('3 selected')).toBeVisible()
    await page.keyboard.press('t')
    await page.getByRole('combobox', { name: 'Tag to add' }).fill('paper')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Tagged 3 runs with “paper”.')).toBeVisible()
    await filterOf(page).fill('tag = paper')
    await expect(count.or(page.getByText('3 selected'))).toBeVisible()
    await expect(runs).toHaveCount(3)
    await runs.first().focus()
    await page.keyboard.press('Control+z')
    await expect(page.getByText('No run fits this filter.')).toBeVisible()
    await page.getByRole('button', { name: 'Clear the filter' }).last().click()
    await expect(runs).toHaveCount(4)
  })

  await test.step('a locked run is not deleted; others go to the bin and come back from there', async () => {
    const runs = page.getByRole('row', { level: 1 })
    await runs.first().focus()
    await page.keyboard.press('Escape')
    await page.keyboard.press('l')
    await expect(runs.first().getByRole('img', { name: 'locked' })).toBeVisible()
    await page.keyboard.press('Delete')
    await expect(page.getByText(/is locked/)).toBeVisible()
    await runs.nth(1).focus()
    await page.keyboard.press('Delete')
    await expect(runs).toHaveCount(3)
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('textbox', { name: 'Search runs, experiments and commands' })).toBeFocused()
    await page.keyboard.type('the bin')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const bin = page.getByRole('region', { name: 'Bin', exact: true })
    await expect(bin.getByRole('row', { level: 1 })).toHaveText([/run of rates.*just now/])
    await expect(bin.getByRole('row', { level: 1 })).toBeFocused()
    await page.keyboard.press('r')
    await expect(bin.getByRole('heading', { name: 'The bin is empty' })).toBeVisible()
    await bin.getByRole('button', { name: 'History' }).click()
    await expect(runs).toHaveCount(4)
    // The form and the columns are as they were left, also after another start of the page.
    await expect(page.getByRole('columnheader', { name: 'Evaluation return, best' })).toBeVisible()
    await page.goto(page.url().replace(/#.*/, '#/queue'))
    await page.reload()
    await goTo(page, 'History')
    await expect(page.getByRole('columnheader', { name: 'Evaluation return, best' })).toBeVisible()
  })
})
