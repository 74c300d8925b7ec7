import { nothingForAxe } from './axe.ts'
import { expect, goTo, gridSpec, line, queueSpec, test, untilTheQueueIsEmpty, whileItTrains } from './in-the-app.ts'

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in any view, ${theme}`, async ({ app }) => {
    test.setTimeout(600_000)
    const { page } = app
    await goTo(page, 'Settings')
    await page.getByRole('radio', { name: new RegExp(`^${theme}$`, 'i') }).click()
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme)
    for (const view of ['Design', 'Queue', 'History', 'Compare', 'Inspect'] as const) {
      await goTo(page, view)
      await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
      await nothingForAxe(page, `${view} with nothing in it yet`)
    }

    await queueSpec(page, gridSpec({ name: 'one that ended', seeds: [1] }))
    await untilTheQueueIsEmpty(page)
    await queueSpec(page, gridSpec({ name: 'one that trains', budget: { seconds: 150 } }))
    await expect(line(page, 'running').first()).toBeVisible(whileItTrains)
    for (const size of [
      { width: 1440, height: 900 },
      { width: 1024, height: 700 },
      // As at 200 % zoom: here everything scrolls.
      { width: 720, height: 450 },
    ]) {
      await page.setViewportSize(size)
      const at = `${theme}, ${size.width} px`
      await goTo(page, 'Queue')
      await expect(page.getByRole('treegrid')).toBeVisible()
      await nothingForAxe(page, `Queue, ${at}`)

      await goTo(page, 'Design')
      await page.getByRole('radio', { name: 'Form' }).click()
      await nothingForAxe(page, `Design, ${at}`)
      const details = page.getByRole('button', { name: 'Details' })
      if (await details.isVisible()) {
        await details.click()
        await expect(page.getByRole('dialog')).toBeVisible()
        await nothingForAxe(page, `the plan’s drawer in Design, ${at}`)
        await page.keyboard.press('Escape')
      }
      await page.getByRole('radio', { name: 'JSON' }).click()
      await expect(page.getByRole('textbox', { name: 'Spec as JSON' })).toBeVisible()
      await nothingForAxe(page, `Design as JSON, ${at}`)

      await goTo(page, 'History')
      await expect(page.getByRole('treegrid')).toBeVisible()
      const ended = line(page, 'one that ended')
      await ended.focus()
      for (const key of ['Space', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key)
      await nothingForAxe(page, `History, ${at}`)
      await page.keyboard.press('Enter')
      await expect(page).toHaveURL(/#\/run\//)
      const chart = page
        .getByRole('main')
        .getByRole('button', { expanded: false })
        .filter({ hasText: 'return' })
        .first()
      await chart.click()
      await nothingForAxe(page, `Run, ${at}`)
      if (size.width < 1180) {
        await page.getByRole('button', { name: 'Facts, config and log' }).click()
        await expect(page.getByRole('dialog')).toBeVisible()
      }
      for (const tab of ['Config', 'Log']) {
        await page.getByRole('radio', { name: tab }).click()
        await nothingForAxe(page, `${tab} of a run, ${at}`)
      }
      if (size.width < 1180) await page.keyboard.press('Escape')

      await goTo(page, 'History')
      await ended.focus()
      await page.keyboard.press('c')
      await expect(page.locator('figcaption')).toBeVisible()
      await nothingForAxe(page, `Compare, ${at}`)

      await goTo(page, 'History')
      await ended.focus()
      await page.keyboard.press('i')
      await expect(page.getByRole('slider', { name: 'Checkpoint', exact: true })).toBeVisible()
      await page.getByRole('application').focus()
      await page.keyboard.press('ArrowRight')
      await nothingForAxe(page, `Inspect, ${at}`)
      if (size.width < 1180) {
        for (const drawer of ['Run and checkpoints', 'State']) {
          await page.getByRole('button', { name: drawer }).click()
          await expect(page.getByRole('dialog')).toBeVisible()
          await nothingForAxe(page, `the drawer ${drawer} of Inspect, ${at}`)
          await page.keyboard.press('Escape')
        }
      }

      await goTo(page, 'Settings')
      await expect(page.getByRole('table')).toBeVisible()
      await nothingForAxe(page, `Settings, ${at}`)
    }

    await page.setViewportSize({ width: 1024, height: 700 })
    await goTo(page, 'History')
    await page.getByRole('radio', { name: 'Runs', exact: true }).click()
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('variant')
    await nothingForAxe(page, `History’s runs in groups, ${theme}`)
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('searchbox', { name: 'Search parameters and metrics' }).fill('entropy')
    await nothingForAxe(page, `History’s columns, ${theme}`)
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'Filter the history' }).fill('alg')
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('option', { name: 'algorithm', selected: true })).toBeVisible()
    await nothingForAxe(page, `a filter being completed, ${theme}`)
    await page.getByRole('combobox', { name: 'Filter the history' }).fill('algoritm = ppo')
    await page.keyboard.press('Enter')
    await nothingForAxe(page, `a filter that can’t be read, ${theme}`)
    await page.getByRole('button', { name: 'Clear the filter' }).first().click()
    await page.getByRole('row', { level: 2 }).first().focus()
    await page.keyboard.press('t')
    await expect(page.getByRole('combobox', { name: 'Tag to add' })).toBeVisible()
    await nothingForAxe(page, `a selection that is being tagged, ${theme}`)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Bin' }).click()
    await expect(page.getByRole('region', { name: 'Bin', exact: true })).toBeVisible()
    await nothingForAxe(page, `the empty bin, ${theme}`)
    await page.goBack()
    await page.getByRole('radio', { name: 'Experiments' }).click()
    await page.setViewportSize({ width: 720, height: 450 })

    await page.keyboard.press('Control+k')
    await expect(page.getByRole('textbox', { name: 'Search runs, experiments and commands' })).toBeFocused()
    await page.keyboard.type('one')
    await expect(page.getByRole('dialog').getByText('one that ended').first()).toBeVisible()
    await nothingForAxe(page, `the palette, ${theme}`)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+/')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await nothingForAxe(page, `the shortcuts, ${theme}`)
    await page.keyboard.press('Escape')
    await line(page, 'one that ended').focus()
    await page.keyboard.press('Delete')
    await expect(page.getByRole('button', { name: /^Undo/ }).first()).toBeVisible()
    await nothingForAxe(page, `a deletion that can be undone, ${theme}`)
    await page.getByRole('button', { name: 'Bin' }).click()
    await expect(page.getByRole('row', { level: 1 })).toHaveText([/one that ended/])
    await nothingForAxe(page, `the bin, ${theme}`)
  })
}
