/**
 * One client's line: an IPC port, a WebSocket, or a pair of functions in this process. Frames are JSON text
 * (src-shared/contract/wire.ts).
 */
export interface Connection {
  send(text: string): void
  onMessage(listener: (text: string) => void): void
  onClose(listener: () => void): void
}

/** What a shell brings: it has checked who is there (secret, Origin, sender) before it hands a connection over. */
export interface Transport {
  onConnection(handler: (connection: Connection) => void): void
}
