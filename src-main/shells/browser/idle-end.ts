export interface IdleEndPorts {
  clientCount(): number
  /** Whether runs are queued or training: then nobody needs to be there. */
  isBusy(): boolean
  onIdle(): void
  readonly now?: () => number
}

/** How long the host waits for the first client, and for one to come back. */
export const firstClientPatienceMs = 5 * 60_000
export const absencePatienceMs = 60_000

/**
 * Ends the host when nothing runs and no client has been there for a while. A page that is reloaded, or a laptop's lid,
 * is no goodbye.
 */
export function endWhenIdle({ clientCount, isBusy, onIdle, now = () => performance.now() }: IdleEndPorts): {
  check(): void
  stop(): void
} {
  let lastNeededAtMs = now()
  let seenClient = false
  const check = (): void => {
    if (clientCount() > 0) seenClient = true
    if (clientCount() > 0 || isBusy()) {
      lastNeededAtMs = now()
      return
    }
    if (now() - lastNeededAtMs < (seenClient ? absencePatienceMs : firstClientPatienceMs)) return
    stop()
    onIdle()
  }
  const timer = setInterval(check, 1_000)
  const stop = (): void => clearInterval(timer)
  return { check, stop }
}
