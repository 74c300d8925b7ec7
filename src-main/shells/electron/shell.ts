import type { BrowserWindow } from 'electron'
import { moduleEndings } from '../../../src-shared/domain/user-module.ts'
import type { App } from '../../app.ts'
import { askBeforeClosing } from './closing.ts'
import type { ElectronModule } from './electron-module.ts'
import { ipcTransport } from './ipc-transport.ts'
import { menuTemplate } from './menu.ts'
import { registerScheme, serveScheme } from './scheme.ts'
import { confineContents, confineSession, openMainWindow } from './window.ts'

export interface ElectronShellPorts {
  readonly electron: ElectronModule
  readonly dataFolder: string
  readonly rendererFolder: string
  readonly preload: string
  readonly platform: NodeJS.Platform
  /** Opens the app; a sentence when the database can't be opened. */
  openApp(
    pickModule: (near: string) => Promise<string | null>,
  ):
    | { ok: true; value: { app: App; close(running?: 'pause' | 'cancel'): Promise<void> } }
    | { ok: false; sentence: string }
}

const idleCheckMs = 1_000
const moduleDialog = {
  title: 'Choose an environment module',
  properties: ['openFile' as const],
  filters: [{ name: 'Modules', extensions: moduleEndings.map((ending) => ending.slice(1)) }],
}

/**
 * Electron's shell: one window on the app, confined as far as Electron can confine it. Resolves when the window was
 * asked for.
 */
export async function runElectronShell(ports: ElectronShellPorts): Promise<void> {
  const { electron, dataFolder, rendererFolder, preload, platform } = ports
  const { app, dialog, ipcMain, Menu, protocol, session } = electron
  app.setPath('userData', dataFolder)
  // The second of two starts ends here; the first is told and shows its window.
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  app.enableSandbox()
  registerScheme(protocol)
  app.on('web-contents-created', (_event, contents) => confineContents(contents))
  await app.whenReady()
  confineSession(session.defaultSession)
  serveScheme(protocol, rendererFolder)
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(platform, app.isPackaged)))

  let window: BrowserWindow | undefined
  const opened = ports.openApp(async (near) => {
    const options = { ...moduleDialog, ...(near === '' ? {} : { defaultPath: near }) }
    const chosen = await (window === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options))
    return chosen.filePaths[0] ?? null
  })
  if (!opened.ok) {
    dialog.showErrorBox('Ascent cannot open its database', opened.sentence)
    app.exit(1)
    return
  }
  const { app: ascent, close } = opened.value

  let closingAnswered = false
  let running: 'pause' | undefined
  let ended = false
  const showWindow = (): void => {
    if (window !== undefined) {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
      return
    }
    closingAnswered = false
    const opening = openMainWindow(electron, preload)
    window = opening
    opening.on('close', (event) => {
      if (closingAnswered || !ascent.isBusy()) return
      event.preventDefault()
      const { trainersBusy, labsRunning, runsQueued } = ascent.status()
      void askBeforeClosing(dialog, opening, trainersBusy - labsRunning + runsQueued, labsRunning).then((answer) => {
        if (answer === 'stay') return
        closingAnswered = true
        if (answer === 'end') running = 'pause'
        opening.close()
      })
    })
    opening.on('closed', () => (window = undefined))
  }
  const end = async (): Promise<void> => {
    if (ended) return
    ended = true
    await close(running)
    app.exit(0)
  }

  ascent.dispatcher.serve(ipcTransport(ipcMain, (contents) => contents === window?.webContents))
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {
    if (running === 'pause' || !ascent.isBusy()) return void end()
    // Work goes on without a window, until it is done or a second start shows one again.
    const timer = setInterval(() => {
      if (window === undefined && ascent.isBusy()) return
      clearInterval(timer)
      if (window === undefined) void end()
    }, idleCheckMs)
  })
  app.on('before-quit', (event) => {
    if (ended) return
    event.preventDefault()
    // Quitting with a window is closing it: the same question is asked.
    if (window !== undefined) window.close()
    else void end()
  })
  showWindow()
}
