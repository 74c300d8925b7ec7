// node e2e/compare-speed.ts [variants...]: how long Compare takes in the real browser to be opened and drawn with very
// many variants of five seeds, and how long the page is held by one move of the pointer.
import { join } from 'node:path'
import { loadavg } from 'node:os'
import { chromium } from '@playwright/test'
import { ensureBuilt } from '../src-main/shells/build/ensure-built.ts'
import { makeManyVariants } from '../src-main/storage/many-variants.ts'
import { testChromium } from './chromium.ts'
import { startApp, temporaryHome } from './start-app.ts'

const sizes = process.argv.slice(2).map(Number)
const id = 'manyvariants'
const moves = 60

await ensureBuilt('renderer', (sentence) => console.error(sentence))
const { executable, args, env } = await testChromium((sentence) => console.error(sentence))
for (const variants of sizes.length > 0 ? sizes : [20, 200, 1_000]) {
  const { home, remove } = temporaryHome()
  makeManyVariants(join(home, 'ascent.db'), id, { variants, seeds: 5, rows: 1_000 })
  const app = await startApp(home)
  const browser = await chromium.launch({
    executablePath: executable,
    args: [...args],
    env: { ...(process.env as Record<string, string>), ...env },
  })
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
    await page.goto(app.url)
    await page.getByRole('navigation', { name: 'Views' }).waitFor()
    // The app is up and at rest; Compare has not been opened yet.
    await page.waitForTimeout(3_000)
    await page.evaluate(() => {
      const held: number[] = []
      Object.assign(window, { held })
      new PerformanceObserver((list) => held.push(...list.getEntries().map((entry) => entry.duration))).observe({
        type: 'longtask',
      })
    })
    const selection = Array.from({ length: variants }, (_, index) => index).join('.')
    const openedMs = await page.evaluate(async (query) => {
      const startedAtMs = performance.now()
      window.location.hash = `#/compare?variants=${query}`
      for (;;) {
        await new Promise((resolve) => requestAnimationFrame(resolve))
        if (document.querySelector('figcaption')?.textContent?.includes('recorded points')) break
      }
      // Drawn with the next frame.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      return performance.now() - startedAtMs
    }, `${id}.${selection}`)
    await page.waitForTimeout(4_000)
    const held = await page.evaluate(() => (window as unknown as { held: number[] }).held)

    // One move of the pointer: until its handlers are done and what they changed is laid out.
    const hoverMs = await page.evaluate((count) => {
      const layer = document.querySelector<HTMLElement>('[role="slider"][aria-label^="Values of the variants"]')!
      const { left, top, width, height } = layer.getBoundingClientRect()
      return Array.from({ length: count }, (_, i) => {
        const startedAtMs = performance.now()
        const clientX = left + 80 + ((width - 400) * i) / count
        layer.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY: top + height / 2, bubbles: true }))
        layer.getBoundingClientRect()
        return performance.now() - startedAtMs
      })
    }, moves)
    const [first, ...rest] = hoverMs as [number, ...number[]]
    const sorted = rest.toSorted((a, b) => a - b)
    const ms = (value: number | undefined) => `${Math.round(value ?? 0)} ms`
    console.log(
      `${variants} variants x 5 seeds x 1,000 rows (load ${loadavg()[0]!.toFixed(1)}): drawn after ${ms(openedMs)}, page held for ` +
        `at most ${ms(Math.max(0, ...held))}; a move of the pointer takes ${ms(first)} at first, then ` +
        `${ms(sorted[sorted.length >> 1])} (95 % ${ms(sorted[Math.floor(0.95 * sorted.length)])})`,
    )
  } finally {
    await browser.close()
    await app.stop()
    remove()
  }
}
