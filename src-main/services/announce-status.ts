import type { ServerEvent, SystemStatus } from '../../src-shared/contract/events.ts'

/**
 * Once a second, when it says something new. A status that can't be told for a moment (a disk that doesn't answer, no
 * more files to be had) is told as a fault, once, and ends nothing: the next second tries again.
 */
export function announceStatus({
  status,
  publish,
  onChange,
  reportFault,
}: {
  status(): SystemStatus
  publish(event: ServerEvent): void
  /** When it is to be told at once; the returned function ends it. */
  onChange(listener: () => void): () => void
  reportFault(error: unknown): void
}): () => void {
  let last = ''
  let fault = ''
  const announce = () => {
    try {
      const now = status()
      const text = JSON.stringify(now)
      if (text !== last) publish({ kind: 'status', status: now })
      last = text
      fault = ''
    } catch (error) {
      if (String(error) !== fault) reportFault(error)
      fault = String(error)
    }
  }
  const stopListening = onChange(announce)
  const timer = setInterval(announce, 1_000).unref()
  return () => {
    stopListening()
    clearInterval(timer)
  }
}
