import { hostEndsCode, linePath, lineProtocol } from '../../src-shared/contract/loopback.ts'
import { askHost, onNewSecret, storedSecret } from './host-access.ts'
import type { ClientTransport, TransportListener } from './transport.ts'

/** The browser shell's line. It is opened with the secret that the host's opening page left in this browser. */
export function webSocketTransport(): ClientTransport {
  let socket: WebSocket | undefined
  let ended: TransportListener | undefined

  function open(listener: TransportListener): void {
    const close = (why: 'lost' | 'ended'): void => {
      ended = why === 'ended' ? listener : undefined
      listener.onClose(why)
    }
    const url = new URL(linePath, location.href)
    url.protocol = 'ws:'
    const opened = new WebSocket(url, [lineProtocol, storedSecret() ?? 'none'])
    let wasOpen = false
    opened.onopen = () => {
      wasOpen = true
      listener.onOpen()
    }
    opened.onmessage = (message) => listener.onMessage(String(message.data))
    opened.onclose = async ({ code }) => {
      if (code === hostEndsCode) close('ended')
      else close(!wasOpen && (await askHost()) === 'refuses' ? 'ended' : 'lost')
    }
    socket = opened
  }

  // Another window of a new start at the same address: its secret opens this page's line too.
  onNewSecret(() => {
    const listener = ended
    ended = undefined
    if (listener !== undefined) open(listener)
  })

  return {
    open,
    send: (text) => socket?.send(text),
    close: () => socket?.close(),
  }
}
