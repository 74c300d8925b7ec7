import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, exportAs, goTo, gridSpec, queueSpec, test, untilTheQueueIsEmpty, whileItTrains } from './in-the-app.ts'

/** Trains the spec and opens its comparison. */
async function compare(page: Page, spec: object): Promise<void> {
  await queueSpec(page, spec)
  await untilTheQueueIsEmpty(page)
  await page.getByRole('button', { name: 'Compare the newest experiment' }).click()
  await expect(table(page).getByText('finished').first()).toBeVisible(whileItTrains)
}
const table = (page: Page) => page.getByRole('region', { name: 'Final and best values' })
const hoverLayer = (page: Page) => page.getByRole('slider', { name: /^Values of the variants/ })

/** How many lines and areas were drawn on canvases since this was asked last. */
const drawnSince = (page: Page) =>
  page.evaluate(() => {
    const counting = CanvasRenderingContext2D.prototype as CanvasRenderingContext2D & { drawn?: number }
    if (counting.drawn === undefined) {
      for (const name of ['stroke', 'fill', 'fillText'] as const) {
        const draw = counting[name] as (...args: unknown[]) => void
        Object.assign(counting, {
          [name](this: CanvasRenderingContext2D, ...args: unknown[]) {
            counting.drawn = (counting.drawn ?? 0) + 1
            draw.apply(this, args)
          },
        })
      }
    }
    const drawn = counting.drawn ?? 0
    counting.drawn = 0
    return drawn
  })

test('the values under the pointer, by mouse and by keyboard, are a layer of their own: no curve is drawn again', async ({
  app: { page },
}) => {
  await compare(page, gridSpec({ name: 'hovered', seeds: [1, 2, 3] }))
  const layer = hoverLayer(page)
  await drawnSince(page)
  // Counting works: another axis draws the chart anew.
  await page.getByRole('combobox', { name: 'Over' }).selectOption('updates')
  await expect.poll(() => drawnSince(page)).toBeGreaterThan(0)
  // Single seeds follow their centre within a second or so.
  await expect(async () => {
    await drawnSince(page)
    await page.waitForTimeout(1_200)
    expect(await drawnSince(page)).toBe(0)
  }).toPass()

  const box = (await layer.boundingBox())!
  for (let i = 0; i < 20; i++) await page.mouse.move(box.x + 100 + 15 * i, box.y + box.height / 2)
  await expect(layer.getByText(/updates$/)).toBeVisible()
  await expect(layer.getByText('Total return')).toBeVisible()
  await layer.focus()
  await page.keyboard.press('ArrowRight')
  const first = await layer.getAttribute('aria-valuenow')
  await page.keyboard.press('ArrowRight')
  await expect(layer).not.toHaveAttribute('aria-valuenow', first!)
  await expect(layer).toHaveAttribute('aria-valuetext', /updates; .*N 3/)
  await page.keyboard.press('Escape')
  await expect(layer.getByText('Total return')).toBeHidden()
  expect(await drawnSince(page)).toBe(0)

  const caption = page.locator('figcaption').first()
  await test.step('centre, band and smoothing are chosen, said and kept in the address', async () => {
    await page.getByRole('radio', { name: 'IQM' }).click()
    await expect(page.getByRole('combobox', { name: 'Band' })).toHaveValue('bootstrap')
    await expect(page.getByRole('option', { name: 'SD (of a mean only)' })).toBeDisabled()
    await expect(caption).toContainText('Interquartile mean over 3 seeds with its 95 % bootstrap interval')
    await expect(caption).toContainText('of fewer than 4 seeds the interquartile mean is the mean')
    await page.locator('main').focus()
    await page.keyboard.press('v')
    const view = page.getByRole('dialog', { name: 'View' })
    await view.getByRole('radio', { name: 'moving average' }).click()
    await expect(caption).toContainText('smoothed by a moving average of weight 0.6')
    await view.getByRole('combobox', { name: 'Draw another metric as well' }).selectOption('entropy')
    await expect(page.getByRole('img', { name: /^return and entropy, nats over updates/ })).toBeVisible()
    await view.getByRole('button', { name: 'Don’t draw entropy' }).click()
    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(/over=updates&centre=iqm&band=bootstrap&smooth=ema:0.6/)
  })

  await test.step('a range is dragged, changed by keys, and given up by a double click', async () => {
    await expect(page.getByRole('dialog', { name: 'View' })).toBeHidden()
    const { x, y } = (await layer.boundingBox())!
    await page.mouse.move(x + 150, y + 120)
    await page.mouse.down()
    await page.mouse.move(x + 350, y + 125, { steps: 4 })
    await page.mouse.up()
    await expect(page).toHaveURL(/[?&]x=[\d.]+\.\.[\d.]+/)
    const dragged = page.url()
    await layer.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('[')
    await expect.poll(() => page.url()).not.toBe(dragged)
    await layer.dblclick({ position: { x: 200, y: 150 } })
    await expect(page).not.toHaveURL(/[?&]x=/)
  })

  await test.step('the legend hides by a click and isolates by a double click or a key; removing is undone', async () => {
    const name = page.getByRole('button', { name: /^Total return/ })
    await name.click()
    await expect(page.getByRole('button', { name: 'Show Total return' })).toBeVisible()
    await name.click()
    await name.dblclick()
    await expect(page.getByRole('button', { name: 'Show Reward-to-go' })).toBeVisible()
    await page.getByRole('button', { name: 'Hide Total return' }).press('Shift+Enter')
    await page.getByRole('button', { name: 'Hide Reward-to-go' }).press('Delete')
    await expect(page.getByText('1 of 1')).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(page.getByText('2 of 2')).toBeVisible()
  })

  await test.step('the palette draws it another way', async () => {
    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'Search runs, experiments and commands' }).fill('median over')
    await page.keyboard.press('Enter')
    await expect(caption).toContainText('Median over 3 seeds')
  })
})

test('a hidden variant is in no part of the comparison: what differs, table, export', async ({ app: { page } }) => {
  await compare(page, gridSpec({ name: 'partly hidden' }))
  await expect(page.locator('figcaption')).toContainText('too few for an interval: the seeds are drawn instead')
  await page.getByRole('button', { name: 'Hide Total return' }).click()
  await expect(page.getByRole('heading', { name: 'What differs' })).toBeHidden()
  await expect(table(page).getByRole('rowheader')).toHaveText([/Reward-to-go/])
  const [download] = await Promise.all([page.waitForEvent('download'), exportAs(page, 'Every recorded row, as CSV')])
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toContain('Reward-to-go')
  expect(text).not.toContain('Total return')
})

test('exact runs open on J, which they record', async ({ app: { page } }) => {
  const variant = {
    collection: { exact: true },
    policy: { kind: 'tabular-softmax' },
    estimator: { kind: 'exact-advantage' },
    update: { kind: 'gradient-ascent' },
  }
  await compare(
    page,
    gridSpec({ name: 'solved', seeds: [1], budget: { updates: 20 }, variants: [{ name: 'Exact', ...variant }] }),
  )
  await expect(page.getByRole('combobox', { name: 'Metric' })).toHaveValue('exactObjective')
  await expect(page.locator('figcaption')).toContainText('20 recorded points')

  // At 200 % zoom the metric's name can still be read.
  await page.setViewportSize({ width: 720, height: 450 })
  const metric = await page.getByRole('combobox', { name: 'Metric' }).boundingBox()
  expect(metric!.width).toBeGreaterThanOrEqual(140)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
})

test('Design evaluates by env steps, or by updates where that is chosen', async ({ app: { page } }) => {
  await goTo(page, 'Design')
  const panel = page.locator('details', { hasText: 'episodes every' })
  await panel.getByText('20 episodes every 5,000 env steps').click()
  await panel.getByRole('textbox', { name: 'every' }).fill('2500')
  await page.keyboard.press('Enter')
  await expect(panel.getByText('20 episodes every 2,500 env steps')).toBeVisible()
  await panel.getByRole('combobox', { name: 'evaluated every so many' }).selectOption('updates')
  await expect(panel.getByText('20 episodes every 10 updates')).toBeVisible()
  await panel.getByRole('textbox', { name: 'every' }).fill('0')
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('alert')).toBeVisible()
})
