import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './app-test.ts'

/** No rule of axe is broken on the page as it is shown; no rule is left out. `where` names it in a failure. */
export async function nothingForAxe(page: Page, where: string): Promise<void> {
  // The view's own transitions and notices pass first: half-faded text has no contrast.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
  )
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.join(' ')}\n    ${node.html.slice(0, 160)}`),
  )
  expect.soft(found, where).toEqual([])
}
