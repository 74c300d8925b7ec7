// `node e2e/hover-frames.ts [PICTURE]`: how smoothly Compare can be hovered over while two trainers take both cores. It prints what
// was displayed, from requestAnimationFrame; a busy machine decides the figures, so no test asserts them.
import { chromium } from '@playwright/test'
import { ensureBuilt } from '../src-main/shells/build/ensure-built.ts'
import { testChromium } from './chromium.ts'
import { goTo, queueSpec } from './in-the-app.ts'
import { startApp, temporaryHome } from './start-app.ts'

const hoverForMs = 10_000
const stepEveryMs = 25

const network = { hidden: [64, 64] }
const ppo = (learningRate: number) => ({
  name: `PPO, step size ${learningRate}`,
  collection: { stepsPerCopy: 128 },
  policy: { kind: 'neural-softmax', ...network },
  estimator: { kind: 'advantage', method: 'gae' },
  critic: { network: { kind: 'neural', ...network }, fit: { kind: 'with-policy' } },
  update: { kind: 'clip', learningRate, epochs: 4, minibatches: 4 },
})

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
    name: 'two trainers busy',
    environment: { id: 'CartPole-v1' },
    seeds: [1, 2, 3, 4, 5],
    budget: { seconds: 20 },
    evaluation: { every: { envSteps: 5_000 } },
    variants: [ppo(3e-4), ppo(1e-3)],
  })
  await goTo(page, 'Queue')
  await page.getByText('running').first().waitFor({ timeout: 60_000 })
  await goTo(page, 'Compare')
  await page.getByRole('button', { name: 'two trainers busy' }).click()
  const layer = page.getByRole('slider', { name: /^Values of the variants/ })
  await page.locator('figcaption').getByText('recorded points').waitFor({ timeout: 60_000 })
  await page.waitForTimeout(3_000)

  await page.evaluate(() => {
    const frames: number[] = []
    Object.assign(window, { frames })
    const next = (atMs: number) => {
      frames.push(atMs)
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
  const box = (await layer.boundingBox())!
  let shown = 0
  let tries = 0
  for (const endMs = performance.now() + hoverForMs; performance.now() < endMs;) {
    const along = (tries % 100) / 100
    await page.mouse.move(box.x + 70 + along * (box.width - 350), box.y + box.height / 2)
    await page.waitForTimeout(stepEveryMs)
    tries++
    if (await layer.getByText('env steps').isVisible()) shown++
  }
  if (process.argv[2] !== undefined) await page.screenshot({ path: process.argv[2] })
  const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames)
  const gaps = frames.slice(1).map((atMs, i) => atMs - frames[i]!)
  const sorted = gaps.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!)
  console.log(
    `${frames.length} frames in ${Math.round((frames.at(-1)! - frames[0]!) / 1_000)} s; between two: median ${at(0.5)} ms, ` +
      `95 % ${at(0.95)} ms, longest ${at(1)} ms; values shown at ${shown} of ${tries} places`,
  )
} finally {
  await browser.close()
  await app.stop()
  remove()
}
