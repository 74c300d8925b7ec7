import { expect, gridSpec, line, queueSpec, test, untilTheQueueIsEmpty, whileItTrains } from './in-the-app.ts'

test('reorders, pauses, resumes and cancels by keyboard', async ({ app }) => {
  test.setTimeout(300_000)
  const { page } = app
  await queueSpec(page, gridSpec({ name: 'first in', seeds: [1, 2, 3], budget: { seconds: 30 } }))
  await queueSpec(page, gridSpec({ name: 'second in', seeds: [1], budget: { seconds: 30 } }))
  await queueSpec(page, gridSpec({ name: 'third in', seeds: [1], budget: { seconds: 30 } }))
  const names = page.getByRole('row', { level: 1 })
  await expect(names).toHaveText([/first in/, /second in/, /third in/])

  await test.step('an experiment up by Alt+ArrowUp', async () => {
    await line(page, 'third in').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await expect(names).toHaveText([/first in/, /third in/, /second in/])
    await expect(line(page, 'third in')).toBeFocused()
  })

  await test.step('and by dragging', async () => {
    await line(page, 'second in').dragTo(line(page, 'third in'), { targetPosition: { x: 300, y: 4 } })
    await expect(names).toHaveText([/first in/, /second in/, /third in/])
  })

  await test.step('pause and resume', async () => {
    await line(page, 'second in').focus()
    await page.keyboard.press('p')
    await expect(line(page, 'second in')).toContainText('2 paused')
    await page.keyboard.press('p')
    await expect(line(page, 'second in')).toContainText('2 queued')
    await line(page, 'first in').focus()
    await expect(line(page, 'first in')).toContainText('running', whileItTrains)
    await page.keyboard.press('p')
    await expect(line(page, 'first in')).toContainText('6 paused', { timeout: 20_000 })
  })

  await test.step('cancel everything', async () => {
    for (const name of ['first in', 'second in', 'third in']) {
      await line(page, name).focus()
      await page.keyboard.press('Delete')
      await expect(line(page, name)).toHaveCount(0, { timeout: 20_000 })
    }
    await untilTheQueueIsEmpty(page)
  })
})
