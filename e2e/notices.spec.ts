import { expect, gridSpec, line, queueSpec, test, whileItTrains } from './in-the-app.ts'
import { shell } from './app-test.ts'
import { startApp } from './start-app.ts'

test.skip(shell === 'electron', 'Electron opens its window itself')

test('what was interrupted is told to the first window, until it is closed, and not again', async ({
  openApp,
  home,
  context,
}) => {
  const before = await openApp()
  await queueSpec(before.page, gridSpec({ name: 'cut short', seeds: [1], budget: { seconds: 600 } }))
  await expect(line(before.page, 'running').first()).toBeVisible(whileItTrains)
  await before.kill()

  const app = await startApp(home)
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(app.url)
  const notice = page.getByText(/^Interrupted when Ascent ended last time: “cut short” Total return, seed 1/)
  await expect(notice).toBeVisible()
  // Nobody may be looking yet: it stays.
  await page.clock.fastForward(10 * 60_000)
  await page.clock.runFor(2_000)
  await expect(notice).toBeVisible()
  await page.getByRole('status').filter({ has: notice }).getByRole('button', { name: 'Close' }).click()
  await expect(notice).toHaveCount(0)

  await page.reload()
  const tab = await context.newPage()
  await tab.goto(page.url())
  for (const shown of [page, tab]) {
    await expect(shown.getByLabel('State of the machine')).toContainText('trainers')
    await expect(shown.getByText(/^Interrupted when/)).toHaveCount(0)
  }
  await app.stop()
})
