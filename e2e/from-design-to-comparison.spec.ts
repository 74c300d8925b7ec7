import { expect, exportAs, goTo, gridSpec, line, test, untilTheQueueIsEmpty, whileItTrains } from './in-the-app.ts'

test('the example of a first start ends in a finished comparison', async ({ app }) => {
  const { page } = app
  await page.getByRole('button', { name: 'Run the example' }).click()
  await expect(page).toHaveURL(/#\/compare/)
  const table = page.getByRole('region', { name: 'Final and best values' })
  await expect(table.getByRole('rowheader')).toHaveCount(2)
  await expect(table.getByText('3 finished')).toHaveCount(2, whileItTrains)
  await expect(page.locator('figcaption')).toContainText('Mean over 3 seeds with its 95 % t-interval')
  await expect(page.getByRole('heading', { name: 'What differs' })).toBeVisible()
})

test('designs by keyboard and mouse, watches a curve grow, cancels a run, compares, and finds everything after a restart', async ({
  openApp,
}) => {
  test.setTimeout(420_000)
  const first = await openApp()
  let page = first.page

  await test.step('design', async () => {
    await page.getByRole('combobox', { name: 'World' }).selectOption('gridworld')
    await expect(page.getByRole('textbox', { name: 'name', exact: true })).toHaveValue('Gridworld: two algorithms')
    // The second variant by keyboard: its learning rate mustn't come down to an end that a time doesn't know.
    await page.getByRole('tab', { name: 'REINFORCE' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('tabpanel', { name: 'PPO-clip' })).toBeVisible()
    await page.getByRole('combobox', { name: 'schedule', exact: true }).selectOption('constant')
    await page.getByRole('tab', { name: 'REINFORCE' }).click()
    await page.getByRole('radio', { name: 'Reward-to-go' }).click()
    await page.getByRole('textbox', { name: 'name', exact: true }).fill('Two ways through a grid')
    await page.getByRole('textbox', { name: 'seeds' }).fill('1 to 2')
    // A time, so that a quick machine leaves as long to watch as a slow one.
    await page.getByRole('combobox', { name: 'budget in' }).selectOption({ label: 'seconds' })
    await page.getByRole('textbox', { name: 'budget' }).fill('20')
    // However quick the machine: few enough rows for the export below to be a download.
    await page.getByRole('textbox', { name: 'record every' }).fill('50')
    await page.keyboard.press('Control+Enter')
    await expect(page).toHaveURL(/#\/queue/)
    await expect(page.getByRole('treegrid')).toBeVisible()
    await expect(line(page, 'Two ways through a grid').first()).toBeFocused()
  })

  await test.step('watch a curve grow', async () => {
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await expect(line(page, 'running').filter({ hasText: 'seed 1' }).first()).toBeVisible(whileItTrains)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/#\/run\//)
    await page
      .getByRole('button', { name: /^return/ })
      .first()
      .click()
    const rows = async (): Promise<number> =>
      Number(
        /([\d,]+) values? recorded/
          .exec((await page.locator('figcaption').first().textContent()) ?? '')?.[1]
          ?.replace(/,/g, '') ?? 0,
      )
    await expect.poll(rows, whileItTrains).toBeGreaterThan(1)
    const before = await rows()
    await expect.poll(rows, whileItTrains).toBeGreaterThan(before)
    await expect(page.getByText(/float64|float32/)).toBeVisible()
  })

  await test.step('cancel one run', async () => {
    await goTo(page, 'Queue')
    await page.getByRole('button', { name: 'Open PPO-clip' }).click()
    const run = line(page, 'seed 2').last()
    await run.focus()
    await page.keyboard.press('Delete')
    await expect(run.getByText('cancelled')).toBeVisible({ timeout: 15_000 })
    await untilTheQueueIsEmpty(page)
  })

  await test.step('compare', async () => {
    await page.getByRole('button', { name: 'Compare the newest experiment' }).click()
    const table = page.getByRole('region', { name: 'Final and best values' })
    await expect(table.getByRole('row').filter({ hasText: 'REINFORCE' })).toContainText('2 finished')
    await expect(table.getByRole('row').filter({ hasText: 'PPO-clip' })).toContainText('1 of 2 finished, 1 ended early')
    await page.getByRole('combobox', { name: 'Over' }).selectOption('updates')
    await expect(page).toHaveURL(/over=updates/)
    await page.getByRole('button', { name: 'Hide PPO-clip' }).click()
    await expect(
      page.getByRole('complementary', { name: 'Variants and what differs' }).getByText('1 of 2'),
    ).toBeVisible()
    await page.getByRole('button', { name: 'Show PPO-clip' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), exportAs(page, 'Every recorded row, as CSV')])
    expect(download.suggestedFilename()).toBe('two-ways-through-a-grid.csv')
  })

  await test.step('restart and find everything again', async () => {
    const final = await page.getByRole('region', { name: 'Final and best values' }).innerText()
    const address = new URL(page.url()).hash
    await first.stop()
    page = (await openApp()).page
    await expect(page.getByRole('textbox', { name: 'name', exact: true })).toHaveValue('Two ways through a grid')
    await goTo(page, 'History')
    const experiment = line(page, 'Two ways through a grid')
    await expect(experiment).toContainText('3 finished, 1 cancelled')
    await page.evaluate((hash) => (location.hash = hash), address)
    await expect(page.getByRole('region', { name: 'Final and best values' })).toHaveText(final, { useInnerText: true })
  })
})

test('a power cut in mid-run leaves an interrupted run that can be queued again', async ({ openApp }) => {
  test.setTimeout(300_000)
  const first = await openApp()
  let page = first.page
  await goTo(page, 'Design')
  await page.getByRole('combobox', { name: 'World' }).selectOption('gridworld')
  await page.getByRole('textbox', { name: 'seeds' }).fill('1')
  await page.getByRole('combobox', { name: 'budget in' }).selectOption('updates')
  await page.getByRole('textbox', { name: 'budget' }).fill('1,000,000')
  await page.keyboard.press('Control+Enter')
  await expect(line(page, /running/).first()).toBeVisible(whileItTrains)
  await expect(page.getByRole('progressbar').first()).toHaveAttribute('aria-valuenow', /\d/)
  await first.kill()

  page = (await openApp()).page
  await goTo(page, 'History')
  await expect(line(page, /interrupted/).first()).toBeVisible()
  await page
    .getByRole('button', { name: /^Retry/ })
    .first()
    .click()
  await expect(line(page, /interrupted/)).toHaveCount(0)
  await goTo(page, 'Queue')
  await expect(page.getByRole('treegrid')).toBeVisible()
})

test('JSON that is still to be mended isn’t written over by the form beside it', async ({ app }) => {
  const { page } = app
  await page.getByRole('radio', { name: 'JSON' }).click()
  const text = page.getByRole('textbox', { name: 'Spec as JSON' })
  await text.fill('{ "name": "half writ')
  await expect(page.getByText('The rest of the view still shows the last spec that could be read.')).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'World, collection and plan' })).toHaveAttribute('inert')
  await text.fill(JSON.stringify(gridSpec({ name: 'mended' })))
  await page.getByRole('textbox', { name: 'seeds' }).fill('4')
  await page.keyboard.press('Tab')
  await expect(text).toHaveValue(/"seeds": \[\s*4\s*\]/)
})
