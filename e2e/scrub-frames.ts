// `node e2e/scrub-frames.ts [PICTURE]`: how smoothly the checkpoints of a gridworld can be scrubbed over in Inspect. It prints
// what was displayed, from requestAnimationFrame; a busy machine decides the figures, so no test asserts them.
import { chromium } from '@playwright/test'
import { ensureBuilt } from '../src-main/shells/build/ensure-built.ts'
import { testChromium } from './chromium.ts'
import { goTo, queueSpec } from './in-the-app.ts'
import { startApp, temporaryHome } from './start-app.ts'

const frames = 150
/** A quantile, with one decimal. */
const at = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round(10 * sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!) / 10
}
const map = ['....#....', 'S...#.H..', '..#......', '......#..', '....H.#..', '.H.....G#', '......###']

await ensureBuilt('renderer', (sentence) => console.error(sentence))
const { executable, args, env } = await testChromium((sentence) => console.error(sentence))
const { home, remove } = temporaryHome()
const app = await startApp(home)
const browser = await chromium.launch({
  executablePath: executable,
  args: [...args],
  env: { ...(process.env as Record<string, string>), ...env },
})
try {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(app.url)
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/(#.*)?$/)
  await queueSpec(page, {
    name: 'a gridworld to scrub over',
    environment: { id: 'gridworld', map, slip: 0.05, horizon: 60 },
    seeds: [1],
    budget: { updates: 100 },
    evaluation: null,
    variants: [
      {
        name: 'Actor-critic',
        collection: { trajectories: 8 },
        policy: { kind: 'tabular-softmax' },
        estimator: { kind: 'advantage' },
        critic: { network: { kind: 'tabular' } },
        update: { kind: 'gradient-ascent', learningRate: 0.1 },
      },
    ],
  })
  await page.getByRole('heading', { name: 'The queue is empty' }).waitFor({ timeout: 60_000 })
  await goTo(page, 'Inspect')
  await page.getByRole('button', { name: 'Actor-critic, seed 1' }).click()
  const scrubber = page.getByRole('slider', { name: 'Checkpoint', exact: true })
  await page.getByRole('application').waitFor()
  for (const layer of ['V exact', 'Q']) {
    await page.getByRole('radio', { name: layer, exact: true }).click()
    await page.waitForTimeout(500)
    // One checkpoint a frame, from the first to the last and back.
    const { gaps, work } = await scrubber.evaluate(async (slider, count) => {
      const press = (key: string) => slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      const shown: number[] = []
      const work: number[] = []
      let key = 'ArrowLeft'
      for (let i = 0; i < count; i++) {
        const now = slider.getAttribute('aria-valuenow')
        if (now === '1') key = 'ArrowRight'
        else if (now === slider.getAttribute('aria-valuemax')) key = 'ArrowLeft'
        const beganMs = performance.now()
        press(key)
        // React draws what a key changes before the next task.
        await Promise.resolve()
        work.push(performance.now() - beganMs)
        shown.push(await new Promise<number>((resolve) => requestAnimationFrame(resolve)))
      }
      return { gaps: shown.slice(1).map((atMs, i) => atMs - shown[i]!), work }
    }, frames)
    const perSecond = (1_000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0)
    console.log(
      `${layer}: ${frames} checkpoints, ${Math.round(perSecond)} a second; between two: median ${at(gaps, 0.5)} ms, ` +
        `95 % ${at(gaps, 0.95)} ms, longest ${at(gaps, 1)} ms; work for one: median ${at(work, 0.5)} ms, 95 % ${at(work, 0.95)} ms`,
    )
  }
  if (process.argv[2] !== undefined) await page.screenshot({ path: process.argv[2] })
} finally {
  await browser.close()
  await app.stop()
  remove()
}
