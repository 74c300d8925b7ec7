import { randomUUID } from 'node:crypto'
import type { ServerEvent } from '../../src-shared/contract/events.ts'
import type { ServerMessage } from '../../src-shared/contract/wire.ts'

/** Numbers events and keeps the last ones, so that a client that was away catches up. */
export interface EventHub {
  publish(event: ServerEvent): void
  /** For what the person must see although no window was there when it happened: kept until a client comes. */
  publishToFirstClient(event: ServerEvent): void
  /** Sends what was missed since the last event seen, then everything new, until the returned function is called. */
  subscribe(lastSeen: { epoch: string | null; sequence: number }, send: (text: string) => void): () => void
  /** Every client reads everything again: another database stands behind the same methods now. */
  restart(): void
}

interface HubLimits {
  events: number
  characters: number
}
const usualLimits: HubLimits = { events: 10_000, characters: 16_000_000 }

export function createEventHub(limits: HubLimits = usualLimits): EventHub {
  let epoch = randomUUID()
  let sequence = 0
  let kept: { sequence: number; text: string }[] = []
  let keptCharacters = 0
  let waiting: ServerEvent[] = []
  const clients = new Set<(text: string) => void>()

  const encode = (message: ServerMessage) => JSON.stringify(message)
  const keep = (text: string) => {
    kept.push({ sequence, text })
    keptCharacters += text.length
    // In one cut of a quarter, so that the array isn't shifted for every event.
    if (kept.length > limits.events || keptCharacters > limits.characters) {
      let dropped = 0
      while (
        dropped < kept.length &&
        (kept.length - dropped > 0.75 * limits.events || keptCharacters > 0.75 * limits.characters)
      )
        keptCharacters -= kept[dropped++]!.text.length
      kept = kept.slice(dropped)
    }
  }
  const publish = (event: ServerEvent) => {
    sequence++
    const text = encode({ kind: 'event', sequence, event })
    keep(text)
    for (const send of clients) send(text)
  }

  return {
    publish,
    publishToFirstClient(event) {
      if (clients.size > 0) publish(event)
      else waiting.push(event)
    },
    subscribe(lastSeen, send) {
      const oldest = kept[0]?.sequence ?? sequence + 1
      const caughtUp = lastSeen.epoch === epoch && lastSeen.sequence <= sequence && lastSeen.sequence >= oldest - 1
      send(encode({ kind: 'welcome', epoch, sequence, caughtUp }))
      if (caughtUp) for (const event of kept) if (event.sequence > lastSeen.sequence) send(event.text)
      clients.add(send)
      const held = waiting
      waiting = []
      held.forEach(publish)
      return () => void clients.delete(send)
    },
    restart() {
      epoch = randomUUID()
      sequence = 0
      kept = []
      keptCharacters = 0
      const text = encode({ kind: 'welcome', epoch, sequence, caughtUp: false })
      for (const send of clients) send(text)
    },
  }
}
