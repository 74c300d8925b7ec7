import type { IpcMainEvent, WebContents } from 'electron'
import type { Connection, Transport } from '../../rpc/transport.ts'
import { lineClosedChannel, pageHasReadChannel, toAppChannel, toPageChannel } from './channels.ts'
import type { ElectronModule } from './electron-module.ts'
import { isAppUrl } from './scheme.ts'

const maxMessageCharacters = 16_000_000
/** What is kept for a page that doesn't read. Beyond it its line is closed; once it reads again it catches up anew. */
const mostUnreadCharacters = 64_000_000

interface Line {
  readonly deliver: (text: string) => void
  readonly hasRead: (characters: number) => void
  readonly close: () => void
}

/**
 * A connection for each page that speaks, until it is reloaded or goes. Only the top frame of the app's own page is
 * listened to.
 */
export function ipcTransport(
  ipcMain: ElectronModule['ipcMain'],
  isOurWindow: (contents: WebContents) => boolean,
): Transport {
  const lines = new Map<WebContents, Line>()
  let handleConnection: ((connection: Connection) => void) | undefined

  ipcMain.on(toAppChannel, (event: IpcMainEvent, text: unknown) => {
    if (!isTrustedSender(event, isOurWindow) || typeof text !== 'string' || text.length > maxMessageCharacters) return
    if (handleConnection === undefined) return
    const line = lines.get(event.sender) ?? openLine(event.sender, handleConnection)
    line.deliver(text)
  })

  ipcMain.on(pageHasReadChannel, (event: IpcMainEvent, characters: unknown) => {
    if (isTrustedSender(event, isOurWindow) && typeof characters === 'number')
      lines.get(event.sender)?.hasRead(characters)
  })

  function openLine(contents: WebContents, handle: (connection: Connection) => void): Line {
    const messageListeners: ((text: string) => void)[] = []
    const closeListeners: (() => void)[] = []
    let unreadCharacters = 0
    const line: Line = {
      hasRead: (characters) => void (unreadCharacters -= characters),
      deliver: (text) => messageListeners.forEach((listener) => listener(text)),
      close() {
        if (lines.get(contents) !== line) return
        lines.delete(contents)
        closeListeners.forEach((listener) => listener())
      },
    }
    lines.set(contents, line)
    contents.once('destroyed', line.close)
    contents.once('render-process-gone', line.close)
    // A reloaded page is another client: it says hello again.
    contents.once('did-navigate', line.close)
    handle({
      send: (text) => {
        if (lines.get(contents) !== line || contents.isDestroyed()) return
        if (unreadCharacters > mostUnreadCharacters) {
          contents.send(lineClosedChannel)
          line.close()
          return
        }
        unreadCharacters += text.length
        contents.send(toPageChannel, text)
      },
      onMessage: (listener) => void messageListeners.push(listener),
      onClose: (listener) => void closeListeners.push(listener),
    })
    return line
  }

  return { onConnection: (handler) => void (handleConnection = handler) }
}

function isTrustedSender(event: IpcMainEvent, isOurWindow: (contents: WebContents) => boolean): boolean {
  const { senderFrame, sender } = event
  return senderFrame !== null && senderFrame === sender.mainFrame && isAppUrl(senderFrame.url) && isOurWindow(sender)
}
