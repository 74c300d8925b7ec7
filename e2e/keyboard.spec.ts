import { expect, goTo, gridSpec, line, queueSpec, test, untilTheQueueIsEmpty } from './in-the-app.ts'

test('the keyboard finds its way: focus, palette, shortcuts', async ({ app }) => {
  test.setTimeout(300_000)
  const { page } = app
  await queueSpec(page, gridSpec({ name: 'CartPole is not in it', seeds: [1] }))
  await untilTheQueueIsEmpty(page)
  const main = page.getByRole('main')

  await test.step('a view that is opened has the focus, under its own name', async () => {
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Settings' }).focus()
    await page.keyboard.press('Enter')
    await expect(main).toBeFocused()
    await expect(main).toHaveAccessibleName('Settings')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
    await page.keyboard.press('Control+3')
    await expect(main).toBeFocused()
    await expect(main).toHaveAccessibleName('History')
    await expect(page.getByRole('treegrid')).toBeVisible()
  })

  await test.step('the palette finds words in any order and opens what is chosen', async () => {
    await page.keyboard.press('Control+k')
    const field = page.getByRole('textbox', { name: 'Search runs, experiments and commands' })
    await field.fill('seed return total')
    await expect(page.getByRole('button', { name: /^Total return, seed 1/ })).toBeVisible()
    await field.fill('nobody wrote this')
    await expect(page.getByText('No matches')).toBeVisible()
    await field.fill('seed return total')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/#\/run\//)
    await expect(main).toBeFocused()
  })

  await test.step('the palette gives the focus back when nothing is chosen', async () => {
    const back = page.getByRole('link', { name: 'CartPole is not in it' })
    await back.focus()
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('textbox', { name: 'Search runs, experiments and commands' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(back).toBeFocused()
  })

  await test.step('Ctrl+/ lists the shortcuts, and so do the header and the palette', async () => {
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await page.keyboard.press('Control+/')
    await expect(dialog.getByRole('heading', { level: 3 })).toHaveText([
      'Everywhere',
      'Design',
      'Queue',
      'History',
      'Bin',
      'Compare',
      'Inspect',
      'Learn',
    ])
    await expect(dialog.getByText('Pause or resume')).toBeVisible()
    await page.keyboard.press('Control+/')
    await expect(dialog).toHaveCount(0)
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('shortcuts')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('a name has the room there is', async () => {
    await goTo(page, 'History')
    const name = 'A name of sixty characters, as people give them to experiments'
    await line(page, 'CartPole is not in it').click()
    const field = page.getByRole('complementary', { name: 'Details' }).getByRole('textbox', { name: 'Name' })
    await field.fill(name)
    await field.press('Enter')
    const cell = line(page, name).getByTitle(name, { exact: true })
    const isCut = (): Promise<boolean> =>
      cell.evaluate((box) => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight)
    for (const size of [
      { width: 1440, height: 900 },
      { width: 1024, height: 700 },
    ]) {
      await page.setViewportSize(size)
      await expect.poll(isCut).toBe(false)
    }
  })
})

test('a lower chart of a run grows where it is, and its caption counts its own values', async ({ app }) => {
  test.setTimeout(300_000)
  const { page } = app
  await page.setViewportSize({ width: 1024, height: 700 })
  await queueSpec(page, gridSpec({ name: 'one to look at', seeds: [1] }))
  await untilTheQueueIsEmpty(page)
  await goTo(page, 'History')
  await line(page, 'one to look at').focus()
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
  await expect(page).toHaveURL(/#\/run\//)

  const heads = page
    .getByRole('main')
    .getByRole('button', { expanded: false })
    .filter({ hasText: /norm|return/ })
  const lowest = heads.last()
  await lowest.scrollIntoViewIfNeeded()
  await lowest.focus()
  await page.keyboard.press('Enter')
  const large = page
    .getByRole('main')
    .getByRole('button', { expanded: true })
    .filter({ hasText: /norm|return/ })
  await expect(large).toBeFocused()
  await expect(large).toBeInViewport({ ratio: 1 })
  const caption = page.locator('figcaption')
  await expect(caption).toBeVisible()
  await expect(caption).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Enter')

  // Evaluated at every fifth update: fewer values than rows.
  const valuesOf = async (metric: string): Promise<number> => {
    const head = page.getByRole('main').getByRole('button', { name: new RegExp(`^${metric} [−\\d]`) })
    await head.click()
    await expect(head).toHaveAttribute('aria-expanded', 'true')
    const counted = /([\d,]+) values? recorded/.exec((await caption.textContent()) ?? '')?.[1]
    await head.click()
    return Number(counted?.replace(',', ''))
  }
  const evaluated = await valuesOf('evaluation return')
  expect(evaluated).toBeGreaterThan(0)
  expect(await valuesOf('return')).toBeGreaterThanOrEqual(4 * evaluated)
})
