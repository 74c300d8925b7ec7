import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Printer } from '../../app.ts'
import { printedPage } from '../print/printed-page.ts'
import type { ElectronModule } from './electron-module.ts'

/**
 * Prints in a window that is never shown, from a file: an address with a large picture in it would be cut. The window's
 * page makes PNGs itself.
 */
export function electronPrinter({ BrowserWindow }: Pick<ElectronModule, 'BrowserWindow'>): Printer {
  return {
    refusal: () => Promise.resolve(null),
    async print(svg, as) {
      if (as.kind !== 'pdf') throw new Error('Electron is asked for PDFs only')
      const folder = mkdtempSync(join(tmpdir(), 'ascent-print-'))
      const window = new BrowserWindow({
        show: false,
        // A session of its own: the app's asks for nothing but the app's own files.
        webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, partition: 'print' },
      })
      try {
        const file = join(folder, 'figure.html')
        writeFileSync(file, printedPage(svg, as), { mode: 0o600 })
        await window.loadFile(file)
        await window.webContents.executeJavaScript('document.fonts.ready.then(() => true)')
        return await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true })
      } finally {
        window.destroy()
        rmSync(folder, { recursive: true, force: true })
      }
    },
  }
}
