/** How frames travel: JSON text both ways. One implementation a shell. */
export interface ClientTransport {
  /** Opens (or opens again) the line; listeners are told how it goes. */
  open(listener: TransportListener): void
  send(text: string): void
  close(): void
}

export interface TransportListener {
  onOpen(): void
  onMessage(text: string): void
  /** `ended`: the app that this page belongs to is gone for good, and trying again is no use. */
  onClose(why: 'lost' | 'ended'): void
}
