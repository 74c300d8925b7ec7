import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { makeLargeHistory } from '../src-main/storage/large-history.ts'
import { expect, goTo, test } from './in-the-app.ts'

/** Puts the table at each place in turn; after two frames, the places at which some of its height shows no row. */
const gapsWhileScrolling = (page: Page, places: number[]): Promise<number[]> =>
  page.getByRole('treegrid', { name: 'Runs' }).evaluate(async (grid, shares) => {
    let scroller: Element = grid
    while (scroller.scrollHeight < scroller.clientHeight + 100 || getComputedStyle(scroller).overflowY === 'visible')
      scroller = scroller.parentElement!
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const gaps: number[] = []
    for (const share of shares) {
      scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight)
      await frame()
      await frame()
      const { left, top, bottom } = scroller.getBoundingClientRect()
      for (let y = top + 4; y < bottom - 4; y += 10)
        if (!document.elementFromPoint(left + 60, y)?.closest('[role="row"]')) gaps.push(share)
    }
    return gaps
  }, places)

test('ten thousand runs are shown, scrolled without gaps, filtered and sorted', async ({ home, openApp }, testInfo) => {
  test.setTimeout(180_000)
  makeLargeHistory(join(home, 'ascent.db'), 10_000, 0.02)
  const { page } = await openApp()
  await goTo(page, 'History')
  await expect(page.getByText('204 experiments, 10,000 runs')).toBeVisible({ timeout: 60_000 })
  await page.getByRole('radio', { name: 'Runs' }).check()
  const grid = page.getByRole('treegrid', { name: 'Runs' })
  await expect(grid.getByRole('row').nth(10)).toBeVisible()
  expect(await grid.getByRole('row').count()).toBeLessThan(80)

  await page.evaluate(() => {
    const held: number[] = []
    Object.assign(window, { held })
    new PerformanceObserver((list) => held.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    })
  })
  const longestHeldMs = () =>
    page.evaluate(() => Math.round(Math.max(0, ...(window as unknown as { held: number[] }).held.splice(0))))
  const note = async (what: string) =>
    testInfo.annotations.push({
      type: `longest the page was held, ${what}`,
      description: `${await longestHeldMs()} ms`,
    })

  const steps = Array.from({ length: 60 }, (_, i) => i / 4_000)
  expect(await gapsWhileScrolling(page, [...steps, 0.5, 0.25, 1, 0.75, 0])).toEqual([])
  await note('scrolling')

  const filter = page.getByRole('combobox', { name: 'Filter the history' })
  await filter.fill('algorithm = ppo and return.last > 100 and seed = 3')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^[1-9]\d* of 10,000 runs/)).toBeVisible()
  await note('filtering')
  await grid.getByRole('columnheader', { name: 'Queued' }).getByRole('button').click()
  await expect(grid.getByRole('columnheader', { name: 'Queued' })).toHaveAttribute('aria-sort', /.+/)
  await note('sorting')
  await page.screenshot({ path: testInfo.outputPath('large-history.png') })
})
