import type { BrowserWindow, BrowserWindowConstructorOptions, Session, WebContents } from 'electron'
import type { ElectronModule } from './electron-module.ts'
import { appScheme, appUrl, isAppUrl } from './scheme.ts'

/** The page is treated as a stranger's: no Node, a sandbox, and a bridge that carries text. */
export const windowOptions = (preload: string): BrowserWindowConstructorOptions => ({
  width: 1_440,
  height: 900,
  minWidth: 900,
  minHeight: 600,
  show: false,
  title: 'Ascent',
  webPreferences: {
    preload,
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
  },
})

export function openMainWindow(electron: ElectronModule, preload: string): BrowserWindow {
  const window = new electron.BrowserWindow(windowOptions(preload))
  window.once('ready-to-show', () => window.show())
  void window.loadURL(appUrl)
  return window
}

/** For every page there ever is: it stays where it is, opens no other, and embeds none. */
export function confineContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isAppUrl(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** What the page may do beyond its own frame: copy a spec, and tell of an experiment's end where that is wanted. */
const permitted: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications'])

/** The page asks this machine and the network for nothing: its line is IPC, its files come by the app's own scheme. */
export function confineSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, allow) => allow(permitted.has(permission)))
  session.setPermissionCheckHandler((_contents, permission) => permitted.has(permission))
  session.webRequest.onBeforeRequest((details, answer) => {
    const { protocol } = new URL(details.url)
    answer({ cancel: ![`${appScheme}:`, 'data:', 'blob:', 'devtools:'].includes(protocol) })
  })
}
