import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, goTo, gridSpec, line, queueSpec, test, untilTheQueueIsEmpty, whileItTrains } from './in-the-app.ts'

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
]
const themes = ['light', 'dark'] as const

/** `ASCENT_README_SCREENSHOTS=1 npm run e2e`: some of the pictures become the README's, of longer runs. */
const forReadme = process.env.ASCENT_README_SCREENSHOTS !== undefined

const poleSpec = {
  name: 'CartPole: four algorithms',
  environment: { id: 'CartPole-v1' },
  seeds: [1, 2, 3, 4, 5],
  budget: { envSteps: forReadme ? 100_000 : 40_000 },
  evaluation: { every: 10, episodes: 5 },
  variants: [
    {
      name: 'REINFORCE',
      collection: { trajectories: 16 },
      policy: { kind: 'neural-softmax' },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent' },
    },
    {
      name: 'REINFORCE + learned baseline',
      collection: { trajectories: 16, baselineTrajectories: 8 },
      policy: { kind: 'neural-softmax' },
      estimator: { kind: 'learned-baseline' },
      critic: {},
      update: { kind: 'gradient-ascent' },
    },
    {
      name: 'TRPO',
      collection: { stepsPerCopy: 128 },
      policy: { kind: 'neural-softmax' },
      estimator: { kind: 'advantage' },
      critic: {},
      update: { kind: 'trust-region' },
    },
    {
      name: 'PPO-clip',
      collection: { stepsPerCopy: 128 },
      policy: { kind: 'neural-softmax' },
      estimator: { kind: 'advantage' },
      critic: { fit: { kind: 'with-policy' } },
      update: { kind: 'clip' },
    },
  ],
}

/** Nothing reaches beyond the window, and charts keep their height. */
async function nothingIsCutOff(page: Page): Promise<void> {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wider, 'px beyond the window').toBeLessThanOrEqual(0)
  const beyond = await page.locator('main button:visible').evaluateAll((buttons) =>
    buttons
      .filter((button) => {
        const box = button.getBoundingClientRect()
        // What lies in a part that scrolls by itself can be reached there.
        const scrolls =
          button.closest('[role="treegrid"], [class*="scroll"], [class*="Scroll"], aside, [class*="tabs"]') !== null
        return !scrolls && box.width > 0 && (box.right > window.innerWidth + 1 || box.left < -1)
      })
      .map((button) => button.textContent ?? ''),
  )
  expect(beyond, 'buttons beyond the window').toEqual([])
}

test('the views in both themes and sizes', async ({ app }, testInfo) => {
  test.setTimeout(600_000)
  const { page } = app
  await queueSpec(page, poleSpec)
  await untilTheQueueIsEmpty(page)
  await goTo(page, 'History')
  await line(page, 'CartPole').first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/run\//)
  const run = new URL(page.url()).hash
  await queueSpec(page, gridSpec({ name: 'Grid', seeds: [1] }))
  await untilTheQueueIsEmpty(page)
  await goTo(page, 'History')
  await line(page, 'Grid').first().focus()
  await page.keyboard.press('i')
  await expect(page).toHaveURL(/#\/inspect\?run=/)
  const grid = new URL(page.url()).hash
  await goTo(page, 'Learn')
  await page.getByRole('navigation', { name: 'Lessons' }).getByRole('link', { name: 'Baselines' }).click()
  const lesson = new URL(page.url()).hash
  await page.getByRole('button', { name: 'Measure it', exact: true }).click()
  await expect(page).toHaveURL(/#\/lab\/estimators/)
  await expect(page.getByRole('button', { name: 'Measure', exact: true })).toBeVisible(whileItTrains)
  const lab = new URL(page.url()).hash
  // So that the queue has something in it while its pictures are taken.
  await queueSpec(page, { ...poleSpec, name: 'CartPole: once more, for longer', budget: { seconds: 120 } })
  await expect(line(page, 'running').first()).toBeVisible(whileItTrains)

  for (const theme of themes) {
    await goTo(page, 'Settings')
    await page.getByRole('radio', { name: new RegExp(`^${theme}$`, 'i') }).click()
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
    for (const size of sizes) {
      await page.setViewportSize(size)
      const picture = async (view: string): Promise<void> => {
        await page.mouse.move(0, 0)
        // The mark of the keyboard's place is no part of a view.
        await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
        await page.waitForTimeout(800)
        await nothingIsCutOff(page)
        await page.screenshot({ path: testInfo.outputPath(`${view}-${theme}-${size.width}.png`), timeout: 60_000 })
      }
      await goTo(page, 'Design')
      await picture('design')
      await goTo(page, 'Queue')
      await expect(page.getByRole('treegrid')).toBeVisible()
      await picture('queue')
      await goTo(page, 'History')
      await expect(page.getByRole('treegrid')).toBeVisible()
      await picture('history')
      await page.evaluate((hash) => (location.hash = hash), run)
      await expect(page.getByRole('img', { name: /^return over/ })).toBeVisible()
      await picture('run')
      await page.evaluate((hash) => (location.hash = hash), grid)
      await expect(page.getByRole('application')).toBeVisible()
      expect((await page.getByRole('application').boundingBox())?.height ?? 0, 'height of the map').toBeGreaterThan(280)
      await picture('inspect')
      await page.evaluate((hash) => (location.hash = hash), lab)
      await expect(page.getByRole('table')).toBeVisible()
      await picture('lab')
      await page.evaluate((hash) => (location.hash = hash), lesson)
      await expect(page.getByRole('article')).toBeVisible()
      await picture('learn')
      await goTo(page, 'History')
      await line(page, 'CartPole: four algorithms').first().focus()
      await page.keyboard.press('c')
      const chart = page.getByRole('img', { name: /^return over/ })
      await expect(chart).toBeVisible()
      await expect(page.locator('figcaption')).toContainText('Mean over')
      expect((await chart.boundingBox())?.height ?? 0, 'height of the chart').toBeGreaterThanOrEqual(280)
      await picture('compare')
    }
  }
  if (forReadme) await keepForReadme(testInfo.outputPath('.'))
})

async function keepForReadme(folder: string): Promise<void> {
  const target = fileURLToPath(new URL('../resources/screenshots', import.meta.url))
  await mkdir(target, { recursive: true })
  for (const name of ['compare-light', 'design-dark', 'learn-light', 'inspect-dark', 'lab-light'])
    await copyFile(join(folder, `${name}-1440.png`), join(target, `${name}.png`))
}
