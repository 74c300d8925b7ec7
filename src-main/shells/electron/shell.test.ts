import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { App } from '../../app.ts'
import type { Connection, Transport } from '../../rpc/transport.ts'
import { lineClosedChannel, pageHasReadChannel, toAppChannel, toPageChannel } from './channels.ts'
import { runElectronShell } from './shell.ts'
import { electronStandIn, type StandInContents } from './stand-in.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascent-electron-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<head></head>')
  writeFileSync(join(folder, 'assets', 'app.js'), 'export {}')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The shell over a stand-in for Electron and an app of which only what the shell uses is there. */
async function startShell(options: { isFirst?: boolean; busy?: boolean; refuses?: string } = {}) {
  const standIn = electronStandIn(options)
  const connections: Connection[] = []
  const state = { busy: options.busy ?? false, closed: [] as (string | undefined)[] }
  let pickModule: (near: string) => Promise<string | null> = async () => null
  const app = {
    dispatcher: {
      serve: (transport: Transport) => transport.onConnection((connection) => void connections.push(connection)),
    },
    isBusy: () => state.busy,
    status: () => ({ trainersBusy: 2, labsRunning: 0, runsQueued: 3 }),
  } as unknown as App
  await runElectronShell({
    electron: standIn.electron,
    dataFolder: '/home/ada/.local/share/ascent',
    rendererFolder: folder,
    preload: '/app/out/preload/preload.cjs',
    platform: 'linux',
    openApp(pick) {
      pickModule = pick
      return options.refuses === undefined
        ? { ok: true, value: { app, close: async (running) => void state.closed.push(running) } }
        : { ok: false, sentence: options.refuses }
    },
  })
  return { ...standIn, connections, state, pickModule: (near: string) => pickModule(near) }
}

describe('the window', () => {
  it('is confined: sandbox, isolated context, no Node, no webview, one preload', async () => {
    const { windows, names, recorded } = await startShell()
    expect(windows).toHaveLength(1)
    expect(windows[0]!.options.webPreferences).toEqual({
      preload: '/app/out/preload/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    })
    expect(windows[0]!.loaded).toEqual(['ascent://app/'])
    expect(windows[0]!.shown).toBe(true)
    // The sandbox and the scheme must be settled before Electron is ready, the data folder before its lock is asked
    // for.
    expect(names().indexOf('enableSandbox')).toBeLessThan(names().indexOf('whenReady'))
    expect(names().indexOf('registerSchemesAsPrivileged')).toBeLessThan(names().indexOf('whenReady'))
    expect(recorded[0]).toEqual(['setPath', 'userData', '/home/ada/.local/share/ascent'])
    expect(names()[1]).toBe('requestSingleInstanceLock')
  })

  it('stays where it is, opens no other and embeds none', async () => {
    const { windows } = await startShell()
    const { webContents } = windows[0]!
    const prevented = (name: string, details: object): boolean => {
      const preventDefault = vi.fn<() => void>()
      webContents.emit(name, { preventDefault, ...details })
      return preventDefault.mock.calls.length === 1
    }
    expect(prevented('will-navigate', { url: 'https://evil.example/' })).toBe(true)
    expect(prevented('will-navigate', { url: 'ascent://app.evil.example/' })).toBe(true)
    expect(prevented('will-navigate', { url: 'file:///etc/passwd' })).toBe(true)
    expect(prevented('will-navigate', { url: 'ascent://app/#/history' })).toBe(false)
    expect(prevented('will-redirect', { url: 'ascent://app/' })).toBe(true)
    expect(prevented('will-frame-navigate', { url: 'ascent://app/', isMainFrame: false })).toBe(true)
    expect(prevented('will-attach-webview', {})).toBe(true)
    expect(webContents.windowOpenHandler!({ url: 'ascent://app/' })).toEqual({ action: 'deny' })
  })

  it('may ask for little: no permission but copying text and notifications, no request but the app own files', async () => {
    const { session } = await startShell()
    const granted: string[] = []
    const allowed = ['notifications', 'clipboard-sanitized-write']
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'clipboard-read',
      'clipboard-sanitized-write',
    ]) {
      session.permissionRequest!(null, permission, (allowed) => allowed && granted.push(permission))
      expect(session.permissionCheck!(null, permission)).toBe(allowed.includes(permission))
    }
    expect(granted).toEqual(allowed)
    const cancelled = (url: string): boolean => {
      let cancel = false
      session.beforeRequest!({ url }, (answer) => (cancel = answer.cancel))
      return cancel
    }
    expect(
      ['https://evil.example/', 'http://127.0.0.1/', 'ws://evil.example/', 'file:///etc/passwd'].map(cancelled),
    ).toEqual([true, true, true, true])
    expect(['ascent://app/', 'data:image/png;base64,', 'blob:ascent://app/1'].map(cancelled)).toEqual([
      false,
      false,
      false,
    ])
  })
})

describe('the scheme', () => {
  it('serves the renderer with its policy, and nothing else', async () => {
    const { schemes, recorded } = await startShell()
    expect(recorded).toContainEqual([
      'registerSchemesAsPrivileged',
      [{ scheme: 'ascent', privileges: { standard: true, secure: true, supportFetchAPI: true } }],
    ])
    const answer = (url: string, method = 'GET'): Promise<Response> =>
      schemes.get('ascent')!({ url, method } as Request)
    const page = await answer('ascent://app/')
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self';.*connect-src 'self';.*frame-ancestors 'none'$/,
    )
    expect(await (await answer('ascent://app/assets/app.js')).text()).toBe('export {}')
    for (const url of [
      'ascent://other/',
      'ascent://app/../secret',
      'ascent://app/%2e%2e%2fsecret.js',
      'ascent://app/nothing.js',
    ])
      expect((await answer(url)).status).toBe(404)
    expect((await answer('ascent://app/', 'POST')).status).toBe(404)
  })
})

describe('the line', () => {
  it('carries text both ways for the top frame of our own window, until it is reloaded', async () => {
    const { windows, ipcMain, connections } = await startShell()
    const sender = windows[0]!.webContents
    const say = (text: unknown): boolean => ipcMain.emit(toAppChannel, { sender, senderFrame: sender.mainFrame }, text)
    say('hello')
    expect(connections).toHaveLength(1)
    const heard: string[] = []
    const closed = vi.fn<() => void>()
    connections[0]!.onMessage((text) => void heard.push(text))
    connections[0]!.onClose(closed)
    say('again')
    expect(heard).toEqual(['again'])
    connections[0]!.send('answer')
    expect(sender.sent).toEqual([[toPageChannel, 'answer']])
    sender.emit('did-navigate')
    expect(closed).toHaveBeenCalledTimes(1)
    say('hello from the reloaded page')
    expect(connections).toHaveLength(2)
  })

  it('is closed when the page does not read, and says so to the page', async () => {
    const { windows, ipcMain, connections } = await startShell()
    const sender = windows[0]!.webContents
    const from = { sender, senderFrame: sender.mainFrame }
    ipcMain.emit(toAppChannel, from, 'hello')
    const closed = vi.fn<() => void>()
    connections[0]!.onClose(closed)
    const megabyte = 'x'.repeat(1_000_000)
    const sendMany = () => {
      for (let count = 0; count < 60; count++) connections[0]!.send(megabyte)
    }
    sendMany()
    for (const [, text] of sender.sent) ipcMain.emit(pageHasReadChannel, from, text.length)
    sendMany()
    expect(closed).not.toHaveBeenCalled()
    sendMany()
    expect(closed).toHaveBeenCalledTimes(1)
    expect(sender.sent.filter(([channel]) => channel === lineClosedChannel)).toHaveLength(1)
    expect(sender.sent.length).toBeLessThan(60 + 70)
    ipcMain.emit(toAppChannel, from, 'hello again')
    expect(connections).toHaveLength(2)
  })

  it('listens to nobody else', async () => {
    const { windows, ipcMain, connections } = await startShell()
    const sender = windows[0]!.webContents
    const from = (
      event: { sender: Partial<StandInContents>; senderFrame: unknown },
      text: unknown = 'hello',
    ): boolean => ipcMain.emit(toAppChannel, event, text)
    from({ sender, senderFrame: null })
    from({ sender, senderFrame: { url: 'ascent://app/' } })
    from({ sender: { mainFrame: { url: 'https://evil.example/' } }, senderFrame: { url: 'https://evil.example/' } })
    const stranger = { mainFrame: { url: 'ascent://app/' } }
    from({ sender: stranger, senderFrame: stranger.mainFrame })
    from({ sender, senderFrame: sender.mainFrame }, { not: 'text' })
    from({ sender, senderFrame: sender.mainFrame }, 'x'.repeat(16_000_001))
    expect(connections).toHaveLength(0)
  })
})

describe('closing', () => {
  const question = ['Let them go on', 'End them', 'Cancel']

  it('asks nothing when nothing runs', async () => {
    const { windows, app, names, state } = await startShell()
    windows[0]!.close()
    expect(windows[0]!.closed).toBe(true)
    app.emit('window-all-closed')
    await vi.waitUntil(() => names().includes('exit'))
    expect(names()).not.toContain('showMessageBox')
    expect(state.closed).toEqual([undefined])
  })

  it('asks whether running work ends or goes on, and can be cancelled', async () => {
    const { windows, recorded, names, answers } = await startShell({ busy: true })
    answers.push(2)
    windows[0]!.close()
    await vi.waitUntil(() => names().includes('showMessageBox'))
    expect(windows[0]!.closed).toBe(false)
    expect(recorded.find(([name]) => name === 'showMessageBox')![1]).toMatchObject({
      buttons: question,
      message: '5 runs are still training or waiting.',
    })
  })

  it('ends it when told so', async () => {
    const { windows, app, names, answers, state } = await startShell({ busy: true })
    answers.push(1)
    windows[0]!.close()
    await vi.waitUntil(() => windows[0]!.closed)
    app.emit('window-all-closed')
    await vi.waitUntil(() => names().includes('exit'))
    expect(state.closed).toEqual(['pause'])
  })

  it('goes on without a window until it is done, and a second start shows one', async () => {
    const { windows, app, names, answers, state } = await startShell({ busy: true })
    answers.push(0)
    windows[0]!.close()
    await vi.waitUntil(() => windows[0]!.closed)
    app.emit('window-all-closed')
    expect(names()).not.toContain('exit')
    app.emit('second-instance')
    expect(windows).toHaveLength(2)
    app.emit('second-instance')
    expect(windows).toHaveLength(2)
    expect(windows[1]!.focused).toBe(true)
    state.busy = false
    windows[1]!.close()
    app.emit('window-all-closed')
    await vi.waitUntil(() => names().includes('exit'))
  })
})

describe('starting', () => {
  it('ends at once when another Electron owns the data folder', async () => {
    const { windows, names } = await startShell({ isFirst: false })
    expect(names()).toEqual(['setPath', 'requestSingleInstanceLock', 'quit'])
    expect(windows).toHaveLength(0)
  })

  it('says why the database cannot be opened', async () => {
    const { recorded, windows } = await startShell({ refuses: 'It was written by a newer Ascent.' })
    expect(recorded).toContainEqual([
      'showErrorBox',
      'Ascent cannot open its database',
      'It was written by a newer Ascent.',
    ])
    expect(recorded).toContainEqual(['exit', 1])
    expect(windows).toHaveLength(0)
  })
})

describe('the system’s file dialog', () => {
  it('belongs to the window, begins near the file that is named, and tells a path or nothing', async () => {
    const { pickModule, picked, recorded, windows } = await startShell()
    picked.push('/home/ada/world.mjs')
    expect(await pickModule('/home/ada/other.mjs')).toBe('/home/ada/world.mjs')
    expect(recorded.at(-1)).toEqual([
      'showOpenDialog',
      windows[0],
      expect.objectContaining({ defaultPath: '/home/ada/other.mjs', properties: ['openFile'] }),
    ])
    expect(await pickModule('')).toBeNull()
  })
})
