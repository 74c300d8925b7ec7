import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './app-test.ts'

/** No rule of axe is broken on the page as it is shown; no rule is left out. `where` names it in a failure. */
export async function nothingForAxe(page: Page, where: string): Promise<void> {
  // The view's own transitions and notices pass first: half-faded text has no contrast.
  // A dialog's begins some frames after it is there.
  await page.evaluate(async () => {
    for (let still = 0; still < 10; still++) {
      const running = document
        .getAnimations()
        .filter(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
      if (running.length > 0) still = 0
      await Promise.all(running.map((animation) => animation.finished.catch(() => {})))
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  })
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.join(' ')}\n    ${node.html.slice(0, 160)}`),
  )
  expect.soft(found, where).toEqual([])
}
