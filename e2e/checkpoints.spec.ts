import { expect, goTo, gridSpec, line, queueSpec, test, untilTheQueueIsEmpty } from './in-the-app.ts'

test('a run says which checkpoints it keeps; they are counted and dropped in History and Settings', async ({ app }) => {
  const { page } = app
  await queueSpec(page, gridSpec({ name: 'kept', seeds: [1, 2], budget: { updates: 40 } }))
  await untilTheQueueIsEmpty(page)

  await test.step('on the run’s page', async () => {
    await goTo(page, 'History')
    await line(page, 'kept').focus()
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
    const facts = page.getByRole('region', { name: 'Checkpoints' })
    await expect(facts).toContainText(/^Checkpoints for Inspect27 checkpoints, \d+ kB$/)
  })

  await test.step('in History, where those of a locked run stay', async () => {
    await goTo(page, 'History')
    const details = page.getByRole('region', { name: 'Checkpoints' })
    await expect(details).toContainText(/^108 checkpoints for Inspect, /)
    await line(page, 'kept').focus()
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'l']) await page.keyboard.press(key)
    await expect(details).toContainText(/^27 checkpoints for Inspect, /)
    await expect(details.getByRole('button', { name: /^Drop the checkpoints of/ })).toBeDisabled()
    await line(page, 'kept').focus()
    await details.getByRole('button', { name: 'Drop the checkpoints of kept' }).click()
    await expect(details.getByRole('button', { name: 'Keep them' })).toBeFocused()
    await expect(details.getByText('1 locked run keeps its checkpoints.')).toBeVisible()
    await details.getByRole('button', { name: 'Drop them' }).click()
    await expect(details).toContainText(/^27 checkpoints for Inspect, /)
    await expect(details.getByRole('status')).toHaveText('Dropped 81 checkpoints.')
  })

  await test.step('in Settings', async () => {
    await goTo(page, 'Settings')
    const panel = page.getByRole('region', { name: 'Checkpoints for Inspect' })
    await expect(panel.getByText(/^\d+ kB of the .* that the database takes\.$/)).toBeVisible()
    await panel.getByRole('button', { name: 'Drop the checkpoints of kept' }).click()
    await panel.getByRole('button', { name: 'Keep them' }).press('Escape')
    await expect(panel.getByRole('alertdialog')).toBeHidden()
    await expect(panel.getByText(/^kept: \d+ kB, 4 runs$/)).toBeVisible()
  })
})
