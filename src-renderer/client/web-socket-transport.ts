import type { ClientTransport } from './transport.ts'

/** The browser shell's line. The page's own secret proves that this page, and not another one with the cookie, asks. */
export function webSocketTransport(pageSecret: string): ClientTransport {
  let socket: WebSocket | undefined
  return {
    open(listener) {
      const url = new URL('/rpc', location.href)
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
      url.searchParams.set('secret', pageSecret)
      url.hash = ''
      const opened = new WebSocket(url)
      socket = opened
      opened.onopen = () => listener.onOpen()
      opened.onmessage = (message) => listener.onMessage(String(message.data))
      opened.onclose = () => listener.onClose()
    },
    send: (text) => socket?.send(text),
    close: () => socket?.close(),
  }
}
