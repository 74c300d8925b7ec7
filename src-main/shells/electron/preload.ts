// The only thing of Electron that the page sees: one object that carries text. Bundled into one CommonJS file, as a
// sandboxed preload must be.
import { contextBridge, ipcRenderer } from 'electron'
import { lineClosedChannel, pageHasReadChannel, toAppChannel, toPageChannel } from './channels.ts'

contextBridge.exposeInMainWorld('ascent', {
  send(text: unknown) {
    ipcRenderer.send(toAppChannel, String(text))
  },
  // The event, which would lead the page to ipcRenderer, is not passed on.
  onMessage(callback: (text: string) => void) {
    ipcRenderer.on(toPageChannel, (_event, text: string) => {
      ipcRenderer.send(pageHasReadChannel, text.length)
      callback(text)
    })
  },
  onClosed(callback: () => void) {
    ipcRenderer.on(lineClosedChannel, () => callback())
  },
})
