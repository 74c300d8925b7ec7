import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const secretText = (): string => randomBytes(24).toString('base64url')

/**
 * Who may come in: one-time tokens for opening, a cookie from then on, a secret of the page for the line, and one for a
 * second start.
 */
export interface Access {
  readonly cookieName: string
  readonly cookieValue: string
  readonly pageSecret: string
  readonly lockSecret: string
  newToken(): string
  /** True once for each token. */
  redeem(token: string): boolean
  isKnownToken(token: string): boolean
}

export function createAccess(): Access {
  const tokens = new Set<string>()
  return {
    // All ports of a host share their cookies: with a name of its own, two hosts side by side do not overwrite each
    // other's.
    cookieName: `ascent-${randomBytes(6).toString('hex')}`,
    cookieValue: secretText(),
    pageSecret: secretText(),
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
export function sameSecret(given: string | undefined | null, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(wanted))
}

/** A page of another site that points a name of its own at 127.0.0.1 still sends that name. */
export const hostIsRight = (request: IncomingMessage, port: number): boolean =>
  request.headers.host === `127.0.0.1:${port}`

/** Navigation sends no Origin; everything that sends one must be ours. */
export const originIsRight = (request: IncomingMessage, port: number): boolean =>
  request.headers.origin === `http://127.0.0.1:${port}`

export function cookieIsRight(request: IncomingMessage, access: Access): boolean {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  const found = pairs.find((pair) => pair.startsWith(`${access.cookieName}=`))
  return found !== undefined && sameSecret(found.slice(access.cookieName.length + 1), access.cookieValue)
}
