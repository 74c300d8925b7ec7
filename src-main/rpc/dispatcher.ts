import { err } from '../../src-shared/contract/errors.ts'
import { issuesOf } from '../../src-shared/domain/issues.ts'
import type { AscentError, Result } from '../../src-shared/contract/errors.ts'
import { methods } from '../../src-shared/contract/methods.ts'
import type { MethodName, ParamsOf, ResultOf } from '../../src-shared/contract/methods.ts'
import { clientMessage } from '../../src-shared/contract/wire.ts'
import type { ServerMessage } from '../../src-shared/contract/wire.ts'
import type { Handlers } from '../services/handlers.ts'
import type { EventHub } from './event-hub.ts'
import type { Connection, Transport } from './transport.ts'

/** The one way in for every client: authorise, parse, call, encode. */
export interface Dispatcher {
  /** A call from within this process (the CLI), typed by the contract. */
  call<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<Result<ResultOf<M>>>
  serve(transport: Transport): void
  connect(connection: Connection): void
  /** Clients that are there now. */
  clientCount(): number
}

interface DispatcherPorts {
  handlers(): Handlers
  /** Why nothing can be changed now, or null. */
  readOnly(): string | null
  hub: EventHub
  /** Where a fault of the app itself is told, beside the client's sentence. */
  reportFault(error: unknown): void
}

export function createDispatcher(ports: DispatcherPorts): Dispatcher {
  let clients = 0

  const dispatch = async (method: string, params: unknown): Promise<Result<unknown>> => {
    if (!Object.hasOwn(methods, method)) return err({ kind: 'unknown-method', method })
    const name = method as MethodName
    const readOnly = methods[name].access === 'write' ? ports.readOnly() : null
    if (readOnly !== null) return err({ kind: 'read-only', reason: readOnly })
    const parsed = methods[name].params.safeParse(params ?? {})
    if (!parsed.success) return err({ kind: 'invalid-input', issues: issuesOf(parsed.error) })
    try {
      const handler = ports.handlers()[name] as (params: unknown) => Result<unknown> | Promise<Result<unknown>>
      return await handler(parsed.data)
    } catch (error) {
      ports.reportFault(error)
      return err(faultOf(error))
    }
  }

  /** An answer that is no text of JSON fails its own call, and nothing else. */
  const encoded = (id: number, answer: Result<unknown>): string => {
    const text = (message: ServerMessage) => JSON.stringify(message)
    if (!answer.ok) return text({ kind: 'error', id, error: answer.error })
    try {
      return text({ kind: 'result', id, result: answer.value })
    } catch (error) {
      // The longest text that there can be is about half a gigabyte.
      if (error instanceof RangeError) return text({ kind: 'error', id, error: { kind: 'answer-too-large' } })
      ports.reportFault(error)
      return text({ kind: 'error', id, error: faultOf(error) })
    }
  }

  const connect = (connection: Connection) => {
    let unsubscribe: (() => void) | null = null
    let open = true
    clients++
    const send = (text: string) => {
      if (open) connection.send(text)
    }
    const tell = (message: ServerMessage) => send(JSON.stringify(message))
    connection.onClose(() => {
      if (!open) return
      open = false
      clients--
      unsubscribe?.()
    })
    connection.onMessage((text) => {
      const message = parseMessage(text)
      if (message === null) {
        // Without an id there is no call to answer: say it under one that no client uses.
        tell({
          kind: 'error',
          id: -1,
          error: { kind: 'invalid-input', issues: [{ path: '', message: 'this is not a message of the contract' }] },
        })
        return
      }
      if (message.kind === 'hello') {
        unsubscribe?.()
        unsubscribe = ports.hub.subscribe(message, send)
        return
      }
      const { id } = message
      void dispatch(message.method, message.params).then((answer) => send(encoded(id, answer)))
    })
  }

  return {
    call: (method, params) => dispatch(method, params) as Promise<Result<ResultOf<typeof method>>>,
    serve: (transport) => transport.onConnection(connect),
    connect,
    clientCount: () => clients,
  }
}

function parseMessage(text: string) {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  const parsed = clientMessage.safeParse(json)
  return parsed.success ? parsed.data : null
}

function faultOf(error: unknown): AscentError {
  const message = error instanceof Error ? error.message : String(error)
  const fromDatabase = error instanceof Error && error.name === 'SqliteError'
  return fromDatabase ? { kind: 'storage', reason: message } : { kind: 'internal', message }
}
