import { expect, goTo, gridSpec, line, queueSpec, test, untilTheQueueIsEmpty, whileItTrains } from './in-the-app.ts'

test('an experiment that ended is told of, goes on with other seeds, and what was cancelled is retried', async ({
  app,
}, testInfo) => {
  test.setTimeout(300_000)
  const { page } = app
  const [variant] = (gridSpec({ name: '' }) as { variants: object[] }).variants
  const small = { seeds: [1, 2], budget: { updates: 20 }, variants: [variant!] }

  // A system that allows notifications and keeps them for us.
  await page.evaluate(() => {
    const told: string[] = []
    class Told extends EventTarget {
      static readonly permission = 'granted'
      constructor(title: string, { body }: { body: string }) {
        super()
        told.push(`${title}. ${body}`)
      }
    }
    Object.assign(window, { Notification: Told, told })
  })
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told)

  await test.step('no news unless it is wanted', async () => {
    await queueSpec(page, gridSpec({ name: 'unseen', ...small }))
    await untilTheQueueIsEmpty(page)
    expect(await told()).toEqual([])
    await goTo(page, 'Settings')
    await page.getByRole('switch', { name: 'Notify when an experiment ends' }).click()
    await expect(page.getByRole('switch', { name: 'Notify when an experiment ends' })).toBeChecked()
    await queueSpec(page, gridSpec({ name: 'awaited', ...small }))
    await untilTheQueueIsEmpty(page)
    await expect.poll(told).toEqual(['awaited. It has ended: 2 finished.'])
  })

  await test.step('the next free seeds are offered, and taken ones refused', async () => {
    await page.getByRole('button', { name: 'Again with other seeds' }).click()
    const dialog = page.getByRole('dialog', { name: 'Again with other seeds' })
    const seeds = dialog.getByRole('textbox', { name: 'Seeds' })
    await expect(seeds).toHaveValue('3, 4')
    await expect(seeds).toBeFocused()
    await seeds.fill('2')
    await page.keyboard.press('Tab')
    await expect(dialog.getByRole('status')).toHaveText('Seeds: seed 2 was queued before; name seeds that are new.')
    await seeds.fill('7')
    await page.screenshot({ path: testInfo.outputPath('dialog.png') })
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    await expect.poll(told).toContain('awaited. It has ended: 3 finished.')
    await goTo(page, 'History')
    await expect(line(page, 'awaited')).toContainText('3 runs')
  })

  await test.step('R retries a cancelled run from the start', async () => {
    await queueSpec(page, gridSpec({ name: 'long', ...small, budget: { seconds: 300 } }))
    await expect(line(page, 'long')).toContainText('running', whileItTrains)
    await line(page, 'long').focus()
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'Delete']) await page.keyboard.press(key)
    await expect(line(page, 'seed 1')).toContainText('cancelled', { timeout: 20_000 })
    await line(page, 'seed 1').focus()
    await page.keyboard.press('r')
    await expect(line(page, 'seed 1')).toContainText(/queued|running/, whileItTrains)
    await line(page, 'long').focus()
    await page.keyboard.press('Delete')
    await untilTheQueueIsEmpty(page)
  })
})
