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
  onClose(): void
}
