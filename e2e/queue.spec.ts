import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
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

test('says what failed when a run of a world of one’s own fails at once', async ({ app, home }) => {
  const { page } = app
  const path = join(home, 'world.mjs')
  writeFileSync(path, 'export default {')
  await queueSpecAsked(page, {
    name: 'own world',
    environment: { id: 'module', path },
    seeds: [1],
    budget: { updates: 5 },
    variants: [
      {
        name: 'PPO',
        collection: { stepsPerCopy: 32 },
        policy: { kind: 'neural-softmax' },
        estimator: { kind: 'advantage' },
        critic: {},
        update: { kind: 'clip' },
      },
    ],
  })
  await expect(page.getByRole('heading', { name: '1 run of “own world” failed' })).toBeVisible(whileItTrains)
  await expect(page.getByText(/world\.mjs can't be loaded: Unexpected end of input\./)).toBeVisible()
  await page.getByRole('button', { name: 'Open the failed run' }).click()
  await expect(page).toHaveURL(/#\/run\//)
})

/** As `queueSpec`, through the question that a module's first run asks. */
async function queueSpecAsked(page: Page, spec: object): Promise<void> {
  await page.getByRole('radio', { name: 'JSON' }).click()
  await page.getByRole('textbox', { name: 'Spec as JSON' }).fill(JSON.stringify(spec))
  await page.getByRole('button', { name: /^Queue 1 run/ }).click()
  await page.getByRole('button', { name: 'Allow and queue' }).click()
  await expect(page).toHaveURL(/#\/queue/)
}
