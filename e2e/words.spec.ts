import { expect, goTo, gridSpec, line, queueSpec, test, untilTheQueueIsEmpty } from './in-the-app.ts'

test('the interface calls things by the field’s and everyday names', async ({ app }) => {
  test.setTimeout(180_000)
  const { page } = app
  await test.step('Design', async () => {
    await page.getByRole('button', { name: 'Presets' }).click()
    await page.getByRole('menuitem', { name: /^Chapter: REINFORCE/ }).click()
    await expect(page.getByText('Loaded. Undo restores your design.')).toBeVisible()
    await page.getByRole('button', { name: 'Presets' }).click()
    await page.getByRole('menuitem', { name: 'New experiment' }).click()
    await expect(page.getByText('This is a new design. Undo restores the one before.')).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'initial weights' })).toBeVisible()
    await expect(page.getByRole('radio', { name: /^Mean baseline/ })).toBeVisible()
    await expect(page.getByRole('combobox', { name: 'gradient and KL' }).locator('option')).toHaveText([
      'sum over a trajectory',
      'mean per step',
    ])
  })

  await test.step('Settings', async () => {
    await goTo(page, 'Settings')
    await expect(page.getByRole('radiogroup', { name: 'Theme' }).getByRole('radio')).toHaveText([
      'System',
      'Light',
      'Dark',
    ])
  })

  await test.step('Compare and Run', async () => {
    await queueSpec(page, gridSpec({ name: 'a few steps', seeds: [1], budget: { updates: 10 } }))
    await untilTheQueueIsEmpty(page)
    await goTo(page, 'Compare')
    await expect(page.getByText('Reload and Back return to this selection.')).toBeVisible()
    await goTo(page, 'History')
    await line(page, 'a few steps').focus()
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
    await expect(page.getByRole('main').getByRole('button', { name: /^return, SD/ })).toBeVisible()
  })
})
