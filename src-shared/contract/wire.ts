import * as z from 'zod'
import { ascentError } from './errors.ts'
import { serverEvent } from './events.ts'

/**
 * The frames of both transports (Electron IPC and WebSocket), as JSON text.
 * A client says hello with the last event it saw; the server sends what it missed, or `caughtUp: false` when it no
 * longer has that (another start of the app, or too long ago): then the client reads everything again.
 */
export const clientMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), epoch: z.string().nullable(), sequence: z.int() }),
  z.object({ kind: z.literal('call'), id: z.int(), method: z.string(), params: z.unknown() }),
])
export type ClientMessage = z.infer<typeof clientMessage>

export const serverMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('welcome'), epoch: z.string(), sequence: z.int(), caughtUp: z.boolean() }),
  z.object({ kind: z.literal('result'), id: z.int(), result: z.unknown() }),
  z.object({ kind: z.literal('error'), id: z.int(), error: ascentError }),
  z.object({ kind: z.literal('event'), sequence: z.int(), event: serverEvent }),
])
export type ServerMessage = z.infer<typeof serverMessage>
