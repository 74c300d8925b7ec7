import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseShell } from '../choose-shell.ts'
import { processStartTime } from '../process-start-time.ts'
import { electronState, fetchElectron } from './ensure-electron.ts'

let folder: string
let packageFolder: string
let cache: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascent-electron-'))
  packageFolder = join(folder, 'electron')
  cache = join(folder, 'cache')
  mkdirSync(packageFolder)
  writeFileSync(join(packageFolder, 'package.json'), JSON.stringify({ version: '45.4.1' }))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The package's installer, played by a script. */
const installer = (script: string): void =>
  writeFileSync(
    join(packageFolder, 'install.js'),
    `const fs = require('fs'), path = require('path'), os = require('os');${script}`,
  )
const report = (): void => {}

describe('fetching Electron', () => {
  it('finds what an installer leaves', async () => {
    installer(
      "fs.mkdirSync(path.join(__dirname, 'dist')); fs.writeFileSync(path.join(__dirname, 'dist', 'electron'), ''); " +
        "fs.writeFileSync(path.join(__dirname, 'path.txt'), 'electron')",
    )
    expect(electronState(packageFolder, cache)).toEqual({ kind: 'untried', version: '45.4.1' })
    expect(await fetchElectron({ report, packageFolder, cache })).toEqual({
      kind: 'there',
      version: '45.4.1',
      binary: join(packageFolder, 'dist', 'electron'),
    })
  })

  it('remembers a failure for this version only', async () => {
    installer("console.error('getaddrinfo ENOTFOUND'); process.exit(1)")
    const failed = { kind: 'failed', version: '45.4.1', reason: 'getaddrinfo ENOTFOUND' }
    expect(await fetchElectron({ report, packageFolder, cache })).toEqual(failed)
    expect(electronState(packageFolder, cache)).toEqual(failed)
    writeFileSync(join(packageFolder, 'package.json'), JSON.stringify({ version: '46.0.0' }))
    expect(electronState(packageFolder, cache)).toEqual({ kind: 'untried', version: '46.0.0' })
  })

  it('gives up on a server that never answers, and ends its process', async () => {
    installer(
      `fs.writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(process.pid)); setInterval(() => {}, 1000)`,
    )
    const state = await fetchElectron({ report, packageFolder, cache, patienceMs: 3_000 })
    expect(state).toMatchObject({ kind: 'failed', reason: 'nothing arrived for 3 seconds' })
    expect(processStartTime(Number(readFileSync(join(folder, 'pid'), 'utf8')))).toBeUndefined()
  })

  it('waits as long as something arrives', async () => {
    installer(`let n = 0
      const timer = setInterval(() => {
        fs.appendFileSync(path.join(os.tmpdir(), 'part'), 'x'.repeat(1000))
        if (++n < 13) return
        clearInterval(timer)
        fs.mkdirSync(path.join(__dirname, 'dist'))
        fs.writeFileSync(path.join(__dirname, 'dist', 'electron'), '')
        fs.writeFileSync(path.join(__dirname, 'path.txt'), 'electron')
      }, 350)`)
    expect(await fetchElectron({ report, packageFolder, cache, patienceMs: 4_000 })).toMatchObject({ kind: 'there' })
  })
})

describe('choosing a shell', () => {
  const there = { kind: 'there', version: '45.4.1', binary: '/e' } as const
  const untried = { kind: 'untried', version: '45.4.1' } as const
  const failed = { kind: 'failed', version: '45.4.1', reason: 'no line' } as const
  const chosen = (
    requested: 'browser' | 'electron' | 'none' | undefined,
    electron: typeof there | typeof untried | typeof failed,
    hasDisplay = true,
  ) => chooseShell({ requested, electron, hasDisplay }).chosen

  it('takes Electron where it is or can be had, else the browser, and says why', () => {
    expect(chosen(undefined, there)).toBe('electron')
    expect(chosen(undefined, untried)).toBe('try-electron')
    expect(chosen(undefined, failed)).toBe('browser')
    expect(chosen(undefined, there, false)).toBe('browser')
    expect(chooseShell({ requested: undefined, electron: failed, hasDisplay: true }).why).toContain('no line')
  })

  it('does what --shell says, and tries again only then', () => {
    expect(chosen('electron', failed)).toBe('try-electron')
    expect(chosen('electron', there, false)).toBe('electron')
    expect(chosen('browser', there)).toBe('browser')
    expect(chosen('none', there)).toBe('none')
  })
})
