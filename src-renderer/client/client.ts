import { methods } from '../../src-shared/contract/methods.ts'
import type { MethodName, ParamsOf, ResultOf } from '../../src-shared/contract/methods.ts'
import type { ServerEvent } from '../../src-shared/contract/events.ts'
import { serverMessage } from '../../src-shared/contract/wire.ts'
import type { ClientMessage } from '../../src-shared/contract/wire.ts'
import { AscentFailure } from './ascent-failure.ts'
import { createStore } from './store/external-store.ts'
import type { ReadableStore } from './store/external-store.ts'
import type { ClientTransport } from './transport.ts'

export type ConnectionState = 'connecting' | 'open' | 'lost' | 'ended'
type EventOf<K extends ServerEvent['kind']> = Extract<ServerEvent, { kind: K }>

export interface Client {
  /** Asks the app; rejects with an AscentFailure whose message is a sentence. */
  call<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>>
  on<K extends ServerEvent['kind']>(kind: K, listener: (event: EventOf<K>) => void): () => void
  /**
   * Told whenever what was read before may be stale: at the start, and when too much was missed while the line was
   * down.
   */
  onReload(listener: () => void): () => void
  readonly connection: ReadableStore<ConnectionState>
  close(): void
}

const firstRetryMs = 250
const slowestRetryMs = 4_000

/**
 * The typed client over either transport. It reconnects by itself and says which event it saw last, so that nothing is
 * lost.
 */
export function createClient(
  transport: ClientTransport,
  schedule: (run: () => void, delayMs: number) => void = (run, delayMs) => void setTimeout(run, delayMs),
): Client {
  const connection = createStore<ConnectionState>('connecting')
  const pending = new Map<
    number,
    { method: MethodName; resolve: (value: unknown) => void; reject: (failure: Error) => void }
  >()
  const waiting: string[] = []
  const eventListeners = new Map<ServerEvent['kind'], Set<(event: ServerEvent) => void>>()
  const reloadListeners = new Set<() => void>()
  let nextId = 1
  let epoch: string | null = null
  let sequence = 0
  let retryMs = firstRetryMs
  let closed = false

  const sendNow = (message: ClientMessage) => transport.send(JSON.stringify(message))

  function receive(text: string): void {
    const parsed = serverMessage.safeParse(JSON.parse(text))
    if (!parsed.success) {
      console.error('The app sent something that this page does not understand.', parsed.error)
      return
    }
    const message = parsed.data
    switch (message.kind) {
      case 'welcome':
        epoch = message.epoch
        if (!message.caughtUp) sequence = message.sequence
        retryMs = firstRetryMs
        connection.set('open')
        for (const frame of waiting.splice(0)) transport.send(frame)
        if (!message.caughtUp) for (const listener of reloadListeners) listener()
        return
      case 'event':
        sequence = message.sequence
        for (const listener of eventListeners.get(message.event.kind) ?? []) listener(message.event)
        return
      case 'error':
        pending.get(message.id)?.reject(new AscentFailure(message.error))
        pending.delete(message.id)
        return
      case 'result': {
        const call = pending.get(message.id)
        pending.delete(message.id)
        if (!call) return
        const result = methods[call.method].result.safeParse(message.result)
        if (result.success) call.resolve(result.data)
        else
          call.reject(
            new AscentFailure({
              kind: 'internal',
              message: `the answer to ${call.method} has another shape than agreed (${result.error.issues[0]?.path.join('.')})`,
            }),
          )
      }
    }
  }

  function open(): void {
    transport.open({
      onOpen: () => sendNow({ kind: 'hello', epoch, sequence }),
      onMessage: receive,
      onClose: (why) => {
        for (const call of pending.values()) call.reject(new AscentFailure({ kind: 'connection-lost' }))
        pending.clear()
        waiting.length = 0
        if (closed) return
        connection.set(why)
        if (why === 'ended') return
        schedule(open, retryMs)
        retryMs = Math.min(slowestRetryMs, retryMs * 2)
      },
    })
  }
  open()

  return {
    connection,
    call<M extends MethodName>(method: M, params: ParamsOf<M>) {
      return new Promise<ResultOf<M>>((resolve, reject) => {
        if (connection.get() === 'lost' || connection.get() === 'ended')
          return reject(new AscentFailure({ kind: 'connection-lost' }))
        const id = nextId++
        pending.set(id, { method, resolve: resolve as (value: unknown) => void, reject })
        const frame: ClientMessage = { kind: 'call', id, method, params }
        // Before the welcome nothing is answered; what is asked early waits for it.
        if (connection.get() === 'open') sendNow(frame)
        else waiting.push(JSON.stringify(frame))
      })
    },
    on(kind, listener) {
      const listeners = eventListeners.get(kind) ?? new Set()
      eventListeners.set(kind, listeners)
      const added = listener as (event: ServerEvent) => void
      listeners.add(added)
      return () => void listeners.delete(added)
    },
    onReload(listener) {
      reloadListeners.add(listener)
      return () => void reloadListeners.delete(listener)
    },
    close() {
      closed = true
      transport.close()
    },
  }
}
