import { expect, goTo, gridSpec, line, queueSpec, test, untilTheQueueIsEmpty } from './in-the-app.ts'

test('searches, tags, notes, deletes and brings back, and opens a copy in Design', async ({ app }) => {
  test.setTimeout(300_000)
  const { page } = app
  await queueSpec(page, gridSpec({ name: 'slow learner' }))
  await queueSpec(page, gridSpec({ name: 'quick learner', seeds: [7] }))
  await untilTheQueueIsEmpty(page)
  await goTo(page, 'History')
  const experiments = page.getByRole('row', { level: 1 })
  await expect(experiments).toHaveText([/quick learner/, /slow learner/])

  await test.step('tags and notes are edited in place and found by search', async () => {
    await line(page, 'slow learner').click()
    const details = page.getByRole('complementary', { name: 'Details' })
    await details.getByRole('textbox', { name: 'Add to tags' }).fill('thesis')
    await page.keyboard.press('Enter')
    await expect(details.getByText('thesis')).toBeVisible()
    await details.getByRole('textbox', { name: 'Notes' }).fill('needs a longer horizon')
    await details.getByRole('textbox', { name: 'Name' }).click()
    const search = page.getByRole('searchbox', { name: 'Search the history' })
    for (const query of ['thesis', 'longer horizon', 'gridworld slow', 'total slow']) {
      await search.fill(query)
      await expect(experiments).toHaveText([/slow learner/])
    }
    await search.fill('nobody wrote this')
    await page.getByRole('button', { name: 'Clear the search' }).click()
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
