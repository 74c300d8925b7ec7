import { nothingForAxe } from './axe.ts'
import { expect, goTo, test } from './in-the-app.ts'

test('from “why baselines” to a measured result in three clicks', async ({ openApp }, testInfo) => {
  const { page } = await openApp()
  await goTo(page, 'Learn')
  await page.getByRole('navigation', { name: 'Lessons' }).getByRole('link', { name: 'Baselines' }).click()
  await page.getByRole('button', { name: 'Measure it', exact: true }).click()

  await expect(page).toHaveURL(/#\/lab\/estimators\?spec=/)
  const table = page.getByRole('table')
  await expect(table.getByRole('row', { name: /Reward-to-go/ })).toContainText('no bias seen', { timeout: 60_000 })
  await expect(table.getByRole('row', { name: /Minus the mean/ })).toContainText('no bias seen')
  await page.screenshot({ path: testInfo.outputPath('learn-measured.png') })

  // Asked again, what was measured is opened.
  await page.goBack()
  await page.getByRole('button', { name: 'Measure it', exact: true }).click()
  await expect(page).toHaveURL(/&open=/)
  await expect(page.getByRole('button', { name: /^Delete Baselines/ })).toHaveCount(1)
})

test('lessons are read by keyboard, looked for, run, and lead to Design and back', async ({ openApp }, testInfo) => {
  const { page } = await openApp()
  const size = { wide: { width: 1440, height: 900 }, small: { width: 1024, height: 700 } }
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('textbox', { name: 'Search runs, experiments and commands' })).toBeFocused()
  await page.keyboard.type('why baselines')
  await expect(page.getByRole('dialog').getByText('Lesson: Baselines')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Baselines', level: 2 })).toBeVisible()
  await page.keyboard.press('j')
  await expect(page.getByRole('heading', { name: 'The advantage', level: 2 })).toBeVisible()
  await page.keyboard.press('k')
  await page.keyboard.press('k')
  await expect(page.getByRole('heading', { name: 'Reward-to-go and Q', level: 2 })).toBeVisible()

  const list = page.getByRole('navigation', { name: 'Lessons' })
  await list.getByRole('link', { name: 'Reward-to-go and Q' }).press('ArrowDown')
  await expect(list.getByRole('link', { name: 'Baselines' })).toBeFocused()

  // Its end has been seen: it has been read, also after a reload.
  await page.getByRole('checkbox', { name: 'Read' }).scrollIntoViewIfNeeded()
  await expect(list.getByRole('link', { name: 'Baselines read' })).toBeVisible()
  await page.reload()
  await expect(list.getByRole('link', { name: 'Baselines read' })).toBeVisible()

  for (const [name, viewport] of Object.entries(size))
    for (const theme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme: theme })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
      await expect(page.getByRole('button', { name: 'Run it' })).toBeVisible()
      await nothingForAxe(page, `Learn, ${name}, ${theme}`)
      await page.screenshot({ path: testInfo.outputPath(`learn-${name}-${theme}.png`) })
    }
  await page.getByRole('button', { name: 'Lessons' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'A problem with one parameter' }).click()
  await expect(page.getByRole('heading', { name: 'A problem with one parameter', level: 2 })).toBeVisible()
  await page.setViewportSize(size.wide)

  await page.getByRole('button', { name: 'Open in Design' }).click()
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('menuitem', { name: 'Read the lesson “A problem with one parameter”' }).click()
  await page.getByRole('button', { name: 'Run it' }).click()
  await expect(page).toHaveURL(/#\/compare\?variants=/)
  await expect(page.locator('figcaption')).toContainText('1 seed', { timeout: 60_000 })

  await page.evaluate(() => void (location.hash = '#/learn/no-such-lesson'))
  await expect(page.getByRole('heading', { name: 'There is no lesson “no-such-lesson”' })).toBeVisible()
  await page.getByRole('button', { name: 'The first lesson' }).click()
  await expect(page.getByRole('heading', { name: 'The objective', level: 2 })).toBeVisible()
})
