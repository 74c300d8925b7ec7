import { expect, goTo, gridSpec, line, queueSpec, test, untilTheQueueIsEmpty, whileItTrains } from './in-the-app.ts'

test('records a data set, names it, learns from it, and deletes it', async ({ app }) => {
  test.setTimeout(300_000)
  const { page } = app
  await queueSpec(page, gridSpec({ name: 'walks to record', seeds: [1] }))
  await untilTheQueueIsEmpty(page)
  await goTo(page, 'History')
  await line(page, 'walks to record').focus()
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
  await page.getByRole('button', { name: 'Record trajectories' }).click()
  await page.getByRole('textbox', { name: 'Trajectories' }).fill('20')
  await page.getByRole('button', { name: 'Record', exact: true }).click()
  await expect(page.getByText(/^20 trajectories, /)).toBeVisible(whileItTrains)
  await page.getByRole('button', { name: 'Open in Design' }).click()
  await expect(page).toHaveURL(/#\/design/)

  await test.step('a name of its own, which Design tells', async () => {
    await goTo(page, 'Settings')
    const name = page.getByRole('textbox', { name: /^Name of the data set/ })
    await name.fill('Random walks')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Delete the data set Random walks' })).toBeVisible()
    await expect(page.getByText('No experiment in the history learns from it.')).toBeVisible()
    await goTo(page, 'Design')
    await expect(page.getByText(/^“Random walks”: 20 trajectories/)).toBeVisible()
  })

  await test.step('deleted only after a question that says what used it', async () => {
    await page.keyboard.press('Control+Enter')
    await expect(page).toHaveURL(/#\/queue/)
    await untilTheQueueIsEmpty(page)
    await goTo(page, 'Settings')
    await expect(page.getByText(/^The experiment “walks to record.*” learned from it/)).toBeVisible()
    await page.getByRole('button', { name: 'Delete the data set Random walks' }).click()
    await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused()
    await page.getByRole('button', { name: 'Delete it' }).click()
    await expect(page.getByText(/^None yet\./)).toBeVisible()
    await goTo(page, 'Design')
    await expect(page.getByText(/data set: .* can.t be read: there is no such file/)).toBeVisible()
  })
})
