// `node e2e/replay-frames.ts [PICTURE]`: how smoothly Inspect replays an episode of CartPole, with its strips and the policy
// surface that follows. It prints what was displayed, from requestAnimationFrame; a busy machine decides the figures, so no test
// asserts them.
import { chromium } from '@playwright/test'
import { ensureBuilt } from '../src-main/shells/build/ensure-built.ts'
import { testChromium } from './chromium.ts'
import { goTo, line, queueSpec, untilTheQueueIsEmpty } from './in-the-app.ts'
import { startApp, temporaryHome } from './start-app.ts'

const playForMs = 8_000
const network = { hidden: [64, 64] }

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
    name: 'a replay',
    environment: { id: 'CartPole-v1', copies: 8 },
    seeds: [2],
    budget: { envSteps: 150_000 },
    evaluation: null,
    variants: [
      {
        name: 'PPO-clip',
        collection: { stepsPerCopy: 256 },
        policy: { kind: 'neural-softmax', ...network },
        estimator: { kind: 'advantage', method: 'gae' },
        critic: { network: { kind: 'neural', ...network }, fit: { kind: 'with-policy' } },
        update: { kind: 'clip', learningRate: 1e-3, epochs: 6, minibatches: 4 },
      },
    ],
  })
  await untilTheQueueIsEmpty(page)
  await goTo(page, 'History')
  await line(page, 'a replay').focus()
  await page.keyboard.press('i')
  const replay = page.getByRole('slider', { name: 'Step of the episode' })
  await page.getByRole('application', { name: /^Policy surface/ }).waitFor()
  await page.getByRole('button', { name: 'Play the episode' }).click()
  const gaps = await page.evaluate(
    (forMs) =>
      new Promise<number[]>((resolve) => {
        const frames: number[] = []
        const next = (atMs: number) => {
          frames.push(atMs)
          if (atMs - frames[0]! < forMs) requestAnimationFrame(next)
          else resolve(frames.slice(1).map((at, i) => at - frames[i]!))
        }
        requestAnimationFrame(next)
      }),
    playForMs,
  )
  const reached = await replay.getAttribute('aria-valuenow')
  if (process.argv[2] !== undefined) await page.screenshot({ path: process.argv[2] })
  const sorted = gaps.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!)
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1_000
  console.log(
    `${gaps.length} frames in ${seconds.toFixed(1)} s (${Math.round(gaps.length / seconds)} a second), up to step ${reached}; ` +
      `between two: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms`,
  )
} finally {
  await browser.close()
  await app.stop()
  remove()
}
