import { EventEmitter } from 'node:events'
import type { ElectronModule } from './electron-module.ts'

/** What was asked of Electron, in order: a name and its arguments. */
export type Recorded = readonly [name: string, ...args: unknown[]]

type RequestListener = (details: { url: string }, answer: (response: { cancel: boolean }) => void) => void

type PermissionRequestHandler = (contents: unknown, permission: string, allow: (allowed: boolean) => void) => void
type PermissionCheckHandler = (contents: unknown, permission: string) => boolean

interface StandInSession {
  permissionRequest?: PermissionRequestHandler
  permissionCheck?: PermissionCheckHandler
  beforeRequest?: RequestListener
  setPermissionRequestHandler(handler: PermissionRequestHandler): void
  setPermissionCheckHandler(handler: PermissionCheckHandler): void
  webRequest: { onBeforeRequest(listener: RequestListener): void }
}

export class StandInContents extends EventEmitter {
  readonly sent: [channel: string, text: string][] = []
  readonly mainFrame = { url: 'ascent://app/' }
  windowOpenHandler: ((details: { url: string }) => { action: string }) | undefined
  destroyed = false
  isDestroyed(): boolean {
    return this.destroyed
  }
  send(channel: string, text = ''): void {
    this.sent.push([channel, text])
  }
  async executeJavaScript(): Promise<boolean> {
    return true
  }
  async printToPDF(): Promise<Buffer> {
    return Buffer.from('')
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler
  }
}

export class StandInWindow extends EventEmitter {
  readonly webContents = new StandInContents()
  readonly options: Record<string, unknown>
  readonly loaded: string[] = []
  shown = false
  focused = false
  closed = false
  constructor(options: Record<string, unknown>) {
    super()
    this.options = options
  }
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url)
    this.emit('ready-to-show')
  }
  async loadFile(path: string): Promise<void> {
    this.loaded.push(path)
  }
  destroy(): void {
    this.closed = true
  }
  show(): void {
    this.shown = true
  }
  focus(): void {
    this.focused = true
  }
  isMinimized(): boolean {
    return false
  }
  restore(): void {}
  /** As Electron does: asks its listeners first. */
  close(): void {
    let prevented = false
    this.emit('close', { preventDefault: () => (prevented = true) })
    if (prevented) return
    this.closed = true
    this.webContents.destroyed = true
    this.webContents.emit('destroyed')
    this.emit('closed')
  }
}

/** Electron as far as the shell uses it: remembers what it was asked for and lets a test play the person. */
export function electronStandIn(options: { isFirst?: boolean } = {}) {
  const recorded: Recorded[] = []
  const windows: StandInWindow[] = []
  const record =
    (name: string) =>
    (...args: unknown[]) =>
      void recorded.push([name, ...args])
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    setPath: record('setPath'),
    enableSandbox: record('enableSandbox'),
    quit: record('quit'),
    exit: record('exit'),
    requestSingleInstanceLock: () => {
      recorded.push(['requestSingleInstanceLock'])
      return options.isFirst ?? true
    },
    whenReady: async () => void recorded.push(['whenReady']),
  })
  const session: StandInSession = {
    setPermissionRequestHandler: (handler) => void (session.permissionRequest = handler),
    setPermissionCheckHandler: (handler) => void (session.permissionCheck = handler),
    webRequest: { onBeforeRequest: (listener) => void (session.beforeRequest = listener) },
  }
  const schemes = new Map<string, (request: Request) => Promise<Response>>()
  const answers: number[] = []
  const picked: string[] = []
  const dialog = {
    showOpenDialog: async (...args: unknown[]) => {
      recorded.push(['showOpenDialog', ...args])
      return { canceled: picked.length === 0, filePaths: picked.splice(0, 1) }
    },
    showErrorBox: record('showErrorBox'),
    showMessageBox: async (_window: unknown, box: unknown) => {
      recorded.push(['showMessageBox', box])
      return { response: answers.shift() ?? 2, checkboxChecked: false }
    },
  }
  class BrowserWindow extends StandInWindow {
    constructor(windowOptions: Record<string, unknown>) {
      super(windowOptions)
      windows.push(this)
      app.emit('web-contents-created', {}, this.webContents)
    }
  }
  const ipcMain = new EventEmitter()
  const module = {
    app,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: record('setApplicationMenu') },
    protocol: {
      registerSchemesAsPrivileged: record('registerSchemesAsPrivileged'),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => void schemes.set(scheme, handler),
    },
    session: { defaultSession: session },
    utilityProcess: { fork: record('fork') },
  }
  return {
    electron: module as unknown as ElectronModule,
    app,
    ipcMain,
    session,
    schemes,
    windows,
    recorded,
    names: (): string[] => recorded.map(([name]) => name),
    /** The person's next answers to the closing question, as button numbers. */
    answers,
    /** The files that the person chooses next; none is Cancel. */
    picked,
  }
}
