import { chromium } from '@playwright/test'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { expect, shell as shellUnderTest, test } from './app-test.ts'
import { testChromium } from './chromium.ts'
import { startShell } from './start-app.ts'

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

test('the line asks for cookie, secret and own Origin; a foreign page gets nothing', async ({ app }) => {
  const { page } = app
  const context = page.context()
  const { origin, port } = new URL(page.url())
  const secret = (await page.locator('meta[name="ascent-secret"]').getAttribute('content'))!
  const [cookie] = await context.cookies(origin)
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  const line = (path: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
      socket.on('open', () => {
        socket.close()
        resolve(101)
      })
      socket.on('unexpected-response', (request, response) => {
        request.destroy()
        resolve(response.statusCode!)
      })
      socket.on('error', () => {})
    })
  const headers = { cookie: `${cookie!.name}=${cookie!.value}`, origin }
  const right = `/rpc?secret=${secret}`
  expect(await line(right, headers)).toBe(101)
  expect(await line(right, { ...headers, origin: 'http://evil.example' })).toBe(403)
  expect(await line(right, { origin })).toBe(403)
  expect(await line('/rpc', headers)).toBe(403)
  expect(await line(right, { ...headers, host: 'evil.example' })).toBe(421)

  // A page of another origin in the same browser, which has the cookie too: SameSite and the Origin check stop it.
  const foreign = await context.newPage()
  await foreign.route('http://foreign.test/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<p>foreign</p>' }),
  )
  await foreign.goto('http://foreign.test/')
  const opened = await foreign.evaluate(
    (address) =>
      new Promise<boolean>((resolve) =>
        Object.assign(new globalThis.WebSocket(address), {
          onopen: () => resolve(true),
          onerror: () => resolve(false),
        }),
      ),
    `ws://127.0.0.1:${port}${right}`,
  )
  expect(opened).toBe(false)
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
