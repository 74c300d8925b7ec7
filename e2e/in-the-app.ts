import type { Locator, Page } from '@playwright/test'
import { expect, test as appTest } from './app-test.ts'

export { expect }

/** Tests of the views, at the size of the pictures: a complaint in the page's console fails them. */
export const test = appTest.extend({
  viewport: { width: 1440, height: 900 },
  openApp: async ({ openApp }, use) => {
    const complaints: string[] = []
    await use(async () => {
      const app = await openApp()
      app.page.on('pageerror', (failure) => complaints.push(failure.message))
      app.page.on('console', (message) => {
        if (message.type() === 'error' && !lineIsDown(message.text())) complaints.push(message.text())
      })
      await expect(app.page.getByRole('navigation', { name: 'Views' })).toBeVisible()
      return app
    })
    expect(complaints, 'the page complained').toEqual([])
  },
})

/** Ending the app under an open page cuts its line; the page says so by itself. */
const lineIsDown = (text: string): boolean => /WebSocket|ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE/.test(text)

/** Trainers have a machine to themselves or not: what takes seconds here may take a minute elsewhere. */
export const whileItTrains = { timeout: 150_000 }

/** To a view by the rail. */
export async function goTo(
  page: Page,
  view: 'Design' | 'Queue' | 'History' | 'Compare' | 'Inspect' | 'Lab' | 'Learn' | 'Settings',
): Promise<void> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click()
}

/** Two tabular ways through a small grid: trains in a second or two. */
export function gridSpec(change: { name: string; seeds?: number[]; budget?: object; variants?: object[] }): object {
  const common = {
    collection: { trajectories: 8 },
    policy: { kind: 'tabular-softmax' },
    update: { kind: 'gradient-ascent', learningRate: 0.1 },
  }
  return {
    environment: { id: 'gridworld' },
    seeds: [1, 2],
    budget: { envSteps: 10_000 },
    evaluation: { every: 5, episodes: 5 },
    variants: [
      { name: 'Total return', estimator: { kind: 'total-return' }, ...common },
      { name: 'Reward-to-go', estimator: { kind: 'reward-to-go' }, ...common },
    ],
    ...change,
  }
}

/** Queues a spec through Design's JSON side, as a person would paste it. */
export async function queueSpec(page: Page, spec: object): Promise<void> {
  await goTo(page, 'Design')
  await page.getByRole('radio', { name: 'JSON' }).click()
  await page.getByRole('textbox', { name: 'Spec as JSON' }).fill(JSON.stringify(spec))
  await page.getByRole('button', { name: /^Queue \d+ runs?/ }).click()
  await expect(page).toHaveURL(/#\/queue/)
}

/** What is compared as a file, by the export's own words for it. */
export async function exportAs(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('combobox', { name: 'Export as' }).selectOption({ label: what })
  await page.getByRole('button', { name: 'Save file' }).click()
}

/** Lines of the queue's or the history's tree by what stands in them. */
export const line = (page: Page, text: string | RegExp): Locator => page.getByRole('row').filter({ hasText: text })

export async function untilTheQueueIsEmpty(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'The queue is empty' })).toBeVisible(whileItTrains)
}
