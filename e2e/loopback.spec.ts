import { chromium, type Locator, type Page } from '@playwright/test'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linePath, lineProtocol, secretKey } from '../src-shared/contract/loopback.ts'
import { expect, shell as shellUnderTest, test } from './app-test.ts'
import { testChromium } from './chromium.ts'
import { startApp, startShell } from './start-app.ts'

test.skip(shellUnderTest === 'electron', 'Electron has no loopback host')

test("a browser is started with a file that is this user's alone, and that file opens the app, also after a reload", async ({
  home,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'ascent-stand-in-'))
  const argumentsPath = join(folder, 'arguments')
  const standIn = join(folder, 'stand-in')
  writeFileSync(
    standIn,
    `#!/bin/sh\nprintf '%s\\n' "$@" > "${argumentsPath}.part"\nmv "${argumentsPath}.part" "${argumentsPath}"\n`,
  )
  chmodSync(standIn, 0o755)
  const shell = startShell(['--shell', 'browser'], home, { ASCENT_BROWSER: standIn, HOME: folder })
  const ended = new Promise((resolve) => shell.once('exit', resolve))
  const { executable, args, env } = await testChromium()
  const profile = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: executable,
    args: [...args],
    env: { ...(process.env as Record<string, string>), ...env },
  })
  try {
    await expect.poll(() => existsSync(argumentsPath), { timeout: 30_000 }).toBe(true)
    const given = readFileSync(argumentsPath, 'utf8').trim().split('\n')
    expect(given).toHaveLength(1)
    expect(given[0]).not.toMatch(/http|token|127\.0\.0\.1/)
    const openingFile = given[0]!
    expect(statSync(openingFile).mode & 0o777).toBe(0o600)
    // A folder that any browser can read: no part of it begins with a dot.
    expect(openingFile.slice(folder.length)).not.toContain('/.')
    const token = /\/open\/([\w-]+)/.exec(readFileSync(openingFile, 'utf8'))![1]!
    expect(given.join()).not.toContain(token)

    const page = await profile.newPage()
    await page.goto(`file://${openingFile}`)
    await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/(#.*)?$/)
    await expect(page.getByRole('navigation').first()).toBeVisible()
    expect(existsSync(openingFile)).toBe(false)
    await page.reload()
    await expect(page.getByRole('navigation').first()).toBeVisible()
  } finally {
    await profile.close()
    shell.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
})

test('another server on this machine, visited in the same browser, gets nothing that opens the line', async ({
  app,
}) => {
  const { page } = app
  const context = page.context()
  const { origin, port } = new URL(page.url())
  const secret = (await page.evaluate((key) => localStorage.getItem(key), secretKey))!
  expect(secret).toMatch(/^[\w-]{32}$/)
  expect(await context.cookies()).toEqual([])

  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(JSON.stringify([request.url, request.headers]))
    response.setHeader('content-type', 'text/html').end('<p>another server</p>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const other = await context.newPage()
    await other.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const found = await other.evaluate(
      async ({ app: address, line, protocol }) => {
        const opens = (protocols: string[]): Promise<boolean> =>
          new Promise((resolve) =>
            Object.assign(new WebSocket(line, protocols), {
              onopen: () => resolve(true),
              onerror: () => resolve(false),
            }),
          )
        const read = async (options: RequestInit): Promise<string> => {
          try {
            return await (await fetch(address, options)).text()
          } catch {
            return ''
          }
        }
        return {
          kept: JSON.stringify({ ...localStorage }) + document.cookie,
          page: (await read({ credentials: 'include' })) + (await read({ mode: 'no-cors' })),
          opens: (await opens([])) || (await opens([protocol, 'a-guess'])),
        }
      },
      { app: `${origin}/`, line: `ws://127.0.0.1:${port}${linePath}`, protocol: lineProtocol },
    )
    expect(found).toEqual({ kept: '{}', page: '', opens: false })
    // Even the secret itself, had it leaked, opens the line from no other Origin.
    const opensWithSecret = await other.evaluate(
      ({ line, offered }) =>
        new Promise<boolean>((resolve) =>
          Object.assign(new WebSocket(line, offered), { onopen: () => resolve(true), onerror: () => resolve(false) }),
        ),
      { line: `ws://127.0.0.1:${port}${linePath}`, offered: [lineProtocol, secret] },
    )
    expect(opensWithSecret).toBe(false)
    // Followed from there, the app's page opens, but the page that led to it can't look into it.
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      other.evaluate((address) => Object.assign(globalThis, { opened: window.open(address) }), `${origin}/`),
    ])
    await expect(opened.getByRole('navigation').first()).toBeVisible()
    expect(await other.evaluate(() => (globalThis as { opened?: Window }).opened?.closed)).toBe(true)
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.join()).not.toContain(secret)
    expect(seen.join()).not.toContain('cookie')
  } finally {
    server.close()
  }
})

test('a reload and a second tab open the app; a browser that was never let in is told how to', async ({
  app,
  testBrowser,
}) => {
  const { page } = app
  const address = page.url().replace(/#.*/, '')
  await page.reload()
  await expect(page.getByRole('navigation').first()).toBeVisible()
  const tab = await page.context().newPage()
  await tab.goto(address)
  await expect(tab.getByRole('navigation').first()).toBeVisible()

  const stranger = await (await testBrowser!.newContext()).newPage()
  await stranger.goto(address)
  await expect(stranger.getByRole('heading', { name: 'Ascent isn’t open here' })).toBeVisible()
  await expect(stranger.getByText('npm start')).toBeVisible()
  await stranger.context().close()

  // An earlier start at the same port left a secret that this one doesn't know.
  await tab.evaluate((key) => localStorage.setItem(key, 'of-an-earlier-start'), secretKey)
  await tab.reload()
  await expect(tab.getByRole('heading', { name: 'Ascent isn’t open here' })).toBeVisible()
  expect(await tab.evaluate((key) => localStorage.getItem(key), secretKey)).toBeNull()
})

test('a page whose host is gone says so and how to open the app', async ({ home, testBrowser }) => {
  const context = await testBrowser!.newContext()
  const open = async (url: string): Promise<{ page: Page; banner: Locator }> => {
    const page = await context.newPage()
    await page.goto(url)
    await expect(page.getByLabel('State of the machine')).toContainText('trainers')
    return { page, banner: page.getByRole('alert').filter({ hasText: 'npm start' }) }
  }
  const ended = await startApp(home)
  const first = await open(ended.url)
  await ended.stop()
  await expect(first.banner).toContainText('Ascent has ended or was started again.')

  // Killed, it can't say good-bye: the page tries again, until somebody else answers at the address.
  const killed = await startApp(home)
  const second = await open(killed.url)
  const port = Number(new URL(second.page.url()).port)
  await killed.kill()
  await expect(second.banner).toContainText('Ascent does not answer.')
  const somebody = createServer((_request, response) => response.writeHead(403).end())
  await new Promise<void>((resolve) => somebody.listen(port, '127.0.0.1', resolve))
  await expect(second.banner).toContainText('Ascent has ended or was started again.')
  expect(await second.page.evaluate((key) => localStorage.getItem(key), secretKey)).toBeNull()
  somebody.close()
  await context.close()
})

test('the page runs no code but its own', async ({ app }) => {
  const violations = await app.page.evaluate(async () => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'globalThis.broken = true'
    document.body.append(script)
    await fetch('http://127.0.0.1:1/').catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 100))
    return { seen, broken: 'broken' in globalThis }
  })
  expect(violations.broken).toBe(false)
  expect(violations.seen).toEqual(expect.arrayContaining(['script-src-elem', 'connect-src']))
})

test('a second start gives another address of the first', async ({ app, home }) => {
  const second = startShell(['--shell', 'none'], home)
  let printed = ''
  second.stdout!.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const code = await new Promise((resolve) => second.once('close', resolve))
  expect(code).toBe(0)
  expect(printed.trim().split('\n')).toHaveLength(1)
  expect(new URL(printed.trim()).origin).toBe(new URL(app.page.url()).origin)
  const another = await app.page.context().newPage()
  await another.goto(printed.trim())
  await expect(another.getByRole('navigation').first()).toBeVisible()
})
