import type { ClientTransport, TransportListener } from './transport.ts'

/** What the preload puts on `window`: the only thing of Electron that the page sees. */
export interface AscentBridge {
  send(text: string): void
  onMessage(callback: (text: string) => void): void
  /** The app closed the line, for this page did not read. */
  onClosed(callback: () => void): void
}

export function electronTransport(bridge: AscentBridge): ClientTransport {
  let current: TransportListener | undefined
  let listening = false
  return {
    open(listener) {
      current = listener
      // The bridge has no way to take a callback back, so it gets them for good.
      if (!listening) {
        bridge.onMessage((text) => current?.onMessage(text))
        bridge.onClosed(() => current?.onClose('lost'))
      }
      listening = true
      queueMicrotask(listener.onOpen)
    },
    send: (text) => bridge.send(text),
    close() {
      current = undefined
    },
  }
}
