import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../build/ensure-built.ts'
import { projectRoot } from '../build/project-root.ts'
import { lineClosedChannel, pageHasReadChannel, toAppChannel, toPageChannel } from './channels.ts'

const out = join(projectRoot, 'out')
const folder = mkdtempSync(join(tmpdir(), 'ascent-bundles-'))
beforeAll(async () => {
  await ensureBuilt('electron')
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the preload', () => {
  it('is one CommonJS file that needs electron alone and puts one object of two functions on the page', () => {
    expect(readdirSync(join(out, 'preload'))).toEqual(['preload.cjs'])
    const source = readFileSync(join(out, 'preload', 'preload.cjs'), 'utf8')
    const required: string[] = []
    const exposed: Record<string, Record<string, (argument: unknown) => void>> = {}
    const sent: unknown[][] = []
    const listeners = new Map<string, (event: unknown, text: string) => void>()
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: Record<string, () => void>) => (exposed[name] = api) },
      ipcRenderer: {
        send: (...args: unknown[]) => sent.push(args),
        on: (channel: string, listener: (event: unknown, text: string) => void) => listeners.set(channel, listener),
      },
    }
    runInNewContext(source, {
      exports: {},
      module: { exports: {} },
      require: (name: string) => {
        required.push(name)
        return electron
      },
    })
    expect(required).toEqual(['electron'])
    expect(Object.keys(exposed)).toEqual(['ascent'])
    expect(Object.keys(exposed.ascent!).toSorted()).toEqual(['onClosed', 'onMessage', 'send'])
    exposed.ascent!.send!('hello')
    expect(sent).toEqual([[toAppChannel, 'hello']])
    const heard: unknown[][] = []
    exposed.ascent!.onMessage!((...args: unknown[]) => heard.push(args))
    listeners.get(toPageChannel)!({ sender: 'the way to ipcRenderer' }, 'news')
    expect(heard).toEqual([['news']])
    expect(sent.at(-1)).toEqual([pageHasReadChannel, 4])
    exposed.ascent!.onClosed!((...args: unknown[]) => heard.push(args))
    listeners.get(lineClosedChannel)!({ sender: 'the way to ipcRenderer' }, '')
    expect(heard).toEqual([['news'], []])
  })
})

describe('the main bundle', () => {
  it('loads, with a stand-in for electron, and asks for a confined window on its own scheme', () => {
    const standIn = join(folder, 'electron.mjs')
    const home = join(folder, 'home')
    writeFileSync(
      standIn,
      `import { electronStandIn } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'stand-in.ts')).href)}
       const standIn = electronStandIn()
       export const { BrowserWindow, dialog, ipcMain, Menu, protocol, session, utilityProcess } = standIn.electron
       export const app = Object.assign(standIn.app, {
          getAppPath: () => ${JSON.stringify(projectRoot)},
          exit: (code) => process.exit(code),
        })
       globalThis.standIn = standIn`,
    )
    const script = `
      import { registerHooks } from 'node:module'
      const standIn = { url: ${JSON.stringify(pathToFileURL(standIn).href)}, shortCircuit: true }
       registerHooks({ resolve: (name, context, next) => (name === 'electron' ? standIn : next(name, context)) })
      await import(${JSON.stringify(pathToFileURL(join(out, 'main', 'electron.js')).href)})
      const { windows, schemes, names } = globalThis.standIn
      const page = await schemes.get('ascent')({ url: 'ascent://app/', method: 'GET' })
      const { options, loaded } = windows[0]
       process.stdout.write(JSON.stringify({ preferences: options.webPreferences, loaded, names: names(), page: page.status }))
      windows[0].close()
      globalThis.standIn.app.emit('window-all-closed')`
    const output = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, ASCENT_HOME: home },
      timeout: 60_000,
    })
    const seen = JSON.parse(output) as {
      preferences: Record<string, unknown>
      loaded: string[]
      names: string[]
      page: number
    }
    expect(seen.preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      preload: join(out, 'preload', 'preload.cjs'),
    })
    expect(existsSync(String(seen.preferences.preload))).toBe(true)
    expect(seen.loaded).toEqual(['ascent://app/'])
    expect(seen.names).toContain('enableSandbox')
    // It opened the real app over a real database, and closed it again.
    expect(readdirSync(home)).toContain('ascent.db')
    expect(readdirSync(home)).not.toContain('ascent.db.lock')
  })

  it('stands beside what it starts', () => {
    for (const name of ['electron.js', 'trainer.js', 'reader-thread.js', 'export-thread.js', 'try-out.js'])
      expect(existsSync(join(out, 'main', name))).toBe(true)
  })
})
