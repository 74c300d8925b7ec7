// Electron's main process. The only file that loads `electron`, beside the preload; everything else is handed what it
// needs.
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, utilityProcess } from 'electron'
import { join } from 'node:path'
import { dataFolder, ensureDataFolder } from '../data-folder.ts'
import { doctorLines } from '../doctor.ts'
import { openApp } from '../open-app.ts'
import { electronPrinter } from './electron-printer.ts'
import { runElectronShell } from './shell.ts'
import { utilityProcessLauncher } from './utility-process-launcher.ts'

const root = app.getAppPath()

await runElectronShell({
  electron: { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, utilityProcess },
  dataFolder: ensureDataFolder(dataFolder()),
  rendererFolder: join(root, 'out', 'renderer'),
  preload: join(root, 'out', 'preload', 'preload.cjs'),
  platform: process.platform,
  openApp(pickModule) {
    const opened = openApp({
      shell: 'electron',
      root,
      launcher: utilityProcessLauncher(utilityProcess),
      pickModule,
      printer: electronPrinter({ BrowserWindow }),
      doctor: () => doctorLines({ root, shell: { chosen: 'electron', why: 'this window is Electron' } }),
      say: (text) => process.stderr.write(`${text}\n`),
    })
    return opened.ok ? opened : { ok: false, sentence: opened.error.reason }
  },
})
