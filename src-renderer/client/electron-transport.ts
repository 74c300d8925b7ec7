import type { ClientTransport } from './transport.ts'

/** What the preload puts on `window`: the only thing of Electron that the page sees. */
export interface AscentBridge {
  send(text: string): void
  onMessage(callback: (text: string) => void): void
}

export function electronTransport(bridge: AscentBridge): ClientTransport {
  let deliver: ((text: string) => void) | undefined
  let listening = false
  return {
    open(listener) {
      deliver = listener.onMessage
      // The bridge has no way to take a callback back, so it gets one for good.
      if (!listening) bridge.onMessage((text) => deliver?.(text))
      listening = true
      queueMicrotask(listener.onOpen)
    },
    send: (text) => bridge.send(text),
    close() {
      deliver = undefined
    },
  }
}
