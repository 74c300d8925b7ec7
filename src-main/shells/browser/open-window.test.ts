import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findBrowser } from './find-browser.ts'
import { absencePatienceMs, endWhenIdle, firstClientPatienceMs } from './idle-end.ts'
import { openWindow } from './open-window.ts'

const url = 'http://127.0.0.1:4711/open/the-token'
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascent-open-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A browser that writes down how it was started. */
function standIn(script = ''): string {
  const path = join(folder, 'stand-in')
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/arguments"\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}
const argumentsGiven = async (): Promise<string[]> => {
  await vi.waitUntil(
    () => existsSync(join(folder, 'arguments')) && readFileSync(join(folder, 'arguments'), 'utf8').endsWith('\n'),
  )
  return readFileSync(join(folder, 'arguments'), 'utf8').trim().split('\n')
}

describe('opening a window', () => {
  it('puts no token on the command line, but in a file for this user alone that goes once it was used', async () => {
    const said: string[] = []
    const opening = openWindow(url, findBrowser({ env: { ASCENT_BROWSER: standIn() } }), {
      say: (text) => said.push(text),
      folder,
    })
    const [file, ...others] = await argumentsGiven()
    expect(others).toEqual([])
    expect(file).not.toContain('the-token')
    expect(statSync(file!).mode & 0o777).toBe(0o600)
    expect(readFileSync(file!, 'utf8')).toContain(url)
    opening.redeemed()
    expect(existsSync(file!)).toBe(false)
    expect(said).toEqual([])
  })

  it('prints the address, with why, when nobody used it in time', async () => {
    const said: string[] = []
    const opening = openWindow(url, findBrowser({ env: { ASCENT_BROWSER: standIn() } }), {
      say: (text) => said.push(text),
      folder,
      patienceMs: 100,
    })
    await vi.waitUntil(() => said.length > 0)
    expect(said.join()).toContain(url)
    expect(said.join()).toContain('no page came within 0.1 seconds')
    opening.close()
    expect(said).toHaveLength(1)
  })

  it.each([
    ['a browser that fails', () => findBrowser({ env: { ASCENT_BROWSER: standIn('exit 3') } }), /ended with code 3/],
    [
      'one that is not there',
      () => findBrowser({ env: { ASCENT_BROWSER: '/nowhere/at-all' } }),
      /could not be started/,
    ],
    ['none', () => findBrowser({ env: {}, platform: 'linux' }), /no display/],
  ])('prints the address at once for %s', async (_, browser, why) => {
    const said: string[] = []
    const opening = openWindow(url, browser(), { say: (text) => said.push(text), folder })
    await vi.waitUntil(() => said.length > 0)
    expect(said.join()).toMatch(why)
    expect(said.join()).toContain(url)
    opening.close()
  })
})

describe('finding a browser', () => {
  const env = { DISPLAY: ':0', PATH: '/usr/bin:/opt/bin' }
  const programs = (...paths: string[]) => ({
    env,
    platform: 'linux' as const,
    isRoot: false,
    isProgram: (path: string) => paths.includes(path),
  })

  it('takes a Chromium for a window of its own', () => {
    const choice = findBrowser(programs('/opt/bin/chromium', '/usr/bin/xdg-open'))
    expect(choice).toMatchObject({ kind: 'app-window', program: '/opt/bin/chromium' })
    if (choice.kind === 'none') throw new Error('unreachable')
    const args = choice.args('/home/ada/Ascent/a file.html', '/home/ada/Ascent/window')
    expect(args).toContain('--app=file:///home/ada/Ascent/a%20file.html')
    expect(args).toContain('--user-data-dir=/home/ada/Ascent/window')
    expect(args).not.toContain('--no-sandbox')
  })

  it('gives up its sandbox for root only, who cannot have it', () => {
    const choice = findBrowser({ ...programs('/usr/bin/google-chrome'), isRoot: true })
    if (choice.kind === 'none') throw new Error('unreachable')
    expect(choice.args('/x.html', '/p')).toEqual(expect.arrayContaining(['--no-sandbox', '--test-type']))
  })

  it('takes the default browser without one, and nothing without a display', () => {
    expect(findBrowser(programs('/usr/bin/xdg-open'))).toMatchObject({ kind: 'default', program: '/usr/bin/xdg-open' })
    expect(findBrowser(programs())).toMatchObject({ kind: 'none' })
    expect(findBrowser({ ...programs('/usr/bin/chromium'), env: { PATH: '/usr/bin' } })).toMatchObject({
      kind: 'none',
      why: expect.stringContaining('display'),
    })
    expect(findBrowser({ env: {}, platform: 'darwin', isProgram: () => false })).toMatchObject({
      kind: 'default',
      program: 'open',
    })
  })
})

describe('ending when nobody is there', () => {
  it('waits for the first client, for one to come back, and for runs to end', () => {
    let nowMs = 0
    let clients = 0
    let busy = false
    const onIdle = vi.fn<() => void>()
    const idle = endWhenIdle({ clientCount: () => clients, isBusy: () => busy, onIdle, now: () => nowMs })
    const at = (ms: number): void => {
      nowMs = ms
      idle.check()
    }
    at(firstClientPatienceMs - 1)
    clients = 1
    at(firstClientPatienceMs)
    clients = 0
    at(firstClientPatienceMs + absencePatienceMs - 1)
    expect(onIdle).not.toHaveBeenCalled()
    busy = true
    at(10 * firstClientPatienceMs)
    busy = false
    at(10 * firstClientPatienceMs + absencePatienceMs - 1)
    expect(onIdle).not.toHaveBeenCalled()
    at(10 * firstClientPatienceMs + absencePatienceMs)
    expect(onIdle).toHaveBeenCalledTimes(1)
    idle.stop()
  })
})
