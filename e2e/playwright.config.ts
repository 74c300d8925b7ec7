import { defineConfig } from '@playwright/test'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** The tests start the app themselves (e2e/start-app.ts), each with a data folder of its own. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: join(root, 'test-results'),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  forbidOnly: true,
  // A busy machine can starve a browser. What passes only then is named at the end of `npm test` (e2e/tally.ts).
  retries: 1,
  reporter: process.env.ASCENT_E2E_REPORT
    ? [['list'], ['json', { outputFile: process.env.ASCENT_E2E_REPORT }]]
    : [['list']],
  use: { screenshot: 'only-on-failure', trace: 'on-first-retry' },
})
