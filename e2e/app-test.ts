import {
  _electron,
  chromium,
  expect,
  test as base,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test'
import { join } from 'node:path'
import { electronState } from '../src-main/shells/electron/ensure-electron.ts'
import { testChromium } from './chromium.ts'
import { startApp, temporaryHome } from './start-app.ts'

export { expect }

/** `npm run e2e -- --shell electron` sets it; the same tests then drive Electron's window. */
export const shell = process.env.ASCENT_E2E_SHELL === 'electron' ? 'electron' : 'browser'

/** The app, started, with a page that shows it. */
export interface OpenedApp {
  readonly page: Page
  /** Ends it in order, as Ctrl+C or closing its window does. */
  stop(): Promise<void>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

interface Fixtures {
  /** A data folder of this test's own. */
  home: string
  context: BrowserContext
  page: Page
  /** Starts the app over `home`, as often as a test wants: what was stored is found again. */
  openApp: () => Promise<OpenedApp>
  /** The app, started once. */
  app: OpenedApp
}

/** Tests of the real app: in the real browser, or in Electron. */
export const test = base.extend<Fixtures, { testBrowser: Browser | undefined }>({
  testBrowser: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures out of this pattern
    async ({}, use) => {
      if (shell === 'electron') return use(undefined)
      const { executable, args, env } = await testChromium()
      const browser = await chromium.launch({
        executablePath: executable,
        args: [...args],
        env: { ...(process.env as Record<string, string>), ...env },
      })
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  context: async ({ testBrowser, viewport, colorScheme }, use) => {
    if (testBrowser === undefined)
      throw new Error('In Electron there is no browser context of the test: use `app.page`.')
    const context = await testBrowser.newContext({
      viewport: viewport ?? { width: 1440, height: 900 },
      colorScheme: colorScheme ?? 'light',
    })
    await use(context)
    await context.close()
  },
  page: async ({ context }, use) => use(await context.newPage()),
  // oxlint-disable-next-line no-empty-pattern -- as above
  home: async ({}, use) => {
    const { home, remove } = temporaryHome()
    await use(home)
    remove()
  },
  openApp: async ({ home, testBrowser, viewport, colorScheme }, use) => {
    const opened: OpenedApp[] = []
    await use(async () => {
      const app =
        testBrowser === undefined
          ? await openInElectron(home)
          : await openInBrowser(testBrowser, home, {
              viewport: viewport ?? { width: 1440, height: 900 },
              colorScheme: colorScheme ?? 'light',
            })
      opened.push(app)
      return app
    })
    for (const app of opened) await app.stop()
  },
  app: async ({ openApp }, use) => use(await openApp()),
})

async function openInBrowser(
  browser: Browser,
  home: string,
  options: Parameters<Browser['newContext']>[0],
): Promise<OpenedApp> {
  const started = await startApp(home)
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await page.goto(started.url)
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/(#.*)?$/)
  return {
    page,
    async stop() {
      await context.close()
      await started.stop()
    },
    async kill() {
      await started.kill()
      await context.close()
    },
  }
}

async function openInElectron(home: string): Promise<OpenedApp> {
  const electron = electronState()
  if (electron.kind !== 'there')
    throw new Error("Electron's binary is not there; npm start -- --shell electron fetches it.")
  const root = join(import.meta.dirname, '..')
  const app = await _electron.launch({
    executablePath: electron.binary,
    args: process.getuid?.() === 0 ? ['--no-sandbox', root] : [root],
    env: { ...(process.env as Record<string, string>), ASCENT_HOME: home },
  })
  const ended = new Promise<void>((resolve) => app.on('close', () => resolve()))
  return {
    page: await app.firstWindow(),
    async stop() {
      // What a person answers to the closing question; there is nobody to ask here.
      await app.evaluate(({ dialog }) =>
        Object.assign(dialog, { showMessageBox: async () => ({ response: 1, checkboxChecked: false }) }),
      )
      await app.evaluate(({ app: electronApp }) => electronApp.quit())
      await ended
    },
    async kill() {
      app.process().kill('SIGKILL')
      await ended
    },
  }
}
