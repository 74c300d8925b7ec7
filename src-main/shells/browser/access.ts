import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { lineProtocol } from '../../../src-shared/contract/loopback.ts'

const secretText = (): string => randomBytes(24).toString('base64url')

/** Who may come in: one-time tokens for opening, a secret for the line from then on, and one for a second start. */
export interface Access {
  /** Opens the line. No cookie: a browser would send that to every other port of this machine too. */
  readonly lineSecret: string
  readonly lockSecret: string
  newToken(): string
  /** True once for each token. */
  redeem(token: string): boolean
  isKnownToken(token: string): boolean
}

export function createAccess(): Access {
  const tokens = new Set<string>()
  return {
    lineSecret: secretText(),
    lockSecret: secretText(),
    newToken() {
      const token = secretText()
      tokens.add(token)
      return token
    },
    redeem: (token) => tokens.delete(token),
    isKnownToken: (token) => tokens.has(token),
  }
}

/** Compares without telling by its time how much was right. */
function sameSecret(given: string | undefined, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return given !== undefined && timingSafeEqual(digest(given), digest(wanted))
}

/** A page of another site that points a name of its own at 127.0.0.1 still sends that name. */
export const hostIsRight = (request: IncomingMessage, port: number): boolean =>
  request.headers.host === `127.0.0.1:${port}`

/** Navigation sends no Origin; everything that sends one must be ours. */
export const originIsRight = (request: IncomingMessage, port: number): boolean =>
  request.headers.origin === `http://127.0.0.1:${port}`

export const bearerIsRight = (request: IncomingMessage, secret: string): boolean =>
  sameSecret(request.headers.authorization, `Bearer ${secret}`)

/** The line's secret, offered as the second of two subprotocols. */
export const offerIsRight = (request: IncomingMessage, secret: string): boolean =>
  sameSecret(request.headers['sec-websocket-protocol']?.replaceAll(' ', ''), `${lineProtocol},${secret}`)
